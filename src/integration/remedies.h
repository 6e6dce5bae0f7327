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

// The remedies that together end most, least exposure first; one that only postpones a cause comes
// last, when nothing ends that cause.
std::vector<FixStep> fix_for(const std::vector<Cause>& causes,
                             const std::vector<TriedRemedy>& remedies);

// What the exclusions of a fix open, and how to fence them; empty when it has none that matter.
std::string exposure_of_fix(const ConnectionTarget& target, const std::vector<FixStep>& fix,
                            const std::vector<Cause>& causes);

}  // namespace caprock
