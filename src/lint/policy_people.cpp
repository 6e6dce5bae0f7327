#include "lint/policy_people.h"

#include <algorithm>

#include "lint/policy_parts.h"

namespace caprock {
namespace {

// Assigned for the whole tenant, directly or through a group, and active.
Match holds(const RoleTemplateId& role, People::Row row, const LintInput& input) {
  const auto& assignments = input.snapshot().role_assignments;
  if (!assignments.exported) return Match::unknown;
  const People& people = input.tenant().people();
  const UserId id = people.id(row);
  Match found = Match::no;
  for (const RoleAssignment& one : assignments.items) {
    if (one.role != role || one.type != RoleAssignmentType::active || one.directory_scope_id != "/")
      continue;
    found = any_of(found, match_if(one.principal.is(id.text())));
    if (people.find_group(one.principal.text()))
      found = any_of(found, is_member(GroupId(one.principal.text()), row, people));
  }
  return found;
}

Match is_named(const std::vector<GroupId>& groups, const std::vector<RoleTemplateId>& roles,
               People::Row row, const LintInput& input) {
  Match found = Match::no;
  for (const GroupId& group : groups)
    found = any_of(found, is_member(group, row, input.tenant().people()));
  for (const RoleTemplateId& role : roles) found = any_of(found, holds(role, row, input));
  return found;
}

}  // namespace

Match is_member(const GroupId& group, People::Row row, const People& people) {
  const auto unlisted = people.unlisted_groups_of(row);
  if (std::find(unlisted.begin(), unlisted.end(), group) != unlisted.end()) return Match::yes;
  const auto index = people.find_group(group.text());
  if (index) {
    const auto groups = people.groups_of(row);
    if (std::binary_search(groups.begin(), groups.end(), *index)) return Match::yes;
  }
  if (people.lists_own_groups(row)) return Match::no;
  if (!index) return people.groups_exported() && group.is_guid() ? Match::no : Match::unknown;
  return people.unlisted_within(*index).empty() ? Match::no : Match::unknown;
}

Match is_included(const Policy& policy, People::Row row, const LintInput& input) {
  if (is_unread(policy, "/conditions/users")) return Match::unknown;
  if (!policy.conditions.users) return Match::no;
  const Users& users = *policy.conditions.users;
  const bool by_id =
      includes_all_users(policy) || has(users.include_users, input.tenant().people().id(row));
  return any_of(match_if(by_id), is_named(users.include_groups, users.include_roles, row, input));
}

Match is_excluded(const Policy& policy, People::Row row, const LintInput& input) {
  if (is_unread(policy, "/conditions/users")) return Match::unknown;
  if (!policy.conditions.users) return Match::no;
  const Users& users = *policy.conditions.users;
  return any_of(match_if(has(users.exclude_users, input.tenant().people().id(row))),
                is_named(users.exclude_groups, users.exclude_roles, row, input));
}

Match is_for(const Policy& policy, People::Row row, const LintInput& input) {
  return all_of(is_included(policy, row, input), negate(is_excluded(policy, row, input)));
}

}  // namespace caprock
