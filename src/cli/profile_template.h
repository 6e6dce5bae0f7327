// A profile to begin with.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// A valid profile named `id`; each part says what belongs there.
std::string profile_template(std::string_view id);

}  // namespace caprock
