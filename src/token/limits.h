// Spans of time that Microsoft fixes.
#pragma once

#include <chrono>

namespace caprock {

// A sign-in frequency of "every time" takes an authentication this young (TS 1.7.2).
inline constexpr std::chrono::minutes k_every_time_tolerance{5};

}  // namespace caprock
