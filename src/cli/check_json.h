// The check report as JSON; docs/check-report.md lists the members, which are stable.
#pragma once

#include <string>

#include "integration/check.h"

namespace caprock {

std::string check_json(const CheckReport& report);

}  // namespace caprock
