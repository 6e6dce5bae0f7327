// How often the program asked for memory. Not under sanitizers, which have their own allocators.
#pragma once

#include <cstddef>

namespace caprock {

std::size_t allocations();

}  // namespace caprock
