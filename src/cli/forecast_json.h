// A forecast as JSON; docs/forecast.md lists the members, which are stable.
#pragma once

#include <string>

#include "integration/forecast.h"

namespace caprock {

std::string forecast_json(const Forecast& forecast);

}  // namespace caprock
