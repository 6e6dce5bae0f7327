// What the tenant, its licences and Microsoft allow: V28, V29, V31.
#include <array>

#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/limits.h"

namespace caprock {
namespace {

// --- V28
void managed_policies_stay(const Policy& policy, Findings& findings) {
  if (is_made_by_microsoft(policy)) findings.add("", "Microsoft made this policy and manages it");
}

// --- V29
void policies_fit_in(const LintInput& input, Findings& findings) {
  const auto& policies = input.snapshot().policies.items;
  if (policies.size() <= k_policy_limit) return;
  findings.look_at("policies", "", policies[k_policy_limit].origin);
  findings.add("", std::to_string(policies.size()) + " policies, and a tenant can have " +
                       std::to_string(k_policy_limit) + ": this is the first one beyond");
}

// --- V31
void licences_are_needed(const Policy& policy, Findings& findings) {
  const Conditions& all = policy.conditions;
  const auto need = [&](std::string_view pointer, const std::string& what) {
    findings.add(pointer, what + ", which the export does not show");
  };
  if (!all.sign_in_risk_levels.empty())
    need("/conditions/signInRiskLevels", "sign-in risk needs Microsoft Entra ID P2");
  if (!all.user_risk_levels.empty())
    need("/conditions/userRiskLevels", "user risk needs Microsoft Entra ID P2");
  if (targets_workloads(policy))
    need("/conditions/clientApplications", "service principals need Workload ID Premium");
  if (targets_agents(policy) || all.agent_id_risk_levels != 0)
    need("/conditions", "agent identities need a licence for agents");
}

constexpr std::array k_tenant_rules = {
    Rule{"V28", "policy that Microsoft manages", Severity::note, "X",
         "only its state and its exclusions can be changed; Graph refuses a new name, another "
         "condition or control, and deleting it",
         "copy it under another name and switch the original off",
         each_policy<managed_policies_stay>},
    Rule{"V29", "more policies than a tenant can have", Severity::warning, "X",
         "Graph refuses to create the next one, whatever the state of the others",
         "delete policies that are off, join policies that say the same, and check that the export "
         "is of one tenant",
         policies_fit_in},
    Rule{"V31", "condition that needs a licence", Severity::note, "I X",
         "without the licence Graph refuses to write the policy, and a risk nobody computes is in "
         "no list of levels",
         "check that the tenant has the licence", each_policy<licences_are_needed>},
};

}  // namespace

std::span<const Rule> tenant_rules() { return k_tenant_rules; }

}  // namespace caprock
