#include "model/people.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "model/sign_in.h"

namespace caprock {
namespace {

std::uint8_t bit(ExternalKind kind) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

// CA 2.9.10; what is not said leaves more than one kind.
std::uint8_t kinds_of(const User& user) {
  using enum ExternalKind;
  const bool invited = equal_ignoring_case(user.creation_type, "Invitation") ||
                       contains_ignoring_case(user.user_principal_name, "#EXT#");
  const bool perhaps_invited = !invited && user.user_principal_name.empty();
  const bool perhaps_member = !user.user_type || *user.user_type == UserType::member;
  const bool perhaps_guest = !user.user_type || *user.user_type == UserType::guest;
  unsigned kinds = 0;
  if (invited || perhaps_invited) {
    if (perhaps_member) kinds |= bit(b2b_collaboration_member);
    if (perhaps_guest) kinds |= bit(b2b_collaboration_guest);
  }
  if (!invited) {
    if (perhaps_member) kinds |= bit(none);
    if (perhaps_guest) kinds |= bit(internal_guest);
  }
  return static_cast<std::uint8_t>(kinds);
}

}  // namespace

struct People::Columns {
  bool users_exported = false;
  bool groups_exported = false;
  std::vector<UserId> ids;
  std::vector<std::uint8_t> kinds;  // of user objects
  std::vector<bool> own_groups;
  std::vector<std::vector<GroupIndex>> groups;
  std::vector<std::vector<GroupId>> unlisted_groups;
  std::vector<GroupId> group_ids;
  std::vector<std::string> group_names;
  std::vector<std::vector<GroupId>> unlisted_within;
  std::map<std::string, Row> by_id, by_name;
  std::map<std::string, GroupIndex> by_group_id;
};

People::Row People::size() const { return static_cast<Row>(columns_->ids.size()); }
People::Row People::user_count() const { return static_cast<Row>(columns_->kinds.size()); }
People::GroupIndex People::group_count() const {
  return static_cast<GroupIndex>(columns_->group_ids.size());
}
bool People::users_exported() const { return columns_->users_exported; }
bool People::groups_exported() const { return columns_->groups_exported; }

std::optional<People::Row> People::find_user(std::string_view id_or_name) const noexcept {
  const std::string text = to_lower(id_or_name);
  if (const auto at = columns_->by_id.find(text);
      at != columns_->by_id.end() && at->second < user_count())
    return at->second;
  if (const auto at = columns_->by_name.find(text); at != columns_->by_name.end())
    return at->second;
  return std::nullopt;
}

std::optional<People::Row> People::find_principal(std::string_view id) const noexcept {
  const auto at = columns_->by_id.find(to_lower(id));
  if (at == columns_->by_id.end()) return std::nullopt;
  return at->second;
}

std::optional<People::GroupIndex> People::find_group(std::string_view id) const noexcept {
  const auto at = columns_->by_group_id.find(to_lower(id));
  if (at == columns_->by_group_id.end()) return std::nullopt;
  return at->second;
}

UserId People::id(Row row) const { return columns_->ids[row]; }
GroupId People::group_id(GroupIndex group) const { return columns_->group_ids[group]; }
std::string_view People::group_name(GroupIndex group) const { return columns_->group_names[group]; }

std::uint8_t People::possible_kinds(Row row) const noexcept {
  return row < user_count() ? columns_->kinds[row] : std::uint8_t{127};
}
bool People::lists_own_groups(Row row) const noexcept { return columns_->own_groups[row]; }
std::vector<People::GroupIndex> People::groups_of(Row row) const { return columns_->groups[row]; }
std::span<const GroupId> People::unlisted_groups_of(Row row) const {
  return columns_->unlisted_groups[row];
}
std::span<const GroupId> People::unlisted_within(GroupIndex group) const {
  return columns_->unlisted_within[group];
}
std::size_t People::bytes() const { return sizeof(Columns); }

People people_of(const TenantSnapshot& tenant) {
  auto columns = std::make_shared<People::Columns>();
  columns->users_exported = tenant.users.exported;
  columns->groups_exported = tenant.groups.exported;
  for (const User& user : tenant.users.items) {
    const auto row = static_cast<People::Row>(columns->ids.size());
    columns->ids.push_back(user.id);
    columns->kinds.push_back(kinds_of(user));
    columns->by_id.try_emplace(to_lower(user.id.text()), row);
    columns->by_name.try_emplace(to_lower(user.user_principal_name), row);
  }
  std::set<std::string> principals;
  for (const ServicePrincipal& principal : tenant.service_principals.items)
    principals.insert(to_lower(principal.id.text()));
  for (const Group& group : tenant.groups.items) {
    columns->by_group_id.try_emplace(to_lower(group.id.text()),
                                     static_cast<People::GroupIndex>(columns->group_ids.size()));
    columns->group_ids.push_back(group.id);
    columns->group_names.push_back(group.display_name);
  }
  for (const Group& group : tenant.groups.items)
    for (const DirectoryObjectId& member :
         group.members.value_or(std::vector<DirectoryObjectId>{})) {
      const std::string text = to_lower(member.text());
      if (columns->by_group_id.contains(text) || principals.contains(text)) continue;
      if (columns->by_id.try_emplace(text, static_cast<People::Row>(columns->ids.size())).second)
        columns->ids.emplace_back(member.text());
    }
  const std::size_t size = columns->ids.size();
  columns->own_groups.resize(size);
  columns->groups.resize(size);
  columns->unlisted_groups.resize(size);
  for (People::GroupIndex top = 0; top < columns->group_ids.size(); ++top) {
    std::set<std::string> visited;
    std::set<People::Row> found;
    std::vector<GroupId> unlisted;
    const std::function<void(const GroupId&)> walk = [&](const GroupId& id) {
      if (!visited.insert(to_lower(id.text())).second) return;
      const auto at = columns->by_group_id.find(to_lower(id.text()));
      if (at == columns->by_group_id.end() && tenant.groups.exported) return;
      if (at == columns->by_group_id.end() || !tenant.groups.items[at->second].members) {
        unlisted.push_back(id);
        return;
      }
      for (const DirectoryObjectId& member : *tenant.groups.items[at->second].members) {
        const std::string text = to_lower(member.text());
        const auto row = columns->by_id.find(text);
        if (row != columns->by_id.end()) found.insert(row->second);
        const bool user = row != columns->by_id.end() && row->second < columns->kinds.size();
        if (columns->by_group_id.contains(text) || (!user && !principals.contains(text)))
          walk(GroupId(member.text()));
      }
    };
    walk(columns->group_ids[top]);
    for (const People::Row row : found) columns->groups[row].push_back(top);
    columns->unlisted_within.push_back(unlisted);
  }
  for (People::Row row = 0; row < columns->kinds.size(); ++row) {
    const auto& own = tenant.users.items[row].transitive_member_of;
    if (!own) continue;
    columns->own_groups[row] = true;
    std::set<People::GroupIndex> groups;
    for (const GroupId& id : *own) {
      const auto at = columns->by_group_id.find(to_lower(id.text()));
      if (at == columns->by_group_id.end())
        columns->unlisted_groups[row].push_back(id);
      else
        groups.insert(at->second);
    }
    columns->groups[row].assign(groups.begin(), groups.end());
  }
  People people;
  people.columns_ = std::move(columns);
  return people;
}

}  // namespace caprock
