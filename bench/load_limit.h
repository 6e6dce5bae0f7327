// The limit program of loading people: the least code that reads the same files into what decisions
// need.
//
// It trusts its files: well formed, the members it looks for in the order they have, GUIDs in lower
// case, no id twice, no text with an escape, and it knows how many users there are. What it keeps
// has the widths of `People`: 16 bytes an id and a name's hash, four a slot, a group and a member.
#pragma once

#include <simdjson.h>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/guid.h"
#include "base/huge_pages.h"
#include "base/keyed_hash.h"

namespace caprock::bench {

// What both loaders must agree on.
struct Checked {
  std::size_t users = 0, groups = 0, memberships = 0, nestings = 0;
  std::uint64_t sum = 0;  // over all memberships, of whom and where, and over all kinds
  bool operator==(const Checked&) const = default;

  void add(std::uint64_t who, std::uint64_t where) {
    sum += (who * 0x9E3779B97F4A7C15u) ^ (where * 0xD6E8FEB86659FD93u);
  }
};

class LimitLoader {
 public:
  explicit LimitLoader(std::size_t users);

  // False when the files are not as it trusts them to be, as far as it notices.
  bool load(const std::filesystem::path& folder);
  Checked checked() const;

 private:
  using Row = std::uint32_t;
  template <class T>
  using Column = std::vector<T, HugePages<T>>;
  static constexpr Row k_none = 0xFFFFFFFFu;

  // Rows at the places their hashes point to, half full; the bits that rows leave over are the
  // hash's, so that what another key has is passed by without a look at that key.
  struct Slots {
    Column<Row> rows;
    Row mask = 0;  // the bits of a slot that are the row

    void clear_for(std::size_t count) {
      rows.assign(count * 2, k_none);
      mask = static_cast<Row>(std::bit_ceil(count + 1) * 2 - 1);
    }
    std::size_t place(std::uint64_t hash) const { return ((hash >> 32) * rows.size()) >> 32; }
    std::size_t next(std::size_t at) const { return at + 1 == rows.size() ? 0 : at + 1; }
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&rows[place(hash)]); }
    void insert(std::uint64_t hash, Row row) {
      std::size_t at = place(hash);
      while (rows[at] != k_none) at = next(at);
      rows[at] = row | (static_cast<Row>(hash) & ~mask);
    }
    template <class IsIt>
    Row find(std::uint64_t hash, const IsIt& is_it) const {
      for (std::size_t at = place(hash); rows[at] != k_none; at = next(at))
        if (((rows[at] ^ static_cast<Row>(hash)) & ~mask) == 0 && is_it(rows[at] & mask))
          return rows[at] & mask;
      return k_none;
    }
  };
  struct Ids {
    Column<Guid> ids;
    Slots slots;

    void index();
    Row find(const Guid& id, std::uint64_t hash) const {
      return slots.find(hash, [&](Row row) { return ids[row] == id; });
    }
  };
  struct Edges {
    std::uint32_t begin, end;
    Row group;
  };

  simdjson::ondemand::document open(const std::filesystem::path& path);
  void load_users(const std::filesystem::path& path);
  void load_groups(const std::filesystem::path& path);
  void load_members(const std::filesystem::path& path);
  void index_names();
  void find_pending(Row group);
  void list_memberships();

  simdjson::ondemand::parser parser_;
  std::vector<char> bytes_;
  Ids users_, groups_;
  Column<Hash128> names_;
  Slots name_slots_;
  Column<std::uint8_t> kinds_;
  std::vector<Guid> pending_;
  std::vector<Row> edges_;     // users that are members, group by group
  std::vector<Edges> listed_;  // whose they are
  std::vector<std::pair<Row, Row>> nestings_;
  Column<std::uint32_t> begins_, items_;
};

}  // namespace caprock::bench
