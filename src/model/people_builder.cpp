#include "model/people_builder.h"

#include "base/assert.h"
#include "base/text.h"
#include "model/people_columns.h"
#include "model/sign_in.h"

namespace caprock {
namespace {

using Row = People::Row;
using GroupIndex = People::GroupIndex;

constexpr std::uint32_t k_none = RowSlots::k_empty;

constexpr std::uint8_t bits(std::initializer_list<ExternalKind> kinds) {
  unsigned all = 0;
  for (const ExternalKind kind : kinds) all |= 1u << static_cast<unsigned>(kind);
  return static_cast<std::uint8_t>(all);
}

// `#EXT#` without case: the mark of an invited user's principal name.
bool holds_external_mark(std::string_view name) {
  for (std::size_t at = name.find('#'); at != std::string_view::npos; at = name.find('#', at + 1))
    if (starts_with_ignoring_case(name.substr(at), "#EXT#")) return true;
  return false;
}

}  // namespace

std::uint8_t possible_kinds_of(std::optional<UserType> type, std::string_view creation_type,
                               std::string_view user_principal_name) noexcept {
  using enum ExternalKind;
  const bool named = !user_principal_name.empty();
  const bool guest = type == UserType::guest;
  // CA 2.9.10: invited is who was created by invitation or carries the mark in the name.
  if (equal_ignoring_case(creation_type, "Invitation") || holds_external_mark(user_principal_name))
    return !type   ? bits({b2b_collaboration_guest, b2b_collaboration_member})
           : guest ? bits({b2b_collaboration_guest})
                   : bits({b2b_collaboration_member});
  // Without a name the mark may be missing, and without a type either stays possible.
  if (named) return !type ? bits({none, internal_guest}) : bits({guest ? internal_guest : none});
  if (!type) return bits({none, internal_guest, b2b_collaboration_guest, b2b_collaboration_member});
  return guest ? bits({internal_guest, b2b_collaboration_guest})
               : bits({none, b2b_collaboration_member});
}

// An edge leads from a group to a member: a row of users, or a number in `others` with k_other set.
struct PeopleBuilder::Work {
  using Edge = std::uint32_t;
  static constexpr Edge k_other = 0x80000000u;
  static constexpr std::size_t k_block = 64;  // members looked up at once

  struct Members {
    std::uint32_t begin = 0, end = 0;
    bool listed = false;
    bool counts = true;  // of groups with equal ids the first counts
  };
  struct OwnGroups {
    Row user = 0;
    std::uint32_t begin = 0, end = 0;  // in own_group_items
  };

  std::shared_ptr<People::Columns> columns = std::make_shared<People::Columns>();
  std::vector<OwnGroups> own_groups;
  std::vector<std::uint32_t> own_group_items;  // in own_group_ids
  IdTable own_group_ids;
  IdTable service_principals;
  IdTable others;  // members that are no users
  std::vector<Members> members;
  std::optional<GroupIndex> open;  // the group whose members are being added
  std::vector<Edge> edges;
  Column<std::uint32_t> counts;  // of groups, by row
  std::vector<Guid> pending;
  std::unordered_map<Row, std::vector<Row>> repeats;  // later users with the id of this one
  bool users_are_complete = false;
  bool groups_repeat = false;

  // What the members that are no users are; from `name_the_others` on.
  std::vector<GroupIndex> group_of_other;             // k_none: no group
  std::vector<Row> row_of_other;                      // k_none: a group, or known to be no person
  std::vector<bool> is_principal;                     // a user without id, or a service principal
  std::unordered_map<Row, GroupIndex> group_of_user;  // an id may be both

  void complete_users();
  void flush();
  void close_group();
  void add_other(Edge number) { edges.push_back(k_other | number); }
  void name_the_others();
  void resolve_own_groups();

  // Every edge with its group, in the order of the export.
  template <class Each>
  void for_each_edge(const Each& each) const {
    for (GroupIndex group = 0; group < members.size(); ++group)
      for (std::uint32_t at = members[group].begin; at < members[group].end; ++at)
        each(group, edges[at]);
  }
  bool lists_own(Row user) const {
    return !own_groups.empty() && (columns->kinds[user] & People::Columns::k_own_groups) != 0;
  }
  // Calls `each` for the rows that gain a group by the edge.
  template <class Each>
  void for_each_row(Edge edge, const Each& each) const;
  GroupIndex nested_group(Edge edge) const;
  // CA 2.9: where nobody listed the groups, an unknown member may be one.
  bool may_be_unlisted_group(Edge edge) const;

