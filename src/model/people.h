// The people of a tenant in columns: who there is, what kind of person, in which groups.
//
// Everything that decides about a person at a size where one object a person would be too much: at
// most 80 bytes a user, a million users in a process. Names and dates are not here; they stay with
// `User`. Immutable once built, so that threads and versions of a compiled tenant share it; copies
// share their columns.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/guid.h"
#include "model/ids.h"
#include "model/tenant_snapshot.h"

namespace caprock {

class People {
 public:
  // A person. Rows below `user_count` are user objects in the order of the export; rows above are
  // ids that only groups list as members and that are no group or service principal known here.
  using Row = std::uint32_t;
  using GroupIndex = std::uint32_t;  // groups of the export, in its order

  People();  // nobody, nothing exported

  Row size() const;
  Row user_count() const;
  GroupIndex group_count() const;
  bool users_exported() const;
  bool groups_exported() const;

  // A user object by object id or user principal name, without case; the first that has the text as
  // either. No allocation; tens of nanoseconds.
  std::optional<Row> find_user(std::string_view id_or_name) const noexcept;
  // The same for whoever has read the text as an object id already, and asked for its likely row.
  std::optional<Row> find_user(std::string_view id_or_name, const std::optional<Guid>& read,
                               std::optional<Row> likely) const noexcept;
  // Ask memory for what find_user will read of this object id, to do something else meanwhile:
  // first where to look, then the row it is likely to find, if any.
  void prefetch_user(const Guid& id) const noexcept;
  std::optional<Row> prefetch_row(const Guid& id) const noexcept;
  // Any row, user object or not, by object id.
  std::optional<Row> find_principal(std::string_view id) const noexcept;
  // Of groups with equal ids the first; the others have no members and no parents.
  std::optional<GroupIndex> find_group(std::string_view id) const noexcept;

  // Users with an id that an earlier one has; only their names find them. Usually empty.
  std::span<const Row> repeated_rows() const noexcept;
  // Users whom their own id does not find: it is missing, an earlier user's, or an earlier user's
  // name. Sorted; usually empty.
  std::span<const Row> lost_rows() const noexcept;

  UserId id(Row row) const;  // as the export spells it
  GroupId group_id(GroupIndex group) const;
  std::string_view group_name(GroupIndex group) const;  // display name; may be empty

  // The kinds of external user the person may be, one bit (1 << ExternalKind) each, from user type,
  // creation type and user principal name (CA 2.9). Every kind for rows that are no user objects.
  std::uint8_t possible_kinds(Row row) const noexcept;
  // The export says which groups the person is in (transitiveMemberOf); then `groups_of` is final.
  bool lists_own_groups(Row row) const noexcept;

  // Every group the person is in for certain, through nested groups, or as transitiveMemberOf says;
  // sorted. Cycles are harmless. Cost: the groups found.
  std::vector<GroupIndex> groups_of(Row row) const;
  // Groups the export's transitiveMemberOf names that are no group objects here; usually empty.
  std::span<const GroupId> unlisted_groups_of(Row row) const;

  // The groups that list the person themselves, or all that transitiveMemberOf names; may repeat.
  std::span<const GroupIndex> direct_groups(Row row) const noexcept;
  // The same of everybody at once: the groups of row r are items[begins[r]] up to
  // items[begins[r + 1]].
  struct DirectGroups {
    std::span<const std::uint32_t> begins;
    std::span<const GroupIndex> items;
  };
  DirectGroups direct_groups() const noexcept;
  // The groups that list this group as a member; may repeat.
  std::span<const GroupIndex> parent_groups(GroupIndex group) const noexcept;

  // Ids of groups, this one or nested in it, whose members nobody listed. Not empty: whoever is not
  // certainly in the group may be (CA 2.9). In the order of a depth-first walk, no repeats.
  std::span<const GroupId> unlisted_within(GroupIndex group) const;

  std::size_t bytes() const;  // all memory kept, for benchmarks

 private:
  friend class PeopleBuilder;
  struct Columns;
  explicit People(std::shared_ptr<const Columns> columns);

  std::shared_ptr<const Columns> columns_;
};

// Cost: linear in users and memberships.
People people_of(const TenantSnapshot& tenant);

}  // namespace caprock
