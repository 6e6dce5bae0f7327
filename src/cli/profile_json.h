// Profiles as JSON: the keys of the form, in camelCase.
#pragma once

#include <string>
#include <vector>

#include "integration/profile.h"

namespace caprock {

// `{"profiles": [{"id", "name", "vendor", "summary", "connections": [ids]}]}`
std::string profiles_json(const std::vector<Profile>& profiles);

// All that one profile says.
std::string profile_json(const Profile& profile);

}  // namespace caprock
