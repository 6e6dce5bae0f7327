// How often the program asked for memory, aligned or not, by `new` and by what is built on it. Not
// under sanitizers, which have their own allocators.
#pragma once

#include <cstddef>

namespace caprock {

std::size_t allocations();

}  // namespace caprock
