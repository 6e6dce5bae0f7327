// How much of the long tests a build can afford.
#pragma once

#include <cstddef>

namespace caprock::differential {

// Sanitizers make everything many times slower; under them one question of so many is asked.
#ifdef CAPROCK_SANITIZED
inline constexpr std::size_t k_share = 16;
#else
inline constexpr std::size_t k_share = 1;
#endif

}  // namespace caprock::differential
