// Which bit of a mask stands for which policy.
//
// Policies that demand the same share whole bytes, so that one test of the bytes of a mask tells
// which demands are present, and nothing ever walks the policies. A byte of columns is called a
// kind. Disabled policies have no column; report-only ones stand behind all that are, or may be,
// enforced, because they never touch a verdict.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "compile/compiled_policy.h"

namespace caprock {

// 512 columns; one cache line.
struct alignas(64) MaskBlock {
  std::array<std::uint64_t, 8> words{};
  bool operator==(const MaskBlock&) const = default;
};

inline bool has_column(std::span<const MaskBlock> mask, std::uint32_t column) {
  return (mask[column / 512].words[column % 512 / 64] >> (column % 64) & 1U) != 0;
}
inline void set_column(std::span<MaskBlock> mask, std::uint32_t column) {
  mask[column / 512].words[column % 512 / 64] |= std::uint64_t{1} << (column % 64);
}

// Few columns, to be looked up in many masks: the words of a mask that hold them, and which bits.
struct ColumnsInWord {
  std::uint32_t word = 0;
  std::uint64_t bits = 0;
};
inline std::uint64_t among(const ColumnsInWord& columns, std::span<const MaskBlock> mask) {
  return columns.bits & mask[columns.word / 8].words[columns.word % 8];
}
inline void add_column(std::vector<ColumnsInWord>& columns, std::uint32_t column) {
  const auto same = [&](const ColumnsInWord& one) { return one.word == column / 64; };
  auto at = std::find_if(columns.begin(), columns.end(), same);
  if (at == columns.end()) at = columns.insert(at, {column / 64, 0});
  at->bits |= std::uint64_t{1} << (column % 64);
}

class PolicyColumns {
 public:
  static constexpr std::size_t k_kinds_in_block = 64;

  explicit PolicyColumns(std::span<const CompiledPolicy> policies);

  // Blocks of a mask, at least one. A tenant with up to 64 kinds of demands has one.
  std::size_t blocks() const { return blocks_; }
  std::size_t kinds() const { return representatives_.size(); }

  static constexpr std::uint32_t k_no_column = UINT32_MAX;
  // The column of a policy by its index; k_no_column for disabled ones.
  std::uint32_t column_of(std::size_t policy) const { return columns_[policy]; }

  // For each kind, a policy of it: the demands of every policy of the kind are the same. Kinds of
  // report-only policies have k_no_column: they demand nothing.
  std::span<const std::uint32_t> representatives() const { return representatives_; }

 private:
  void place(std::span<const std::uint32_t> group, std::uint32_t representative);

  std::size_t blocks_ = 1;
  std::vector<std::uint32_t> columns_;
  std::vector<std::uint32_t> representatives_;
};

// The verdict treats both policies alike once they apply: same grant controls, same session
// controls that can end a request, same targets as far as demands look at them, nothing unread.
bool demand_the_same(const CompiledPolicy& a, const CompiledPolicy& b);

}  // namespace caprock
