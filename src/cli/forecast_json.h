// A forecast as JSON; docs/forecast.md lists the members, which are stable.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

boost::json::object forecast_object(const Forecast& forecast);

std::string forecast_json(const Forecast& forecast);

// `{"forecasts": [...]}`
std::string forecasts_json(const std::vector<Forecast>& forecasts);

}  // namespace caprock
