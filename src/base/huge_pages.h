// Memory for large tables that are read at random, in pages of two megabytes where the system gives
// them: with small pages, finding the page costs as much as reading it.
#pragma once

#include <sys/mman.h>

#include <cstddef>
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
    void* memory = ::operator new(count * sizeof(T), alignment_of(count));
    // Refused: pages stay small, and all else as it is.
    if (is_large(count)) madvise(memory, count * sizeof(T), MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    ::operator delete(memory, alignment_of(count));
  }
  bool operator==(const HugePages&) const = default;

 private:
  static bool is_large(std::size_t count) { return count * sizeof(T) >= k_page; }
  static std::align_val_t alignment_of(std::size_t count) {
    return std::align_val_t(is_large(count) ? k_page : alignof(T));
  }
};

}  // namespace caprock
