// Service principals and agents: V20, V21.
#include <algorithm>
#include <array>

#include "base/text.h"
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

bool has_session(const Policy& policy) {
  return policy.session_controls && policy.session_controls->effective();
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
};

}  // namespace

std::span<const Rule> workload_rules() { return k_workloads_rules; }

}  // namespace caprock
