#include "integration/asked.h"

#include <algorithm>

#include "integration/connection_kinds.h"
#include "integration/connection_sign_ins.h"
#include "integration/guest_trust.h"
#include "integration/named_account.h"
#include "integration/tenant_switches.h"
#include "model/aadsts.h"
#include "token/demands.h"

namespace caprock {
namespace {

// TS 6.2.2, 8.5.1: a device of a home tenant that is not trusted has a code of its own; who is a
// guest is known here, also where the sign-in leaves it to the user object.
void name_untrusted_devices(const ConnectionTarget& target, TenantDemands& demands) {
  if (!is_external_guest(target.kind()) || trusts_home_devices(target) == Match::yes) return;
  for (PolicyDemand& demand : demands.policies)
    for (int* code : {&demand.code_without_mfa, &demand.code_with_mfa})
      if (*code == aadsts::k_device_not_presented || *code == aadsts::k_device_not_compliant)
        *code = aadsts::k_home_device_not_accepted;
}

// The decision took the name for none of the ids in a list; what the policy then asks was not
// looked at.
PolicyDemand perhaps_asked(const Policy& policy, const PolicyResult& result) {
  PolicyDemand demand;
  demand.policy = result.id;
  demand.name = result.display_name;
  demand.applies = Match::unknown;
  const bool grants = policy.grant_controls.has_value();
  demand.met_without_mfa = demand.met_with_mfa = grants ? Match::unknown : Match::yes;
  demand.control = "what it asks of the accounts it lists (only the name of this one is known)";
  add_frequency(policy, demand);
  return demand;
}

void leave_lists_open(const ConnectionTarget& target, const std::vector<PolicyResult>& results,
                      TenantDemands& demands) {
  const std::vector<Policy>& policies = target.tenant->policies.items;
  for (std::size_t i = 0; i < std::min(policies.size(), results.size()); ++i) {
    const Policy& policy = policies[i];
    if (policy.state != PolicyState::enabled ||
        applies_to(target, policy, results[i], results[i].applies) != Match::unknown)
      continue;
    // Policies of some exports have no ids; demands carry what the decision calls them.
    const auto told = std::find_if(
        demands.policies.begin(), demands.policies.end(), [&](const PolicyDemand& one) {
          return one.policy == results[i].id && one.name == results[i].display_name;
        });
    if (told != demands.policies.end())
      told->applies = Match::unknown;
    else
      demands.policies.push_back(perhaps_asked(policy, results[i]));
  }
}

}  // namespace

std::vector<AskedAt> asked_of(const ConnectionTarget& target, const Decide& decide, Instant now) {
  EvaluationOptions options;
  options.sif_confidential = target.way->sif_confidential;
  std::vector<PolicyResult> results;
  const auto decide_here = [&](const SignIn& request) {
    Decision decision = decide(*target.tenant, request, options);
    results = decision.policies;
    return decision;
  };
  std::vector<AskedAt> out;
  for (const SignIn& request : sign_ins_of(target, now).refresh) {
    out.push_back({demands_of(request, target.tenant->policies.items,
                              target.tenant->named_locations.items, decide_here),
                   from_trusted_ip(*target.tenant, request)});
    name_untrusted_devices(target, out.back().demands);
    if (!target.account_id_known()) leave_lists_open(target, results, out.back().demands);
  }
  return out;
}

}  // namespace caprock
