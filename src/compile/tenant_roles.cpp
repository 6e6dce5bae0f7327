#include "compile/tenant_roles.h"

#include <algorithm>

#include "base/assert.h"

namespace caprock {
namespace {

// Adds whom one assignment reaches. Who is no user, group or service principal of the export is a
// group that nobody exported, unless all groups are.
void add_holder(CompiledRole& role, const DirectoryObjectId& principal, const People& people,
                const TextIndex& service_principals) {
  const std::optional<People::Row> row = people.find_principal(principal.text());
  if (row)
    role.people.push_back(*row);
  else
    role.strangers.push_back(principal);
  const GroupEntry group = group_entry(people, GroupId(principal.text()));
  const bool is_user = row && *row < people.user_count();
  const bool is_service_principal = service_principals.find(principal.text()).has_value();
  const bool is_other = is_user || is_service_principal;
  if (group.index || (!people.groups_exported() && !is_other)) role.groups.push_back(group);
  if (!group.index && (is_user || !is_service_principal)) role.may_be_held = true;
}

}  // namespace

GroupEntry group_entry(const People& people, const GroupId& id) {
  return {people.find_group(id.text()), id.is_guid(), id};
}

TenantRoles::TenantRoles(const TenantSnapshot& snapshot, const People& people)
    : assignments_exported_(snapshot.role_assignments.exported) {
  const auto add = [&](const std::vector<RoleTemplateId>& listed) {
    for (const RoleTemplateId& id : listed) {
      if (!numbers_.add(id.text(), static_cast<std::uint32_t>(roles_.size()))) continue;
      const RoleDefinition* definition = snapshot.role_definitions.find(id);
      CompiledRole role;
      role.id = id;
      role.is_no_id = !id.is_guid() && definition == nullptr;
      if (definition != nullptr) role.display_name = definition->display_name;
      if (definition != nullptr) role.is_custom = definition->is_built_in == false;
      roles_.push_back(std::move(role));
    }
  };
  for (const Policy& policy : snapshot.policies.items) {
    if (!policy.conditions.users) continue;
    add(policy.conditions.users->include_roles);
    add(policy.conditions.users->exclude_roles);
  }
  TextIndex service_principals;
  for (const ServicePrincipal& principal : snapshot.service_principals.items)
    service_principals.add(principal.id.text(), 0);
  for (const RoleAssignment& assignment : snapshot.role_assignments.items) {
    const auto number = numbers_.find(assignment.role.text());
    const bool counts =
        assignment.type == RoleAssignmentType::active && assignment.directory_scope_id == "/";
    if (number && counts)
      add_holder(roles_[*number], assignment.principal, people, service_principals);
  }
  for (CompiledRole& role : roles_) std::sort(role.people.begin(), role.people.end());
}

std::uint32_t TenantRoles::number_of(const RoleTemplateId& role) const {
  const auto number = numbers_.find(role.text());
  CAPROCK_ASSERT(number);
  return *number;
}

}  // namespace caprock
