// Feeds people row by row, so that a loader of files needs no object a user.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/guid.h"
#include "model/people.h"

namespace caprock {

// The kinds of external user a user object may be, one bit (1 << ExternalKind) each (CA 2.9.10).
std::uint8_t possible_kinds_of(std::optional<UserType> type, std::string_view creation_type,
                               std::string_view user_principal_name) noexcept;

// Call in this order: users, then service principals and groups, then members group by group, then
// `finish` once.
class PeopleBuilder {
 public:
  using Row = People::Row;
  using GroupIndex = People::GroupIndex;

  PeopleBuilder(bool users_exported, bool groups_exported);
  ~PeopleBuilder();
  PeopleBuilder(const PeopleBuilder&) = delete;
  PeopleBuilder& operator=(const PeopleBuilder&) = delete;

  void reserve_users(std::size_t count);
  Row add_user(std::string_view id, std::string_view user_principal_name, std::uint8_t kinds);
  // The groups that transitiveMemberOf of the user added last names follow: these and no others.
  void begin_own_groups();
  void add_own_group(std::string_view id);

  // Ids that are known not to be groups although groups list them.
  void add_service_principal(std::string_view id);
  GroupIndex add_group(std::string_view id, std::string_view display_name);

  // The direct members of a group follow, at most once a group; without this call nobody knows who
  // is in the group.
  void begin_members(GroupIndex group);
  void add_member(std::string_view id);
  void add_member(const Guid& id);  // the same of the text `to_string` gives

  // Is there a user or a group with an id that an earlier one has? REQUIRES: no more users follow.
  bool has_repeated_ids();

  People finish() &&;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace caprock
