// Profiles as text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/style.h"
#include "integration/profile.h"

namespace caprock {

// A table: id, product, vendor, the ways in which it holds tokens.
std::string profile_list(const std::vector<Profile>& profiles, std::size_t width,
                         const Style& style);

// All that a profile says, with who says it.
std::string profile_text(const Profile& profile, std::size_t width, const Style& style);

}  // namespace caprock
