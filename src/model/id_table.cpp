#include "model/id_table.h"

#include <algorithm>

namespace caprock {
namespace {

constexpr std::size_t k_block = 64;  // look-ups under way at once: hides the wait for memory

}  // namespace

IdTable::Row IdTable::append(std::string_view text) {
  const Row row = size();
  bool lower_case = false;
  const std::optional<Guid> guid = Guid::parse(text, lower_case);
  ids_.push_back(guid.value_or(Guid{}));
  if (!guid || !lower_case) spelled_.emplace(row, text);
  return row;
}

bool IdTable::index(Row row, const Guid& guid) {
  return slots_.insert(hash_of(guid), row, [&](Row other) { return ids_[other] == guid; });
}

std::vector<IdTable::Row> IdTable::build_index() {
  slots_.clear_for(ids_.size());
  others_.clear();
  std::vector<Row> repeats;
  for (Row row = 0; row < size(); ++row) {
    if (row + k_block < size()) slots_.prefetch(hash_of(ids_[row + k_block]));
    const auto other = spelled_.empty() ? spelled_.end() : spelled_.find(row);
    const bool first = other == spelled_.end() || Guid::parse(other->second)
                           ? index(row, ids_[row])
                           : others_.emplace(other->second, row).second;
    if (!first) repeats.push_back(row);
  }
  return repeats;
}

// A new table twice as large when the old one is full; rows stay what they are.
void IdTable::make_findable(Row row) {
  if (slots_.has_room_for(row)) {
    index(row, ids_[row]);
    return;
  }
  slots_.clear_for(std::size_t{size()} * 2);
  for (Row each = 0; each < size(); ++each)
    if (const auto other = spelled_.find(each);
        other == spelled_.end() || Guid::parse(other->second))
      index(each, ids_[each]);
}

IdTable::Row IdTable::insert(std::string_view text) {
  const Row row = append(text);
  if (Guid::parse(text))
    make_findable(row);
  else
    others_.emplace(text, row);
  return row;
}

IdTable::Row IdTable::insert(const Guid& guid) {
  ids_.push_back(guid);
  make_findable(size() - 1);
  return size() - 1;
}

std::optional<IdTable::Row> IdTable::find(const Guid& guid) const noexcept {
  const Row row = slots_.find(hash_of(guid), [&](Row other) { return ids_[other] == guid; });
  return row == RowSlots::k_empty ? std::nullopt : std::optional(row);
}

void IdTable::prefetch(const Guid& guid) const noexcept { slots_.prefetch(hash_of(guid)); }

std::optional<IdTable::Row> IdTable::prefetch_row(const Guid& guid) const noexcept {
  const Row row = slots_.guess(hash_of(guid));
  if (row == RowSlots::k_empty) return std::nullopt;
  __builtin_prefetch(&ids_[row]);
  return row;
}

std::optional<IdTable::Row> IdTable::find(std::string_view text) const noexcept {
  if (const std::optional<Guid> guid = Guid::parse(text)) return find(*guid);
  if (others_.empty()) return std::nullopt;
  const auto at = others_.find(text);
  return at == others_.end() ? std::nullopt : std::optional(at->second);
}

void IdTable::find_all(std::span<const Guid> guids, std::span<Row> rows) const noexcept {
  std::uint64_t hashes[k_block] = {};
  if (slots_.size() == 0) {
    std::fill_n(rows.begin(), guids.size(), RowSlots::k_empty);
    return;
  }
  while (!guids.empty()) {
    const std::size_t count = std::min(guids.size(), k_block);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_of(guids[i]);
      slots_.prefetch(hashes[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      rows[i] = slots_.guess(hashes[i]);
      if (rows[i] != RowSlots::k_empty) __builtin_prefetch(&ids_[rows[i]]);
    }
    for (std::size_t i = 0; i < count; ++i)
      if (rows[i] != RowSlots::k_empty && ids_[rows[i]] != guids[i])
        rows[i] = slots_.find(hashes[i], [&](Row other) { return ids_[other] == guids[i]; });
    guids = guids.subspan(count);
    rows = rows.subspan(count);
  }
}

std::string IdTable::text(Row row) const {
  if (!spelled_.empty())
    if (const auto at = spelled_.find(row); at != spelled_.end()) return at->second;
  return to_string(ids_[row]);
}

std::size_t IdTable::bytes() const {
  constexpr std::size_t k_node = 2 * sizeof(std::string) + 3 * sizeof(void*);  // about
  return ids_.capacity() * sizeof(Guid) + slots_.bytes() +
         (others_.size() + spelled_.size()) * k_node;
}

void NameTable::append(std::string_view name) {
  has_guids_ = has_guids_ || Guid::parse(name).has_value();
  hashes_.push_back(name.empty() ? Hash128{} : keyed_hash_ignoring_case(name, process_key()));
}

void NameTable::build_index() {
  slots_.clear_for(hashes_.size());
  for (Row row = 0; row < hashes_.size(); ++row) {
    if (row + k_block < hashes_.size()) slots_.prefetch(hashes_[row + k_block].first);
    const Hash128& hash = hashes_[row];
    if (hash == Hash128{}) continue;  // no name
    slots_.insert(hash.first, row, [&](Row other) { return hashes_[other] == hash; });
  }
}

std::optional<NameTable::Row> NameTable::find(std::string_view name) const noexcept {
  if (name.empty()) return std::nullopt;
  const Hash128 hash = keyed_hash_ignoring_case(name, process_key());
  const Row row = slots_.find(hash.first, [&](Row other) { return hashes_[other] == hash; });
  return row == RowSlots::k_empty ? std::nullopt : std::optional(row);
}

}  // namespace caprock
