// Answers put together by Kleene's logic; what is open stays named (CA 2.1.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluate/facts.h"

namespace caprock::evaluate {

inline Answer certain(bool holds) { return {match_if(holds), {}}; }
inline Answer open_by(std::string_view path) { return {Match::unknown, {std::string(path)}}; }

// And, or, not. An unknown result names what either side leaves open, sorted, no repeats.
Answer both(Answer a, Answer b);
Answer either(Answer a, Answer b);
Answer opposite(Answer answer);

}  // namespace caprock::evaluate
