// The check report for build servers.
#pragma once

#include <string>

#include "integration/check.h"

namespace caprock {

// JUnit XML, one test case a connection: broken is a failure, unknown is an error, at risk passes
// and says why in its output.
std::string check_junit(const CheckReport& report);

}  // namespace caprock
