// Whom a policy is for: V03, L06-L09.
#include <algorithm>
#include <array>
#include <set>

#include "lint/policy_parts.h"
#include "lint/policy_people.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_include_users = "/conditions/users/includeUsers";

// --- V03
void words_stand_alone(const Policy& policy, Findings& findings) {
  if (!policy.conditions.users) return;
  const Users& users = *policy.conditions.users;
  // Agents' users are not among all users (CA 2.10).
  const auto agents =
      std::count_if(users.include_users.begin(), users.include_users.end(),
                    [](const UserId& id) { return id.is(word::k_all_agent_id_users); });
  const bool others = static_cast<std::size_t>(agents) + 1 < users.include_users.size() ||
                      !users.include_groups.empty() || !users.include_roles.empty() ||
                      (users.include_guests_or_external_users &&
                       users.include_guests_or_external_users->types != 0);
  if (includes_all_users(policy) && others)
    findings.add(k_include_users, "`All` stands beside other people, who are among them anyway");
  if (has_word(users.include_users, word::k_none) && users.include_users.size() > 1)
    findings.add(k_include_users, "`None` stands beside users");
}

// --- L06: is everybody who is included excluded as well?
// The excluded group, or one that it is nested in.
bool is_within(const People& people, People::GroupIndex group,
               const std::vector<GroupId>& excluded) {
  std::set<People::GroupIndex> seen = {group};
  std::vector<People::GroupIndex> to_do = {group};
  while (!to_do.empty()) {
    const People::GroupIndex one = to_do.back();
    to_do.pop_back();
    if (has(excluded, people.group_id(one))) return true;
    for (const People::GroupIndex parent : people.parent_groups(one))
      if (seen.insert(parent).second) to_do.push_back(parent);
  }
  return false;
}

bool is_excluded(const GroupId& group, const Users& users, const People& people) {
  if (has(users.exclude_groups, group)) return true;
  const auto index = people.find_group(group.text());
  return index && is_within(people, *index, users.exclude_groups);
}

bool is_excluded(const UserId& user, const Users& users, const People& people) {
  if (has(users.exclude_users, user)) return true;
  const auto row = people.find_principal(user.text());
  if (!row) return false;
  const auto groups = people.groups_of(*row);
  return std::any_of(groups.begin(), groups.end(), [&](People::GroupIndex group) {
    return has(users.exclude_groups, people.group_id(group));
  });
}

bool is_excluded(const GuestsOrExternalUsers& included, const Users& users) {
  if (has_word(users.exclude_users, word::k_guests_or_external_users)) return true;
  const auto& excluded = users.exclude_guests_or_external_users;
  if (!excluded || (included.types & ~excluded->types) != 0) return false;
  return !excluded->external_tenants ||
         excluded->external_tenants->membership_kind == MembershipKind::all;
}

bool excludes_whom_it_includes(const Users& users, const People& people) {
  const auto& guests = users.include_guests_or_external_users;
  const bool some_guests = guests && guests->types != 0;
  if (users.include_users.empty() && users.include_groups.empty() && users.include_roles.empty() &&
      !some_guests)
    return false;
  const auto all = [](const auto& list, const auto& test) {
    return std::all_of(list.begin(), list.end(), test);
  };
  return all(users.include_users,
             [&](const UserId& id) { return is_excluded(id, users, people); }) &&
         all(users.include_groups,
             [&](const GroupId& id) { return is_excluded(id, users, people); }) &&
         all(users.include_roles,
             [&](const RoleTemplateId& id) { return has(users.exclude_roles, id); }) &&
         (!some_guests || is_excluded(*guests, users));
}

template <class T>
bool is_covered(const std::vector<T>& included, const std::vector<T>& excluded) {
  return !included.empty() && std::all_of(included.begin(), included.end(),
                                          [&](const T& one) { return has(excluded, one); });
}

bool excludes_its_platforms(const Policy& policy) {
  if (!policy.conditions.platforms || is_unread(policy, "/conditions/platforms")) return false;
  const Platforms& platforms = *policy.conditions.platforms;
  return !platforms.include_platforms.empty() &&
         (has(platforms.exclude_platforms, DevicePlatform::all) ||
          is_covered(platforms.include_platforms, platforms.exclude_platforms));
}

bool excludes_its_locations(const Policy& policy, const TenantLocations& tenant) {
  if (!policy.conditions.locations || is_unread(policy, "/conditions/locations")) return false;
  const Locations& locations = *policy.conditions.locations;
  const bool all_trusted = has_word(locations.exclude_locations, word::k_all_trusted);
  const auto excluded = [&](const LocationId& id) {
    const auto number = tenant.find(id);
    const bool trusted = number && tenant[*number].trusted == Match::yes;
    return has(locations.exclude_locations, id) ||
           (all_trusted && (trusted || id.is(word::k_mfa_trusted_ips)));
  };
  return !locations.include_locations.empty() &&
         (has_word(locations.exclude_locations, word::k_all) ||
          std::all_of(locations.include_locations.begin(), locations.include_locations.end(),
                      excluded));
}

bool excludes_its_principals(const Policy& policy) {
  if (!policy.conditions.client_applications || is_unread(policy, "/conditions/clientApplications"))
    return false;
  const ClientApplications& clients = *policy.conditions.client_applications;
  return !clients.service_principal_filter &&
         is_covered(clients.include_service_principals, clients.exclude_service_principals);
}

