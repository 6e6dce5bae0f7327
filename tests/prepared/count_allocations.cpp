// In a file of its own, so that the compiler does not see both ends of an allocation at once.
#include "tests/prepared/count_allocations.h"

#ifndef CAPROCK_SANITIZED

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::size_t> g_allocations{0};
}

void* operator new(std::size_t size) {
  ++g_allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

std::size_t caprock::allocations() { return g_allocations; }

#endif
