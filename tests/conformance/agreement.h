// Two whole decisions against each other.
#pragma once

#include <string>

#include "model/decision.h"

namespace caprock::conformance {

// The decision without the reasons in words, which are no part of the answer.
Decision without_words(Decision decision);

// The first thing in which they differ, reasons in words left aside; empty when there is none.
std::string first_difference(const Decision& expected, const Decision& got);

}  // namespace caprock::conformance
