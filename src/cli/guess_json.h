#pragma once

#include <string>

#include "cli/guess_report.h"

namespace caprock {

// {"proposals": [...], "lookedAt": {...}, "diagnostics": [...]}; what is not known is null or
// empty.
std::string guess_json(const GuessReport& report);

}  // namespace caprock
