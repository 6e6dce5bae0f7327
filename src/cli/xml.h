// Text into XML.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// For attributes and content. What XML 1.0 cannot hold, or a terminal would obey, becomes a space.
std::string xml(std::string_view text);

}  // namespace caprock