  void note_lost_rows();
  void list_direct_groups();
  void list_parent_groups();
  std::vector<bool> groups_with_unlisted() const;
  void list_unlisted();
  void walk(GroupIndex top, std::vector<GroupIndex>& seen_groups,
            std::vector<GroupIndex>& seen_others);
};

void PeopleBuilder::Work::complete_users() {
  if (std::exchange(users_are_complete, true)) return;
  IdTable& ids = columns->ids;
  columns->user_count = ids.size();
  columns->repeated_rows = ids.build_index();
  for (const Row row : columns->repeated_rows) repeats[*ids.find(ids.text(row))].push_back(row);
  columns->names.build_index();
  note_lost_rows();
}

// Where every id is a GUID and no name is, only repeated ones are lost.
void PeopleBuilder::Work::note_lost_rows() {
  columns->lost_rows = columns->repeated_rows;
  if (!columns->ids.has_other_texts() && !columns->names.has_guids()) return;
  columns->lost_rows.clear();
  for (Row row = 0; row < columns->user_count; ++row)
    if (columns->find_user(columns->ids.text(row)) != row) columns->lost_rows.push_back(row);
}

void PeopleBuilder::Work::flush() {
  Row rows[k_block];
  columns->ids.find_all(pending, rows);
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (rows[i] == k_none) {
      const std::optional<Row> known = others.find(pending[i]);
      add_other(known ? *known : others.insert(pending[i]));
      continue;
    }
    edges.push_back(rows[i]);
  }
  pending.clear();
}

void PeopleBuilder::Work::close_group() {
  flush();
  if (open) members[*open].end = static_cast<std::uint32_t>(edges.size());
  open.reset();
}

void PeopleBuilder::Work::name_the_others() {
  group_of_other.assign(others.size(), k_none);
  row_of_other.assign(others.size(), k_none);
  is_principal.assign(others.size(), false);
  IdTable& ids = columns->ids;
  for (Edge number = 0; number < others.size(); ++number) {
    const std::string id = others.text(number);
    if (const auto group = columns->group_ids.find(id)) group_of_other[number] = *group;
    is_principal[number] = service_principals.find(id) || ids.find(id);
    if (group_of_other[number] != k_none || is_principal[number] || id.empty()) continue;
    row_of_other[number] = ids.insert(id);
  }
  for (GroupIndex group = 0; group < members.size(); ++group)
    if (const auto row = ids.find(columns->group_ids.text(group));
        row && *row < columns->user_count && members[group].counts)
      group_of_user[*row] = group;
}

template <class Each>
void PeopleBuilder::Work::for_each_row(Edge edge, const Each& each) const {
  if ((edge & k_other) != 0) {
    const Row row = row_of_other[edge & ~k_other];
    if (row != k_none) each(row);
    return;
  }
  if (!lists_own(edge)) each(edge);
  if (repeats.empty()) return;
  if (const auto same = repeats.find(edge); same != repeats.end())
    for (const Row row : same->second)
      if (!lists_own(row)) each(row);
}

GroupIndex PeopleBuilder::Work::nested_group(Edge edge) const {
  if ((edge & k_other) != 0) return group_of_other[edge & ~k_other];
  if (group_of_user.empty()) return k_none;
  const auto at = group_of_user.find(edge);
  return at == group_of_user.end() ? k_none : at->second;
}

bool PeopleBuilder::Work::may_be_unlisted_group(Edge edge) const {
  return !columns->groups_exported && (edge & k_other) != 0 &&
         group_of_other[edge & ~k_other] == k_none && !is_principal[edge & ~k_other];
}

// The user's own list is the whole truth (CA 2.9.5).
void PeopleBuilder::Work::resolve_own_groups() {
  for (const OwnGroups& own : own_groups) {
    counts[own.user] = 0;
    for (std::uint32_t at = own.begin; at < own.end; ++at) {
      std::uint32_t& item = own_group_items[at];
      const std::string id = own_group_ids.text(item);
      const std::optional<GroupIndex> group = columns->group_ids.find(id);
      item = group.value_or(k_none);
      if (group)
        ++counts[own.user];
      else
        columns->unlisted_groups[own.user].emplace_back(id);
    }
  }
}

