// What this tenant accepts from a guest's home tenant (CA 2.19, TS 6.2).
#pragma once

#include "base/match.h"
#include "integration/connection_target.h"

namespace caprock {

// No for accounts that are not guests of another tenant. Unknown when the export lacks the
// cross-tenant settings, or when partners differ from the default: the home tenant is not known.
Match trusts_home_mfa(const ConnectionTarget& target);
Match trusts_home_devices(const ConnectionTarget& target);

}  // namespace caprock
