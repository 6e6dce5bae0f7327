// The tenant settings a profile asks for, and whether they are as asked.
#pragma once

#include <string>
#include <vector>

#include "integration/connection_target.h"

namespace caprock {

// One line per requirement: met, not met, or not known from this export.
std::vector<std::string> requirement_notes(const ConnectionTarget& target);

}  // namespace caprock
