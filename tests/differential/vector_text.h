// A question and its right answer as a conformance vector (form: conformance/README.md).
#pragma once

#include <string>

#include "model/decision.h"
#include "tests/differential/question.h"

namespace caprock::differential {

// `world_sign_in` is the default sign-in of conformance/world.json, whose members the vector takes
// away where the question does not have them. REQUIRES: the question can be read.
std::string vector_text(const std::string& id, const Question& question, const Decision& right,
                        const json::object& world_sign_in);

}  // namespace caprock::differential
