// What `People` keeps; for its builder and itself only.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/huge_pages.h"
#include "model/id_table.h"
#include "model/people.h"

namespace caprock {

// Large and read at random.
template <class T>
using Column = std::vector<T, HugePages<T>>;

// One list a row, all in one array: the items of row r end where those of the next begin.
struct Lists {
  Column<std::uint32_t> begins;
  Column<std::uint32_t> items;

  std::span<const std::uint32_t> of(std::uint32_t row) const {
    if (row + 1 >= begins.size()) return {};
    return std::span(items).subspan(begins[row], begins[row + 1] - begins[row]);
  }
  std::size_t bytes() const { return (begins.capacity() + items.capacity()) * sizeof(items[0]); }
};

// Puts items behind each other, row by row, where the rows come in any order: each waits until
// memory has brought its place.
class ListFiller {
 public:
  // While filling, `begins[r]` is where the next item of r goes; afterwards it is where r ends.
  explicit ListFiller(Lists& lists) : lists_(lists) {}
  ~ListFiller() {
    for (std::size_t more = 0; more < k_wait; ++more) advance();
  }
  ListFiller(const ListFiller&) = delete;
  ListFiller& operator=(const ListFiller&) = delete;

  void operator()(std::uint32_t row, std::uint32_t item) {
    __builtin_prefetch(&lists_.begins[row], 1);
    waiting_[count_ % k_wait] = {row, item};
    advance();
  }

 private:
  static constexpr std::size_t k_wait = 128;
  static constexpr std::uint32_t k_nobody = std::numeric_limits<std::uint32_t>::max();

  struct Item {
    std::uint32_t row = k_nobody, item = 0;
  };

  // The one that came half the time ago now has its row's place, the oldest the place of the item.
  void advance() {
    if (const Item& half = waiting_[(count_ + k_wait / 2) % k_wait]; half.row != k_nobody)
      __builtin_prefetch(lists_.items.data() + lists_.begins[half.row], 1);
    Item& oldest = waiting_[++count_ % k_wait];
    if (oldest.row != k_nobody) lists_.items[lists_.begins[oldest.row]++] = oldest.item;
    oldest.row = k_nobody;
  }

  Lists& lists_;
  std::array<Item, k_wait> waiting_;
  std::size_t count_ = 0;
};

// Lists from the number of items of each row; `fill` calls its argument with (row, item), in the
// order that the items of a row shall have.
template <class Fill>
Lists lists_of(Column<std::uint32_t> counts, const Fill& fill) {
  Lists lists;
  counts.push_back(0);
  std::uint32_t total = 0;
  for (std::uint32_t& count : counts) total += std::exchange(count, total);
  lists.items.resize(total);
  lists.begins = std::move(counts);
  {
    ListFiller add(lists);
    fill(add);
  }
  std::copy_backward(lists.begins.begin(), lists.begins.end() - 1, lists.begins.end());
  lists.begins.front() = 0;
  shrink_if_loose(lists.begins);
  return lists;
}

struct People::Columns {
  static constexpr std::uint8_t k_every_kind = 0x7F;
  static constexpr std::uint8_t k_own_groups = 0x80;  // beside the seven bits of kinds

  bool users_exported = false;
  bool groups_exported = false;
  Row user_count = 0;
  IdTable ids;
  std::vector<Row> repeated_rows;
  std::vector<Row> lost_rows;
  NameTable names;             // of users
  Column<std::uint8_t> kinds;  // of users, with k_own_groups
  Lists direct_groups;
  std::unordered_map<Row, std::vector<GroupId>> unlisted_groups;  // of users with own groups

  IdTable group_ids;
  std::string group_names;
  std::vector<std::uint32_t> group_name_ends;
  Lists parent_groups;
  std::vector<std::uint32_t> unlisted_ends;  // by group; empty when every group is listed
  std::vector<GroupId> unlisted;

  std::optional<Row> find_user(std::string_view id_or_name) const noexcept {
    return find_user(id_or_name, Guid::parse(id_or_name), std::nullopt);
  }
  std::optional<Row> find_user(std::string_view id_or_name, const std::optional<Guid>& read,
                               std::optional<Row> likely) const noexcept;
};

}  // namespace caprock
