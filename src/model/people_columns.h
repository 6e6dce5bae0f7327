// What `People` keeps; for its builder and itself only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/id_table.h"
#include "model/people.h"

namespace caprock {

// One list a row, all in one array: the items of row r end where those of the next begin.
struct Lists {
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> items;

  std::span<const std::uint32_t> of(std::uint32_t row) const {
    if (row + 1 >= begins.size()) return {};
    return std::span(items).subspan(begins[row], begins[row + 1] - begins[row]);
  }
  std::size_t bytes() const { return (begins.capacity() + items.capacity()) * sizeof(items[0]); }
};

// Lists from the number of items of each row; `fill` calls its argument with (row, item), in the
// order that the items of a row shall have.
template <class Fill>
Lists lists_of(std::vector<std::uint32_t> counts, const Fill& fill) {
  Lists lists;
  counts.push_back(0);
  std::uint32_t total = 0;
  for (std::uint32_t& count : counts) total += std::exchange(count, total);
  lists.items.resize(total);
  lists.begins = std::move(counts);
  // While filling, `begins[r]` is where the next item of r goes; afterwards it is where r ends.
  fill([&](std::uint32_t row, std::uint32_t item) { lists.items[lists.begins[row]++] = item; });
  std::copy_backward(lists.begins.begin(), lists.begins.end() - 1, lists.begins.end());
  lists.begins.front() = 0;
  lists.begins.shrink_to_fit();
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
  NameTable names;                                           // of users
  std::vector<std::uint8_t, HugePages<std::uint8_t>> kinds;  // of users, with k_own_groups
  Lists direct_groups;
  std::unordered_map<Row, std::vector<GroupId>> unlisted_groups;  // of users with own groups

  IdTable group_ids;
  std::string group_names;
  std::vector<std::uint32_t> group_name_ends;
  Lists parent_groups;
  std::vector<std::uint32_t> unlisted_ends;  // by group; empty when every group is listed
  std::vector<GroupId> unlisted;

  std::optional<Row> find_user(std::string_view id_or_name) const noexcept {
    return find_user(id_or_name, Guid::parse(id_or_name));
  }
  std::optional<Row> find_user(std::string_view id_or_name,
                               const std::optional<Guid>& read) const noexcept;
};

}  // namespace caprock
