// What a profile asks of the tenant beside the general rules, and whether it is so.
#pragma once

#include <string>
#include <vector>

#include "integration/assessment.h"
#include "integration/connection_target.h"
#include "integration/decide.h"

namespace caprock {

// Is the requirement met, as far as the export and the connections file say?
// Cost: at most one decision per resource of the connection.
Match is_met(const Requirement& requirement, const ConnectionTarget& target,
             const Assessment& assessment, const Decide& decide, Instant now);

// The requirements of the profile that are about this connection, in the order of the file.
std::vector<const Requirement*> requirements_of(const ConnectionTarget& target);

// One line per requirement: met, not met, or not known from this export.
std::vector<std::string> requirement_notes(const ConnectionTarget& target,
                                           const Assessment& assessment, const Decide& decide,
                                           Instant now);

}  // namespace caprock
