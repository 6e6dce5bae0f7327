// Forecasts as a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// A self-contained page without scripts: a table of all connections, most urgent first, then each
// with its picture, its breaks and what they rest on. `source` says where the tenant was read
// from, `diagnostics` what was odd about it.
std::string forecasts_html(std::string_view title, std::string_view source,
                           const std::vector<Forecast>& forecasts,
                           const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
