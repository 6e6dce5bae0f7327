// The chart of a forecast in characters.
#pragma once

#include <cstddef>
#include <string>

#include "cli/style.h"
#include "integration/forecast.h"

namespace caprock {

// Lines for the plan's events (letters), the requests (a character for each stretch of time), the
// breaks (numbers) and the dates, then a legend; at most `width` columns. A column shows the worst
// of its time.
std::string forecast_chart(const Forecast& forecast, std::size_t width, const Style& style);

// `A`, ..., `Z`, `A1`, ...: the mark of an event in the chart and in lists.
std::string event_mark(std::size_t index);

}  // namespace caprock
