// Suggestions for a name that was not found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caprock {

// Up to `limit` of the names that differ from `name` by few letters, nearest first, without case.
// Cost: proportional to the total length of the names times the length of `name`.
std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& names,
                                    std::size_t limit = 3);

}  // namespace caprock
