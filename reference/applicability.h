// Does a policy apply? Every condition, never stopping at the first that fails (CA 2.2, 2.11).
#pragma once

#include <vector>

#include "model/policy.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// The id that results use: templates have none and go by their name.
PolicyId name_of(const Policy& policy);

// Every configured condition in the order of `Condition`, and reasons of the policy's own (it is
// switched off, empty, invalid, or not understood).
std::vector<ConditionResult> match_policy(const Situation& situation, const Policy& policy);

// The policy's state is not wholly understood: it is taken as report-only, and may be more.
bool is_rolled_out_in_parts(const Policy& policy);

// A filter rule of the policy that is not in the grammar here.
bool has_unreadable_filter(const Policy& policy);

}  // namespace caprock::reference
