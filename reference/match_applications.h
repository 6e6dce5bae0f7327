// `conditions.applications` (CA 2.4).
#pragma once

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// True when the list names the word `All`.
bool includes_all(const Applications& applications);

// True when the policy excludes something from its resources.
bool excludes_some(const Applications& applications);

// Named after what the policy targets: applications, user actions or authentication contexts.
ConditionResult match_applications(const Situation& situation, const Applications& applications);

}  // namespace caprock::reference
