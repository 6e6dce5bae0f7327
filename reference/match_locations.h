// `conditions.locations` (CA 2.6).
#pragma once

#include "model/conditions.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

ConditionResult match_locations(const Situation& situation, const Locations& locations);

// The input whose absence stops access: a position that the authenticator did not give.
inline constexpr std::string_view k_gps_path = "gps";

}  // namespace caprock::reference
