// The part of a check report that looks ahead, in lines that all its forms share.
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"

namespace caprock {

// Breaks that are still to come, soonest first, each with its date, countdown, cause and code; or
// until when the connection keeps its token. Empty where it is refused already and nothing changes.
std::vector<std::string> coming_breaks(const ConnectionReport& report);

// When it breaks again if a person signs in at once, what a named option would change, and what was
// taken for granted.
std::vector<std::string> forecast_conditions(const ConnectionReport& report);

}  // namespace caprock
