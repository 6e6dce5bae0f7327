// Who demands a second factor of a token request (TS 5).
#pragma once

#include "token/checks.h"

namespace caprock {

// Security Defaults: who is asked every time (TS 5.3.1). Others are asked when Microsoft deems it
// necessary.
Match defaults_demand_mfa(const Checks& checks);

// TS 5.1.1
bool per_user_mfa_demands(const TokenWorld& world);

// TS 5.5.1
bool portal_demands_mfa(const TokenWorld& world, const TenantDemands& demands);

// Anything at all, policies as far as the options let them count (TS 5.2.3).
Match mfa_is_demanded(const Checks& checks);

}  // namespace caprock
