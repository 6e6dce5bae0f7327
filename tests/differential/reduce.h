// Makes a question smaller as long as it still shows what it shows.
#pragma once

#include <functional>

#include "tests/differential/question.h"

namespace caprock::differential {

using StillShows = std::function<bool(const Question&)>;

// Takes away policies, objects, conditions, list elements and signals, one after another and in
// halves, until nothing more can go. REQUIRES: shows(question). Cost: some thousand questions.
Question reduced(Question question, const StillShows& shows);

}  // namespace caprock::differential
