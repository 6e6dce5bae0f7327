// The check report for a terminal.
#pragma once

#include <string>

#include "cli/style.h"
#include "integration/check.h"

namespace caprock {

// A table of all connections, then what hits each of them, then a legend; at most `width` columns.
std::string check_text(const CheckReport& report, std::size_t width, const Style& style);

}  // namespace caprock