void PeopleBuilder::Work::list_direct_groups() {
  counts.assign(columns->ids.size(), 0);
  for (std::size_t at = 0; at < edges.size(); ++at) {
    if (at + k_block < edges.size() && (edges[at + k_block] & k_other) == 0)
      __builtin_prefetch(&counts[edges[at + k_block]], 1);
    for_each_row(edges[at], [&](Row row) { ++counts[row]; });
  }
  resolve_own_groups();
  columns->direct_groups = lists_of(std::move(counts), [&](ListFiller& add) {
    for_each_edge([&](GroupIndex group, Edge edge) {
      for_each_row(edge, [&](Row row) { add(row, group); });
    });
    for (const OwnGroups& own : own_groups)
      for (std::uint32_t at = own.begin; at < own.end; ++at)
        if (own_group_items[at] != k_none) add(own.user, own_group_items[at]);
  });
}

void PeopleBuilder::Work::list_parent_groups() {
  Column<std::uint32_t> parents(members.size());
  for_each_edge([&](GroupIndex, Edge edge) {
    if (const GroupIndex nested = nested_group(edge); nested != k_none) ++parents[nested];
  });
  columns->parent_groups = lists_of(std::move(parents), [&](ListFiller& add) {
    for_each_edge([&](GroupIndex group, Edge edge) {
      if (const GroupIndex nested = nested_group(edge); nested != k_none) add(nested, group);
    });
  });
}

// Groups without listed members, and everything above them.
std::vector<bool> PeopleBuilder::Work::groups_with_unlisted() const {
  std::vector<bool> found(members.size());
  std::vector<GroupIndex> open_groups;
  const auto add = [&](GroupIndex group) {
    if (found[group] || !members[group].counts) return;
    found[group] = true;
    open_groups.push_back(group);
  };
  for (GroupIndex group = 0; group < members.size(); ++group)
    if (!members[group].listed) add(group);
  for_each_edge([&](GroupIndex group, Edge edge) {
    if (may_be_unlisted_group(edge)) add(group);
  });
  while (!open_groups.empty()) {
    const GroupIndex group = open_groups.back();
    open_groups.pop_back();
    for (const GroupIndex parent : columns->parent_groups.of(group)) add(parent);
  }
  return found;
}

// Depth first from `top`, each group once. `seen_*` hold the last `top` that came by.
void PeopleBuilder::Work::walk(GroupIndex top, std::vector<GroupIndex>& seen_groups,
                               std::vector<GroupIndex>& seen_others) {
  struct Visit {
    GroupIndex group;
    std::uint32_t at;
  };
  std::vector<Visit> visits;
  const auto enter = [&](GroupIndex group) {
    if (std::exchange(seen_groups[group], top) == top) return;
    if (members[group].listed)
      visits.push_back({group, members[group].begin});
    else
      columns->unlisted.emplace_back(columns->group_ids.text(group));
  };
  enter(top);
  while (!visits.empty()) {
    Visit& visit = visits.back();
    if (visit.at == members[visit.group].end) {
      visits.pop_back();
      continue;
    }
    const Edge edge = edges[visit.at++];
    if (const GroupIndex nested = nested_group(edge); nested != k_none)
      enter(nested);
    else if (may_be_unlisted_group(edge) && std::exchange(seen_others[edge & ~k_other], top) != top)
      columns->unlisted.emplace_back(others.text(edge & ~k_other));
  }
}

void PeopleBuilder::Work::list_unlisted() {
  const std::vector<bool> wanted = groups_with_unlisted();
  if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return;
  std::vector<GroupIndex> seen_groups(members.size(), k_none);
  std::vector<GroupIndex> seen_others(others.size(), k_none);
  for (GroupIndex group = 0; group < members.size(); ++group) {
    if (wanted[group]) walk(group, seen_groups, seen_others);
    columns->unlisted_ends.push_back(static_cast<std::uint32_t>(columns->unlisted.size()));
  }
}

PeopleBuilder::PeopleBuilder(bool users_exported, bool groups_exported)
    : work_(std::make_unique<Work>()) {
  work_->columns->users_exported = users_exported;
  work_->columns->groups_exported = groups_exported;
}

PeopleBuilder::~PeopleBuilder() = default;

void PeopleBuilder::reserve_users(std::size_t count) {
  work_->columns->ids.reserve(count);
  work_->columns->names.reserve(count);
  work_->columns->kinds.reserve(count);
}

