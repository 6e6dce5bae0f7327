// Whether somebody is among those a policy is for, as far as the export says.
#pragma once

#include "base/match.h"
#include "lint/rule.h"

namespace caprock {

// By id, group and role (CA 2.9); what a policy says of external users is not looked at.
Match is_included(const Policy& policy, People::Row row, const LintInput& input);
Match is_excluded(const Policy& policy, People::Row row, const LintInput& input);
// Included and not excluded.
Match is_for(const Policy& policy, People::Row row, const LintInput& input);

// The group holds the person, through nested groups as well.
Match is_member(const GroupId& group, People::Row row, const People& people);

}  // namespace caprock
