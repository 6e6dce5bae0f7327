// The account and the app themselves: disabled, revoked, with a new password (TS 2).
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

// What the directory says of the account and the app; nothing where the export does not have them.
std::vector<Cause> account_state_causes(const ConnectionTarget& target);

// What is not read at all, although it may end the token.
std::vector<std::string> account_state_notes(const ConnectionTarget& target);

}  // namespace caprock
