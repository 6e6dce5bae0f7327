// Device filters and the older lists of devices and states (CA 2.7).
#pragma once

#include <optional>

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/people.h"
#include "reference/situation.h"

namespace caprock::reference {

// The device is marked compliant, or is hybrid joined. For people from another organisation only if
// that claim of their home tenant is trusted (CA 2.19).
Finding is_compliant(const Situation& situation);
Finding is_hybrid_joined(const Situation& situation);

// Nothing when the policy has neither a device filter nor lists.
std::optional<ConditionResult> match_devices(const Situation& situation,
                                             const Conditions& conditions);

}  // namespace caprock::reference
