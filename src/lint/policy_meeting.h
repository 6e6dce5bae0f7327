// Whether two policies meet in one sign-in, as far as what they name says so.
#pragma once

#include "model/policy.h"

namespace caprock {

// Both are for the same people for certain: they name the same, or one is for all, and neither
// excludes them by the same name. Who is in which group is not looked at.
bool meet_in_people(const Policy& a, const Policy& b);

// The same for resources.
bool meet_in_resources(const Policy& a, const Policy& b);

}  // namespace caprock
