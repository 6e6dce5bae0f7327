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

// Rows of `width` values of a trivially copyable type without padding; equal rows get equal
// numbers.
template <class T>
class RowTable {
  static_assert(std::has_unique_object_representations_v<T>);

 public:
  explicit RowTable(std::size_t width) : width_(width) {}

  std::uint32_t intern(std::span<const T> row) {
    const std::string_view bytes(reinterpret_cast<const char*>(row.data()), row.size_bytes());
    const std::size_t hash = std::hash<std::string_view>{}(bytes);
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto at = first; at != last; ++at)
      if (std::equal(row.begin(), row.end(), rows_.begin() + offset(at->second))) return at->second;
    const auto number = static_cast<std::uint32_t>(rows_.size() / width_);
    rows_.insert(rows_.end(), row.begin(), row.end());
    by_hash_.emplace(hash, number);
    return number;
  }

  std::span<const T> operator[](std::uint32_t row) const {
    return std::span(rows_).subspan(row * width_, width_);
  }
  const T* data() const { return rows_.data(); }
  std::size_t size() const { return rows_.size() / width_; }

 private:
  std::ptrdiff_t offset(std::uint32_t row) const {
    return static_cast<std::ptrdiff_t>(row * width_);
  }

  std::size_t width_;
  std::vector<T> rows_;
  std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
};

// For one dimension: which policies' conditions certainly match a class, which perhaps.
class MaskTable {
 public:
  explicit MaskTable(std::size_t blocks) : blocks_(blocks), rows_(2 * blocks) {}

  // `masks` holds the certain blocks, then the possible ones.
  std::uint32_t intern(std::span<const MaskBlock> masks) {
    const std::uint32_t number = rows_.intern(masks);
    if (number == open_.size())
      open_.push_back(
          !std::equal(masks.begin(), masks.begin() + offset(), masks.begin() + offset()));
    return number;
  }

  std::span<const MaskBlock> certain(std::uint32_t number) const {
    return rows_[number].first(blocks_);
  }
  std::span<const MaskBlock> possible(std::uint32_t number) const {
    return rows_[number].last(blocks_);
  }
  // Some condition is neither certainly met nor certainly failed.
  bool is_open(std::uint32_t number) const { return open_[number]; }
  const MaskBlock* data() const { return rows_.data(); }
  std::size_t size() const { return rows_.size(); }

 private:
  std::ptrdiff_t offset() const { return static_cast<std::ptrdiff_t>(blocks_); }

  std::size_t blocks_;
  RowTable<MaskBlock> rows_;
  std::vector<bool> open_;
};

}  // namespace caprock::evaluate
