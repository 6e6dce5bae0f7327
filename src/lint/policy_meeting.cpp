#include "lint/policy_meeting.h"

#include <algorithm>

#include "lint/policy_parts.h"

namespace caprock {
namespace {

template <class T>
struct Scope {
  bool everything = false;
  const std::vector<T>& included;
  const std::vector<T>& excluded;
};

// Of what the one names, the other names something as well, and neither excludes it.
template <class T>
bool names_part_of(const Scope<T>& one, const Scope<T>& other) {
  return std::any_of(one.included.begin(), one.included.end(), [&](const T& entry) {
    return !entry.is(word::k_none) && !has(one.excluded, entry) && !has(other.excluded, entry) &&
           (other.everything || has(other.included, entry));
  });
}

template <class T>
bool overlap(const Scope<T>& one, const Scope<T>& other) {
  return names_part_of(one, other) || names_part_of(other, one);
}

}  // namespace

bool meet_in_people(const Policy& a, const Policy& b) {
  if (!a.conditions.users || !b.conditions.users) return false;
  const Users& one = *a.conditions.users;
  const Users& other = *b.conditions.users;
  const bool all = includes_all_users(a), all_too = includes_all_users(b);
  return overlap<UserId>({all, one.include_users, one.exclude_users},
                         {all_too, other.include_users, other.exclude_users}) ||
         overlap<GroupId>({all, one.include_groups, one.exclude_groups},
                          {all_too, other.include_groups, other.exclude_groups}) ||
         overlap<RoleTemplateId>({all, one.include_roles, one.exclude_roles},
                                 {all_too, other.include_roles, other.exclude_roles});
}

bool meet_in_resources(const Policy& a, const Policy& b) {
  const Applications& one = a.conditions.applications;
  const Applications& other = b.conditions.applications;
  return overlap<AppId>(
      {includes_all_apps(a), one.include_applications, one.exclude_applications},
      {includes_all_apps(b), other.include_applications, other.exclude_applications});
}

}  // namespace caprock
