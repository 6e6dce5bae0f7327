// Would it help? Each remedy of the profile, tried on a copy of the tenant.
#pragma once

#include <vector>

#include "integration/assessment.h"

namespace caprock {

// The profile's remedies for topics that hit this connection, in the profile's order. A remedy
// `helps: yes` ended every cause it is meant for when the connection was decided again.
// Cost: one assessment and one copy of the tenant per remedy.
std::vector<TriedRemedy> try_remedies(const ConnectionTarget& target, const Assessment& before,
                                      const Decide& decide, Instant now);

}  // namespace caprock
