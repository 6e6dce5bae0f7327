// How much of something a tenant can have.
#pragma once

#include <cstddef>

namespace caprock {

inline constexpr std::size_t k_policy_limit = 240;  // CA 1.16, in any state

}  // namespace caprock
