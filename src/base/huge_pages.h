// Memory for large tables that are read at random, in pages of two megabytes where the system gives
// them: with small pages, finding the page costs as much as reading it.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace caprock {

// An allocator for standard containers. Small tables are allocated as always.
template <class T>
struct HugePages {
  using value_type = T;
  static constexpr std::size_t k_page = std::size_t{2} << 20U;

  HugePages() = default;
  template <class U>
  HugePages(const HugePages<U>&) noexcept {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < k_page) return static_cast<T*>(::operator new(bytes, std::align_val_t(alignof(T))));
    void* memory = nullptr;
    if (posix_memalign(&memory, k_page, bytes) != 0) throw std::bad_alloc();
    madvise(memory, bytes, MADV_HUGEPAGE);  // refused: pages stay small, and all else as it is
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (count * sizeof(T) < k_page)
      ::operator delete(memory, std::align_val_t(alignof(T)));
    else
      std::free(memory);
  }
  bool operator==(const HugePages&) const = default;
};

}  // namespace caprock