Row PeopleBuilder::add_user(std::string_view id, std::string_view user_principal_name,
                            std::uint8_t kinds) {
  CAPROCK_ASSERT(!work_->users_are_complete);
  work_->columns->names.append(user_principal_name);
  work_->columns->kinds.push_back(kinds);
  return work_->columns->ids.append(id);
}

void PeopleBuilder::begin_own_groups() {
  Work& work = *work_;
  const auto here = static_cast<std::uint32_t>(work.own_group_items.size());
  work.own_groups.push_back({work.columns->ids.size() - 1, here, here});
  work.columns->kinds.back() |= People::Columns::k_own_groups;
}

void PeopleBuilder::add_own_group(std::string_view id) {
  Work& work = *work_;
  const std::optional<std::uint32_t> known = work.own_group_ids.find(id);
  work.own_group_items.push_back(known ? *known : work.own_group_ids.insert(id));
  work.own_groups.back().end = static_cast<std::uint32_t>(work.own_group_items.size());
}

void PeopleBuilder::add_service_principal(std::string_view id) {
  work_->service_principals.insert(id);
}

GroupIndex PeopleBuilder::add_group(std::string_view id, std::string_view display_name) {
  People::Columns& columns = *work_->columns;
  Work::Members members;
  members.counts = !columns.group_ids.find(id);
  work_->groups_repeat = work_->groups_repeat || !members.counts;
  work_->members.push_back(members);
  columns.group_names += display_name;
  columns.group_name_ends.push_back(static_cast<std::uint32_t>(columns.group_names.size()));
  return columns.group_ids.insert(id);
}

void PeopleBuilder::begin_members(GroupIndex group) {
  work_->complete_users();
  work_->close_group();
  if (!work_->members[group].counts) return;
  const auto here = static_cast<std::uint32_t>(work_->edges.size());
  work_->members[group].begin = here;
  work_->members[group].listed = true;
  work_->open = group;
}

void PeopleBuilder::add_member(const Guid& id) {
  Work& work = *work_;
  if (!work.open) return;
  work.columns->ids.prefetch(id);  // while the next ones are being read
  work.pending.push_back(id);
  if (work.pending.size() == Work::k_block) work.flush();
}

void PeopleBuilder::add_member(std::string_view id) {
  Work& work = *work_;
  if (!work.open) return;
  bool lower_case = false;
  const std::optional<Guid> guid = Guid::parse(id, lower_case);
  if (guid && lower_case) return add_member(*guid);
  // Rare: looked up at once, because the spelling would not survive the waiting.
  work.flush();
  const std::optional<Row> user = id.empty() ? std::nullopt : work.columns->ids.find(id);
  if (user) {
    work.edges.push_back(*user);
    return;
  }
  const std::optional<Row> known = work.others.find(id);
  work.add_other(known ? *known : work.others.insert(id));
}

bool PeopleBuilder::has_repeated_ids() {
  work_->complete_users();
  return !work_->repeats.empty() || work_->groups_repeat;
}

People PeopleBuilder::finish() && {
  Work& work = *work_;
  work.complete_users();
  work.close_group();
  work.name_the_others();
  work.list_direct_groups();
  work.list_parent_groups();
  work.list_unlisted();
  People::Columns& columns = *work.columns;
  columns.ids.shrink();
  columns.names.shrink();
  shrink_if_loose(columns.kinds);
  columns.group_ids.shrink();
  return People(std::move(work.columns));
}

People people_of(const TenantSnapshot& tenant) {
  PeopleBuilder builder(tenant.users.exported, tenant.groups.exported);
  builder.reserve_users(tenant.users.items.size());
  for (const User& user : tenant.users.items) {
    builder.add_user(
        user.id.text(), user.user_principal_name,
        possible_kinds_of(user.user_type, user.creation_type, user.user_principal_name));
    if (!user.transitive_member_of) continue;
    builder.begin_own_groups();
    for (const GroupId& group : *user.transitive_member_of) builder.add_own_group(group.text());
  }
  for (const ServicePrincipal& principal : tenant.service_principals.items)
    builder.add_service_principal(principal.id.text());
  std::vector<People::GroupIndex> indexes;
  for (const Group& group : tenant.groups.items)
    indexes.push_back(builder.add_group(group.id.text(), group.display_name));
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    const Group& group = tenant.groups.items[i];
    if (!group.members) continue;
    builder.begin_members(indexes[i]);
    for (const DirectoryObjectId& member : *group.members) builder.add_member(member.text());
  }
  return std::move(builder).finish();
}

}  // namespace caprock
