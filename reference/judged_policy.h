// One policy against one sign-in: does it apply, and what does it demand?
#pragma once

#include <vector>

#include "model/decision.h"
#include "reference/grant_controls.h"
#include "reference/situation.h"

namespace caprock::reference {

struct JudgedPolicy {
  const Policy& policy;
  PolicyResult result;
  Demands demands;
  Finding frequency;         // sign-in frequency is violated, if the policy applies
  Finding token_protection;  // token protection is violated, if the policy applies

  bool is_enforced() const { return policy.state == PolicyState::enabled; }
  // Of a policy in an unknown state nobody knows (CA 2.11.14).
  bool may_be_enforced() const { return is_enforced() || policy.state == PolicyState::unknown; }
  // Inputs that decide whether the policy applies.
  std::vector<std::string> open_conditions() const;
};

// All policies of the tenant, in its order.
std::vector<JudgedPolicy> judge_policies(const Situation& situation);

}  // namespace caprock::reference
