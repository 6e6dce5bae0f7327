#include "integration/named_account.h"

#include "integration/connection_kinds.h"

namespace caprock {
namespace {

bool lists_ids(const std::vector<UserId>& ids) {
  return std::any_of(ids.begin(), ids.end(), [](const UserId& id) { return id.is_guid(); });
}

// Where only the name of an account is known, a listed id may be this very account, and its groups
// and roles cannot be looked up either.
bool may_be_listed(const Connection& connection, const std::vector<UserId>& ids,
                   const std::vector<GroupId>& groups, const std::vector<RoleTemplateId>& roles) {
  return lists_ids(ids) || (!groups.empty() && !connection.groups) ||
         (!roles.empty() && !connection.roles);
}

}  // namespace

Match applies_to(const ConnectionTarget& target, const Policy& policy, const PolicyResult& result,
                 Match applies) {
  if (target.account_id_known() || is_app_only(target.kind()) || !policy.conditions.users)
    return applies;
  const Connection& connection = *target.connection;
  const Users& users = *policy.conditions.users;
  if (applies == Match::yes &&
      may_be_listed(connection, users.exclude_users, users.exclude_groups, users.exclude_roles))
    return Match::unknown;
  if (applies == Match::no &&
      may_be_listed(connection, users.include_users, users.include_groups, users.include_roles) &&
      only_fails(result, [](Condition c) { return c == Condition::users; }))
    return Match::unknown;
  return applies;
}

}  // namespace caprock
