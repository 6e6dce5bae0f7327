// Service principals and agents: V20, V21, L36-L38.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "lint/group_nesting.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_clients = "/conditions/clientApplications";

bool demands_other_than(const Policy& policy, std::initializer_list<BuiltInControl> allowed) {
  if (!policy.grant_controls) return false;
  const GrantControls& grant = *policy.grant_controls;
  if (grant.authentication_strength || !grant.terms_of_use.empty() ||
      !grant.custom_authentication_factors.empty())
    return true;
  return std::any_of(grant.built_in_controls.begin(), grant.built_in_controls.end(),
                     [&](BuiltInControl one) {
                       return std::find(allowed.begin(), allowed.end(), one) == allowed.end();
                     });
}

bool is_for_people(const Policy& policy) {
  if (!policy.conditions.users) return false;
  const Users& users = *policy.conditions.users;
  const bool named = std::any_of(users.include_users.begin(), users.include_users.end(),
                                 [](const UserId& id) { return !id.is(word::k_none); });
  return named || !users.include_groups.empty() || !users.include_roles.empty() ||
         names_guests(policy);
}

std::string conditions_beside(const Policy& policy,
                              std::initializer_list<std::string_view> allowed) {
  std::vector<std::string> found;
  for (const std::string_view one : other_conditions(policy))
    if (std::find(allowed.begin(), allowed.end(), one) == allowed.end()) found.emplace_back(one);
  return join(found, ", ");
}

// What policies for service principals and for agent identities have in common.
void check_workload(const Policy& policy, std::string_view whom,
                    std::initializer_list<std::string_view> allowed, Findings& findings) {
  const std::string who(whom);
  if (demands_other_than(policy, {BuiltInControl::block}) || has_session(policy))
    findings.add(k_grant, "something else than `block` is demanded of " + who);
  if (const std::string more = conditions_beside(policy, allowed); !more.empty())
    findings.add("/conditions", "a policy for " + who + " has the conditions " + more);
  if (is_for_people(policy)) findings.add(k_clients, "people and " + who + " are in one policy");
}

void workload_policy_is_plain(const Policy& policy, Findings& findings) {
  if (targets_workloads(policy))
    check_workload(policy, "service principals", {"locations", "servicePrincipalRiskLevels"},
                   findings);
}

void agent_policy_is_plain(const Policy& policy, Findings& findings) {
  if (targets_agents(policy))
    check_workload(policy, "agent identities", {"agentIdRiskLevels"}, findings);
  if (policy.conditions.users &&
      has_word(policy.conditions.users->include_users, word::k_all_agent_id_users) &&
      demands_other_than(policy, {BuiltInControl::block, BuiltInControl::compliant_device}))
    findings.add(k_grant,
                 "something else than `block` or `compliantDevice` is demanded of agents' users");
}

// --- L36
// Groups that list a service principal, and every group around those.
std::vector<bool> groups_with_programs(const LintInput& input) {
  const People& people = input.tenant().people();
  const auto is_program = [&](const DirectoryObjectId& id) {
    return input.tenant().find_service_principal(id.text()) != nullptr;
  };
  std::vector<People::GroupIndex> listing;
  for (const Group& group : input.snapshot().groups.items) {
    const auto index = people.find_group(group.id.text());
    if (index && group.members &&
        std::any_of(group.members->begin(), group.members->end(), is_program))
      listing.push_back(*index);
  }
  return with_groups_around(people, listing);
}

