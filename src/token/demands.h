// What the policies ask of a connection's requests, whatever the age of its token.
#pragma once

#include <functional>
#include <vector>

#include "model/decision.h"
#include "model/named_location.h"
#include "model/policy.h"
#include "model/sign_in.h"
#include "model/token_life.h"

namespace caprock {

// An evaluator with its tenant and options filled in.
using DecideSignIn = std::function<Decision(const SignIn&)>;

// Asks about `request` twice, with a session that has just been authenticated: without a second
// factor, and with one. What the policies then demand does not hang on the token's age, so it holds
// until the tenant or the caller changes (CA 2.12, 2.14.1). `policies` and
// `locations` are those of the tenant that `decide` knows, policies in its order; report-only ones
// ask for nothing. `at_resource` stays absent.
// Cost: two decisions, and policies times locations.
TenantDemands demands_of(const SignIn& request, const std::vector<Policy>& policies,
                         const std::vector<NamedLocation>& locations, const DecideSignIn& decide);

// The sign-in frequency of a policy, where one is switched on (CA 2.14.2).
void add_frequency(const Policy& policy, PolicyDemand& demand);

}  // namespace caprock
