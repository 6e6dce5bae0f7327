// The people of a tenant in columns: who there is, what kind of person, in which groups.
//
// Everything that decides about a person at a size where one object a person would be too much: at
// most 80 bytes a user, a million users in a process. Names and dates are not here; they stay with
// `User`. Immutable once built, so that threads and versions of a compiled tenant share it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/ids.h"
#include "model/tenant_snapshot.h"

namespace caprock {

class People {
 public:
  // A person. Rows below `user_count` are user objects in the order of the export; rows above are
  // ids that only groups list as members and that are no group or service principal known here.
  using Row = std::uint32_t;
  using GroupIndex = std::uint32_t;  // groups of the export, in its order

  Row size() const;
  Row user_count() const;
  GroupIndex group_count() const;
  bool users_exported() const;
  bool groups_exported() const;

  // A user object by object id or, if there is none, by user principal name; without case. Of equal
  // ids or names the first counts. No allocation; tens of nanoseconds.
  std::optional<Row> find_user(std::string_view id_or_name) const noexcept;
  // Any row, user object or not, by object id.
  std::optional<Row> find_principal(std::string_view id) const noexcept;
  std::optional<GroupIndex> find_group(std::string_view id) const noexcept;

  UserId id(Row row) const;  // as the export spells it, GUIDs in lower case
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

  // Ids of groups, this one or nested in it, whose members nobody listed. Not empty: whoever is not
  // certainly in the group may be (CA 2.9). In the order of a depth-first walk, no repeats.
  std::span<const GroupId> unlisted_within(GroupIndex group) const;

  std::size_t bytes() const;  // all memory kept, for benchmarks

 private:
  friend People people_of(const TenantSnapshot& tenant);
  struct Columns;
  std::shared_ptr<const Columns> columns_;
};

// Cost: linear in users and memberships.
People people_of(const TenantSnapshot& tenant);

}  // namespace caprock
