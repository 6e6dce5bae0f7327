// From a decision to the causes that end a token: what each policy demands of this connection.
#pragma once

#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

// Causes found in policies for one sign-in, in the tenant's order. Those of report-only policies
// are here, too (`policy_state` tells): they end nothing until somebody switches the policy on,
// unless Microsoft is switching it on in parts (`rolled_out_in_parts`).
// Policies that wait for a risk level the sign-in does not have give notes.
std::vector<Cause> policy_causes(const ConnectionTarget& target, const SignIn& sign_in,
                                 const Decision& decision, Moment moment, Instant now);

// Adds what the profile says about the topic of each cause; where the vendor says that a control
// ends the connection, a note becomes a warning.
void add_vendor_statements(const ConnectionTarget& target, std::vector<Cause>& causes);

}  // namespace caprock
