// Masks of the classes of one dimension. Equal masks are one class, so that few stay in the cache.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "evaluate/kernel.h"

namespace caprock::evaluate {

// Numbers for different values, by hash; the values themselves lie with the caller.
class Numbers {
 public:
  // The number of the equal value, or the next one, which `add` then stores.
  template <class IsEqual, class Add>
  std::uint32_t number_of(std::size_t hash, const IsEqual& is_equal, const Add& add) {
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto at = first; at != last; ++at)
      if (is_equal(at->second)) return at->second;
    const auto number = static_cast<std::uint32_t>(by_hash_.size());
    add();
    by_hash_.emplace(hash, number);
    return number;
  }
  std::size_t size() const { return by_hash_.size(); }

 private:
  std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
};

// REQUIRES: a type without padding.
template <class T>
std::size_t hash_of_bytes(std::span<const T> values) {
  static_assert(std::has_unique_object_representations_v<T>);
  return std::hash<std::string_view>{}(
      {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
}

// Rows of `width` values; equal rows get equal numbers.
template <class T>
class RowTable {
 public:
  explicit RowTable(std::size_t width) : width_(width) {}

  std::uint32_t intern(std::span<const T> row) {
    return numbers_.number_of(
        hash_of_bytes(row),
        [&](std::uint32_t number) {
          const std::span<const T> known = (*this)[number];
          return std::equal(row.begin(), row.end(), known.begin());
        },
        [&] { rows_.insert(rows_.end(), row.begin(), row.end()); });
  }

  std::span<const T> operator[](std::uint32_t row) const {
    return std::span(rows_).subspan(row * width_, width_);
  }
  const T* data() const { return rows_.data(); }

 private:
  std::size_t width_;
  std::vector<T> rows_;
  Numbers numbers_;
};

// For one dimension: which policies' conditions certainly match a class, which perhaps. Certain and
// possible masks lie apart, because most decisions read the certain ones only.
class MaskTable {
 public:
  explicit MaskTable(std::size_t blocks) : blocks_(blocks) {}

  // `masks` holds the certain blocks, then the possible ones.
  std::uint32_t intern(std::span<const MaskBlock> masks) {
    const auto certain_part = masks.first(blocks_), possible_part = masks.last(blocks_);
    return numbers_.number_of(
        hash_of_bytes(masks),
        [&](std::uint32_t number) {
          return is_equal(certain(number), certain_part) &&
                 is_equal(possible(number), possible_part);
        },
        [&] {
          certain_.insert(certain_.end(), certain_part.begin(), certain_part.end());
          possible_.insert(possible_.end(), possible_part.begin(), possible_part.end());
          open_.push_back(!is_equal(certain_part, possible_part));
        });
  }

  std::span<const MaskBlock> certain(std::uint32_t number) const {
    return std::span(certain_).subspan(number * blocks_, blocks_);
  }
  std::span<const MaskBlock> possible(std::uint32_t number) const {
    return std::span(possible_).subspan(number * blocks_, blocks_);
  }
  // Some condition is neither certainly met nor certainly failed.
  bool is_open(std::uint32_t number) const { return open_[number]; }
  // Valid until the next one is interned.
  MaskRows rows() const { return {certain_.data(), possible_.data()}; }
  std::size_t size() const { return numbers_.size(); }

 private:
  static bool is_equal(std::span<const MaskBlock> a, std::span<const MaskBlock> b) {
    return std::equal(a.begin(), a.end(), b.begin());
  }

  std::size_t blocks_;
  std::vector<MaskBlock> certain_, possible_;
  std::vector<bool> open_;
  Numbers numbers_;
};

}  // namespace caprock::evaluate