void groups_hold_people(const LintInput& input, Findings& findings) {
  if (input.snapshot().service_principals.items.empty()) return;
  const People& people = input.tenant().people();
  const std::vector<bool> with_programs = groups_with_programs(input);
  for (const Policy& policy : input.snapshot().policies.items) {
    if (!policy.conditions.users) continue;
    findings.look_at(policy);
    const auto& groups = policy.conditions.users->include_groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto index = people.find_group(groups[i].text());
      if (!index || !with_programs[*index]) continue;
      const std::string_view name = people.group_name(*index);
      const bool nobody_else = input.is_empty_group(groups[i]);
      findings.add(entry("/conditions/users/includeGroups", i),
                   "service principals are in the group " +
                       in_backticks(name.empty() ? groups[i].text() : name) +
                       (nobody_else ? ", and nobody else" : ""),
                   nobody_else ? Severity::warning : Severity::note);
    }
  }
}

// --- L37
bool belongs_elsewhere(const ServicePrincipal& principal, const LintInput& input) {
  const auto& organization = input.snapshot().organization;
  return organization && principal.app_owner_organization_id &&
         *principal.app_owner_organization_id != organization->id;
}

// Why no policy for service principals applies to this one (CA 2.10.2); empty if one may.
std::string_view untouched(const ServicePrincipal& principal, const LintInput& input) {
  if (equal_ignoring_case(principal.service_principal_type, "ManagedIdentity"))
    return "a managed identity";
  if (belongs_elsewhere(principal, input)) return "an application of another tenant";
  const std::string& audience = principal.sign_in_audience;
  if (!audience.empty() && !equal_ignoring_case(audience, "AzureADMyOrg"))
    return "a multi-tenant application";
  return {};
}

void principals_can_be_reached(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!targets_workloads(policy)) return;
  const auto& listed = policy.conditions.client_applications->include_service_principals;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const ServicePrincipal* principal = input.tenant().find_service_principal(listed[i].text());
    if (principal == nullptr) continue;
    if (const std::string_view what = untouched(*principal, input); !what.empty())
      findings.add(entry("/conditions/clientApplications/includeServicePrincipals", i),
                   in_backticks(principal->display_name.empty() ? listed[i].text()
                                                                : principal->display_name) +
                       " is " + std::string(what));
  }
}

// --- L38
// Only agents have an agent risk, and `All` names no agent: whoever wrote both meant them.
void agents_are_named(const Policy& policy, Findings& findings) {
  if (policy.conditions.agent_id_risk_levels == 0 || !includes_all_users(policy) ||
      has_word(policy.conditions.users->include_users, word::k_all_agent_id_users) ||
      targets_agents(policy) || is_unread(policy, "/conditions/clientApplications"))
    return;
  findings.add("/conditions/agentIdRiskLevels",
               "the risk of agents is a condition, and `All` users are no agents");
}

constexpr std::array k_workloads_rules = {
    Rule{"V20", "service principal policy of another shape", Severity::error, "",
         "Graph refuses it: such a policy can only block, by location, service principal risk and "
         "authentication context, and is for no people",
         "make it block, and move the rest to a policy for people",
         each_policy<workload_policy_is_plain>},
    Rule{"V21", "agent policy of another shape", Severity::error, "",
         "Graph refuses it: agent identities can only be blocked, by agent risk; agents' users can "
         "be blocked or need a compliant device",
         "make it block, and move the rest to another policy", each_policy<agent_policy_is_plain>},
    Rule{"L36", "service principals in a group that is included", Severity::warning, "",
         "a policy for a group is not applied to the service principals in it",
         "name them in a policy for service principals", groups_hold_people},
    Rule{"L37", "service principal that no policy touches", Severity::warning, "",
         "policies for service principals apply to single-tenant applications of this tenant only: "
         "for this entry the policy does nothing",
         "take the entry out, and limit the identity where it is managed",
         each_policy<principals_can_be_reached>},
    Rule{"L38", "agents' users expected among all users", Severity::warning, "",
         "`All` does not include the user accounts of agents, and nobody else has an agent risk: "
         "the policy never applies",
         "write `includeUsers: [\"AllAgentIdUsers\"]`", each_policy<agents_are_named>},
};

}  // namespace

std::span<const Rule> workload_rules() { return k_workloads_rules; }

}  // namespace caprock
