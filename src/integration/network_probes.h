// Which addresses of a network range stand for all of it.
#pragma once

#include <vector>

#include "base/ip.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// The first and the last address of `range`, and inside it both sides of the borders of every named
// location and trusted range of the tenant: between two neighbours of them no policy sees a
// difference (CA 2.6, TS 5.2).
std::vector<IpAddress> addresses_to_try(const IpRange& range, const TenantSnapshot& tenant);

}  // namespace caprock
