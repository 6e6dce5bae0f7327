// A forecast as JSON; docs/forecast.md lists the members, which are stable.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "integration/forecast.h"

namespace caprock {

boost::json::object forecast_object(const Forecast& forecast);

// `{"forecasts": [...], "diagnostics": [...]}`; the diagnostics are what was odd about the source.
std::string forecasts_json(const std::vector<Forecast>& forecasts,
                           const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
