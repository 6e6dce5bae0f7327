// Session controls: merged demands, sign-in frequency, token protection (CA 2.14).
#pragma once

#include <vector>

#include "model/policy.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// The control of the policy when it is enabled and complete, or nullptr.
const SignInFrequency* sign_in_frequency(const Policy& policy);

// This request comes too long after the last authentication (CA 2.14.1).
Finding violates_frequency(const Situation& situation, const Policy& policy);

// The policy wants a bound token for what is asked, and the token is not bound.
Finding violates_token_protection(const Situation& situation, const Policy& policy);

struct NamedPolicy {
  PolicyId id;
  const Policy& policy;
};

// The demands of all applied enabled policies together, in the tenant's order.
SessionDemands merge_session_controls(const Situation& situation,
                                      const std::vector<NamedPolicy>& applied);

}  // namespace caprock::reference
