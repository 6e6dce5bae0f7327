// A profile as a page in Markdown: docs/profiles/ID.md is made with it.
#pragma once

#include <string>
#include <vector>

#include "integration/profile.h"

namespace caprock {

std::string profile_markdown(const Profile& profile);

// A table of all of them, each with a link to ID.md.
std::string profiles_markdown(const std::vector<Profile>& profiles);

}  // namespace caprock
