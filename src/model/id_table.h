// Texts to row numbers, made for millions: object ids, and names.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/guid.h"
#include "base/huge_pages.h"
#include "base/keyed_hash.h"
#include "base/text.h"

namespace caprock {

// Gives back memory that is not used, unless it is too little for the copying.
template <class Vector>
void shrink_if_loose(Vector& all) {
  if (all.capacity() - all.size() > all.size() / 16) all.shrink_to_fit();
}

// Open addressing: row numbers at the places their hash points to, four bytes each, half full at
// most. Which key a row has, the caller knows; the bits that a row number leaves free hold
// some of its hash, so that the caller is seldom asked in vain.
class RowSlots {
 public:
  static constexpr std::uint32_t k_empty = std::numeric_limits<std::uint32_t>::max();

  void clear_for(std::size_t rows) {
    slots_.assign(rows * 2 + 8, k_empty);
    row_mask_ = static_cast<std::uint32_t>((std::uint64_t{1} << std::bit_width(slots_.size())) - 1);
    used_ = 0;
  }
  bool has_room_for(std::uint32_t row) const {
    return used_ * 2 + 8 <= slots_.size() && row < row_mask_;
  }

  // The first row at or after the hash's place that `is_it` accepts, or k_empty.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, const IsIt& is_it) const noexcept {
    if (slots_.empty()) return k_empty;
    for (std::size_t at = place(hash);; at = at + 1 == slots_.size() ? 0 : at + 1) {
      const std::uint32_t slot = slots_[at];
      if (slot == k_empty) return k_empty;
      if (may_be(slot, hash) && is_it(slot & row_mask_)) return slot & row_mask_;
    }
  }
  // False, and nothing put in, when `is_it` accepts a row that `find` would come by.
  // REQUIRES: has_room_for(row).
  template <class IsIt>
  bool insert(std::uint64_t hash, std::uint32_t row, const IsIt& is_it) {
    std::size_t at = place(hash);
    for (; slots_[at] != k_empty; at = at + 1 == slots_.size() ? 0 : at + 1)
      if (may_be(slots_[at], hash) && is_it(slots_[at] & row_mask_)) return false;
    slots_[at] = row | (static_cast<std::uint32_t>(hash) & ~row_mask_);
    ++used_;
    return true;
  }
  // Always inline: g++ leaves out calls of functions without effect.
  [[gnu::always_inline]] void prefetch(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place(hash)]);
  }
  // The row that `find` asks about first.
  std::uint32_t guess(std::uint64_t hash) const {
    return find(hash, [](std::uint32_t) { return true; });
  }

  std::size_t size() const { return slots_.size(); }
  std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

 private:
  std::size_t place(std::uint64_t hash) const noexcept {
    return static_cast<std::size_t>(((hash >> 32) * slots_.size()) >> 32);
  }

  bool may_be(std::uint32_t slot, std::uint64_t hash) const noexcept {
    return ((slot ^ static_cast<std::uint32_t>(hash)) & ~row_mask_) == 0;
  }

  std::vector<std::uint32_t, HugePages<std::uint32_t>> slots_;
  std::uint32_t row_mask_ = 0;
  std::size_t used_ = 0;
};

// Object ids by row, and back. GUIDs are found in any letter case and take 24 bytes each; other
// texts are kept beside as they are spelled. Of equal ids the first row counts.
class IdTable {
 public:
  using Row = std::uint32_t;

  void reserve(std::size_t rows) { ids_.reserve(rows); }
  Row size() const { return static_cast<Row>(ids_.size()); }

  // Adds a row that `find` does not know before the next `build_index`.
  Row append(std::string_view text);
  // Makes all rows findable. Returns the rows whose id an earlier row has.
  std::vector<Row> build_index();
  // Adds a row and makes it findable. REQUIRES: all earlier rows are.
  Row insert(std::string_view text);
  Row insert(const Guid& guid);

  std::optional<Row> find(std::string_view text) const noexcept;
  std::optional<Row> find(const Guid& guid) const noexcept;
  // Asks memory for the place where `find` will look.
  void prefetch(const Guid& guid) const noexcept;
  // Asks memory for the row that `find` will look at first; that is the likely row.
  std::optional<Row> prefetch_row(const Guid& guid) const noexcept;
  std::optional<Row> find(const Guid& guid, std::optional<Row> likely) const noexcept {
    return likely && ids_[*likely] == guid ? likely : find(guid);
  }
  // Looks many up at once, several times faster than one by one. RowSlots::k_empty for none.
  void find_all(std::span<const Guid> guids, std::span<Row> rows) const noexcept;

  bool has_other_texts() const { return !others_.empty(); }  // ids that are no GUIDs
  std::string text(Row row) const;  // as spelled; GUIDs written in lower case cost nothing extra
  void shrink() { shrink_if_loose(ids_); }
  std::size_t bytes() const;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return static_cast<std::size_t>(keyed_hash_ignoring_case(text, process_key()).first);
    }
  };
  struct TextEqual {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const noexcept {
      return equal_ignoring_case(a, b);
    }
  };

  bool index(Row row, const Guid& guid);  // false: an earlier row has it
  void make_findable(Row row);

  std::vector<Guid, HugePages<Guid>> ids_;  // all zero for texts that are no GUID
  RowSlots slots_;
  std::unordered_map<std::string, Row, TextHash, TextEqual> others_;  // texts that are no GUID
  std::unordered_map<Row, std::string> spelled_;  // rows whose id is no GUID in lower case
};

// Names to rows by a keyed hash, without case: 24 bytes a name. Two names with one hash of 128 bits
// do not happen.
class NameTable {
 public:
  using Row = std::uint32_t;

  void reserve(std::size_t rows) { hashes_.reserve(rows); }
  // The name of the next row; an empty one is never found.
  void append(std::string_view name);
  void build_index();
  std::optional<Row> find(std::string_view name) const noexcept;
  // Some name looks like an id. Seldom; otherwise whoever has a GUID need not look here.
  bool has_guids() const { return has_guids_; }
  void shrink() { shrink_if_loose(hashes_); }
  std::size_t bytes() const { return hashes_.capacity() * sizeof(Hash128) + slots_.bytes(); }

 private:
  std::vector<Hash128, HugePages<Hash128>> hashes_;
  RowSlots slots_;
  bool has_guids_ = false;
};

}  // namespace caprock