void somebody_is_left(const Policy& policy, const LintInput& input, Findings& findings) {
  const Conditions& all = policy.conditions;
  if (all.users && !is_unread(policy, "/conditions/users") &&
      excludes_whom_it_includes(*all.users, input.tenant().people()))
    findings.add("/conditions/users", "everybody who is included is excluded as well");
  if (!all.applications.application_filter &&
      is_covered(all.applications.include_applications, all.applications.exclude_applications) &&
      !is_unread(policy, "/conditions/applications"))
    findings.add("/conditions/applications", "every included resource is excluded as well");
  if (excludes_its_locations(policy, input.tenant().locations()))
    findings.add("/conditions/locations", "every included location is excluded as well");
  if (excludes_its_principals(policy))
    findings.add("/conditions/clientApplications",
                 "every included service principal is excluded as well");
  if (excludes_its_platforms(policy))
    findings.add("/conditions/platforms", "every included platform is excluded as well");
}

// --- L07
void groups_have_members(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!policy.conditions.users) return;
  const People& people = input.tenant().people();
  const auto& groups = policy.conditions.users->include_groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!input.is_empty_group(groups[i])) continue;
    const std::string_view name = people.group_name(*people.find_group(groups[i].text()));
    findings.add(entry("/conditions/users/includeGroups", i),
                 "nobody is in the group " + in_backticks(name.empty() ? groups[i].text() : name));
  }
}

// --- L08
void roles_are_built_in(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!policy.conditions.users) return;
  const auto look = [&](const std::vector<RoleTemplateId>& roles, std::string_view pointer) {
    for (std::size_t i = 0; i < roles.size(); ++i) {
      const RoleDefinition* role = input.snapshot().role_definitions.find(roles[i]);
      if (role != nullptr && role->is_built_in == false)
        findings.add(entry(pointer, i),
                     "the role " + in_backticks(role->display_name) + " is a custom one");
    }
  };
  look(policy.conditions.users->include_roles, "/conditions/users/includeRoles");
  look(policy.conditions.users->exclude_roles, "/conditions/users/excludeRoles");
}

// --- L09
// Active or eligible for the whole tenant, by assignment.
bool has_assignment(const LintInput& input, const RoleTemplateId& role,
                    const DirectoryObjectId& principal, RoleAssignmentType type) {
  const auto& all = input.snapshot().role_assignments.items;
  return std::any_of(all.begin(), all.end(), [&](const RoleAssignment& one) {
    return one.role == role && one.principal == principal && one.type == type &&
           one.directory_scope_id == "/";
  });
}

// Included by other means, or meant to be outside.
bool is_decided_without_role(const DirectoryObjectId& principal, const Policy& policy,
                             const LintInput& input) {
  const auto row = input.tenant().people().find_principal(principal.text());
  return row &&
         any_of(is_included(policy, *row, input), is_excluded(policy, *row, input)) != Match::no;
}

void eligible_holders_are_covered(const Policy& policy, const LintInput& input,
                                  Findings& findings) {
  if (!policy.conditions.users || includes_all_users(policy)) return;
  const auto& roles = policy.conditions.users->include_roles;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    std::set<DirectoryObjectId> waiting;
    for (const RoleAssignment& one : input.snapshot().role_assignments.items)
      if (one.role == roles[i] && one.type == RoleAssignmentType::eligible &&
          one.directory_scope_id == "/" &&
          !has_assignment(input, roles[i], one.principal, RoleAssignmentType::active) &&
          !is_decided_without_role(one.principal, policy, input))
        waiting.insert(one.principal);
    if (waiting.empty()) continue;
    const RoleDefinition* role = input.snapshot().role_definitions.find(roles[i]);
    findings.add(entry("/conditions/users/includeRoles", i),
                 std::to_string(waiting.size()) +
                     (waiting.size() == 1 ? " holder is" : " holders are") + " eligible for " +
                     in_backticks(role == nullptr ? roles[i].text() : role->display_name) +
                     " and covered only after activation");
  }
}

constexpr std::array k_users_rules = {
    Rule{"V03", "a word for users beside others", Severity::note, "O",
         "what stands beside `All` or `None` adds nothing, and some clients refuse the policy",
         "keep the word, or the list", each_policy<words_stand_alone>},
    Rule{"L06", "exclusions that cover what is included", Severity::warning, "",
         "exclusions win, so the policy can never apply", "take the exclusion or the policy out",
         each_policy<somebody_is_left>},
    Rule{"L07", "included group without members", Severity::warning, "",
         "for this group the policy does nothing, and nobody notices",
         "put people into the group, or take it out of the policy",
         each_policy<groups_have_members>},
    Rule{"L08", "custom role in a policy", Severity::warning, "",
         "policies see built-in roles that are held for the whole tenant; a custom role never "
         "matches",
         "name the holders in a group", each_policy<roles_are_built_in>},
    Rule{"L09", "role whose holders are only eligible", Severity::note, "",
         "the policy sees a role once it is activated, from the next token on: until then these "
         "people sign in without it",
         "put them into a group that the policy includes, if it is meant for every sign-in",
         each_policy<eligible_holders_are_covered>},
};

}  // namespace

std::span<const Rule> user_rules() { return k_users_rules; }

}  // namespace caprock
