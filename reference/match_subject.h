// Who signs in: users, service principals, agents (CA 2.9, 2.10).
#pragma once

#include "model/policy.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// True when the policy names any user: a list that is only `None` names nobody.
bool targets_users(const Conditions& conditions);
bool targets_workloads(const Conditions& conditions);
bool targets_agents(const Conditions& conditions);

// The one condition of the policy that speaks about this kind of subject; if none does, the first
// one that the policy has, which then does not match.
ConditionResult match_subject(const Situation& situation, const Conditions& conditions);

}  // namespace caprock::reference
