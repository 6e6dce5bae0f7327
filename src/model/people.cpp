#include "model/people.h"

#include <algorithm>
#include <utility>

#include "model/people_columns.h"

namespace caprock {
namespace {

using Row = People::Row;
using GroupIndex = People::GroupIndex;

}  // namespace

People::People() : columns_(std::make_shared<Columns>()) {}
People::People(std::shared_ptr<const Columns> columns) : columns_(std::move(columns)) {}

Row People::size() const { return columns_->ids.size(); }
Row People::user_count() const { return columns_->user_count; }
GroupIndex People::group_count() const { return columns_->group_ids.size(); }
bool People::users_exported() const { return columns_->users_exported; }
bool People::groups_exported() const { return columns_->groups_exported; }

std::optional<Row> People::find_user(std::string_view id_or_name) const noexcept {
  return columns_->find_user(id_or_name);
}

std::optional<Row> People::find_user(std::string_view id_or_name, const std::optional<Guid>& read,
                                     std::optional<Row> likely) const noexcept {
  return columns_->find_user(id_or_name, read, likely);
}

void People::prefetch_user(const Guid& id) const noexcept { columns_->ids.prefetch(id); }

std::optional<Row> People::prefetch_row(const Guid& id) const noexcept {
  const std::optional<Row> row = columns_->ids.prefetch_row(id);
  if (!row || *row >= columns_->user_count) return std::nullopt;
  __builtin_prefetch(&columns_->kinds[*row]);
  return row;
}

std::optional<Row> People::Columns::find_user(std::string_view id_or_name,
                                              const std::optional<Guid>& guid,
                                              std::optional<Row> likely) const noexcept {
  if (id_or_name.empty()) return std::nullopt;
  std::optional<Row> by_id = guid ? ids.find(*guid, likely) : ids.find(id_or_name);
  if (by_id && *by_id >= user_count) by_id.reset();
  if (guid && !names.has_guids()) return by_id;
  const std::optional<Row> by_name = names.find(id_or_name);
  if (!by_id) return by_name;
  return by_name ? std::min(*by_id, *by_name) : by_id;
}

std::optional<Row> People::find_principal(std::string_view id) const noexcept {
  return id.empty() ? std::nullopt : columns_->ids.find(id);
}

std::optional<GroupIndex> People::find_group(std::string_view id) const noexcept {
  return columns_->group_ids.find(id);
}

std::span<const Row> People::repeated_rows() const noexcept { return columns_->repeated_rows; }
std::span<const Row> People::lost_rows() const noexcept { return columns_->lost_rows; }

UserId People::id(Row row) const { return UserId(columns_->ids.text(row)); }

GroupId People::group_id(GroupIndex group) const {
  return GroupId(columns_->group_ids.text(group));
}

std::string_view People::group_name(GroupIndex group) const {
  const std::uint32_t begin = group == 0 ? 0 : columns_->group_name_ends[group - 1];
  return std::string_view(columns_->group_names)
      .substr(begin, columns_->group_name_ends[group] - begin);
}

std::uint8_t People::possible_kinds(Row row) const noexcept {
  return row < columns_->user_count ? columns_->kinds[row] & Columns::k_every_kind
                                    : Columns::k_every_kind;
}

bool People::lists_own_groups(Row row) const noexcept {
  return row < columns_->user_count && (columns_->kinds[row] & Columns::k_own_groups) != 0;
}

std::span<const GroupIndex> People::direct_groups(Row row) const noexcept {
  return columns_->direct_groups.of(row);
}

People::DirectGroups People::direct_groups() const noexcept {
  return {columns_->direct_groups.begins, columns_->direct_groups.items};
}

std::span<const GroupIndex> People::parent_groups(GroupIndex group) const noexcept {
  return columns_->parent_groups.of(group);
}

std::vector<GroupIndex> People::groups_of(Row row) const {
  const auto sort = [](std::vector<GroupIndex>& groups) {
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  };
  const auto direct = direct_groups(row);
  std::vector<GroupIndex> found(direct.begin(), direct.end());
  sort(found);
  if (lists_own_groups(row)) return found;
  // Level by level upward, until a level brings nothing new (CA 2.9.4).
  std::vector<GroupIndex> level = found;
  while (!level.empty()) {
    std::vector<GroupIndex> above;
    for (const GroupIndex group : level) {
      const auto parents = parent_groups(group);
      above.insert(above.end(), parents.begin(), parents.end());
    }
    sort(above);
    level.clear();
    std::set_difference(above.begin(), above.end(), found.begin(), found.end(),
                        std::back_inserter(level));
    const auto middle = static_cast<std::ptrdiff_t>(found.size());
    found.insert(found.end(), level.begin(), level.end());
    std::inplace_merge(found.begin(), found.begin() + middle, found.end());
  }
  return found;
}

std::span<const GroupId> People::unlisted_groups_of(Row row) const {
  const auto at = columns_->unlisted_groups.find(row);
  if (at == columns_->unlisted_groups.end()) return {};
  return at->second;
}

std::span<const GroupId> People::unlisted_within(GroupIndex group) const {
  const auto& ends = columns_->unlisted_ends;
  if (ends.empty()) return {};
  const std::size_t begin = group == 0 ? 0 : ends[group - 1];
  return std::span(columns_->unlisted).subspan(begin, ends[group] - begin);
}

std::size_t People::bytes() const {
  const Columns& all = *columns_;
  std::size_t sum =
      sizeof(Columns) + all.ids.bytes() + all.names.bytes() + all.kinds.capacity() +
      all.direct_groups.bytes() + all.group_ids.bytes() + all.group_names.capacity() +
      all.parent_groups.bytes() +
      (all.group_name_ends.capacity() + all.unlisted_ends.capacity()) * sizeof(std::uint32_t);
  const auto add = [&](const std::vector<GroupId>& ids) {
    sum += ids.capacity() * sizeof(GroupId);
    for (const GroupId& id : ids) sum += id.text().capacity();
  };
  add(all.unlisted);
  for (const auto& [row, ids] : all.unlisted_groups) add(ids);
  return sum;
}

}  // namespace caprock
