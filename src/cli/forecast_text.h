// A forecast for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "cli/style.h"
#include "integration/forecast.h"

namespace caprock {

// A headline, a chart from the forecast's beginning to its horizon, the breaks with who does what,
// and what it all rests on; at most `width` columns. Says the same without colours.
std::string forecast_text(const Forecast& forecast, std::size_t width, const Style& style);

}  // namespace caprock
