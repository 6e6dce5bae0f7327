// A hash table whose look-ups can be announced, so that memory is on its way while other things are
// read: first the slot, some hundred instructions later the entry, then the look-up itself.
#pragma once

#include <cstdint>
#include <vector>

#include "base/huge_pages.h"
#include "model/id_table.h"

namespace caprock::evaluate {

// Entries stay where they are numbered; pointers to them are valid until the next `insert`.
template <class Key, class T, class Hash>
class AnnouncedTable {
 public:
  // Always inline, both: g++ leaves out calls of functions without effect.
  [[gnu::always_inline]] void announce(const Key& key) const { slots_.prefetch(Hash()(key)); }
  // REQUIRES: announced, or it waits for the slot.
  [[gnu::always_inline]] void announce_entry(const Key& key) const {
    if (entries_.empty()) return;
    const std::uint32_t row = slots_.guess(Hash()(key));
    if (row != RowSlots::k_empty) __builtin_prefetch(&entries_[row]);
  }

  T* find(const Key& key) {
    const std::uint32_t row = slots_.find(Hash()(key), is(key));
    return row == RowSlots::k_empty ? nullptr : &entries_[row].value;
  }
  // REQUIRES: the key is not here.
  T& insert(const Key& key, const T& value) {
    const auto row = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({key, value});
    if (slots_.has_room_for(row))
      slots_.insert(Hash()(key), row, is(key));
    else
      index_anew();
    return entries_.back().value;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Key key;
    T value;
  };
  auto is(const Key& key) const {
    return [&](std::uint32_t row) { return entries_[row].key == key; };
  }
  void index_anew() {
    slots_.clear_for(2 * entries_.size());
    for (std::uint32_t row = 0; row < entries_.size(); ++row)
      slots_.insert(Hash()(entries_[row].key), row, is(entries_[row].key));
  }

  RowSlots slots_;
  std::vector<Entry, HugePages<Entry>> entries_;
};

}  // namespace caprock::evaluate
