// Properties of every evaluator, asked of random questions (tests/differential).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "tests/conformance/doors.h"
#include "tests/differential/question.h"
#include "tests/differential/random.h"

namespace caprock::properties {

using conformance::Door;
using differential::Question;
using differential::Random;

// What is wrong, or nothing. `random` makes the property's own choices; the same for the same
// question, so that a question can be made smaller.
using Property =
    std::function<std::optional<std::string>(const Question&, const Door&, Random& random)>;

// Asks some hundred questions of every door. A failure is made small and told with its question.
// RapidCheck chooses the seeds; RC_PARAMS="seed=..." repeats them.
void expect_always(const char* sentence, const Property& property);

// The answer of the door; nothing if the question cannot be read.
std::optional<Decision> answer(const Door& door, const Question& question);

}  // namespace caprock::properties
