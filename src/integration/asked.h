// What the policies ask of a connection, address by address.
#pragma once

#include <vector>

#include "integration/connection_target.h"
#include "integration/decide.h"
#include "model/token_life.h"

namespace caprock {

struct AskedAt {
  TenantDemands demands;
  bool from_trusted_ip = false;  // of the MFA service settings (TS 5.1.1)
};

// One for each address that stands for a part of the network (network_probes.h). Where only the
// name of the account is known, policies that list ids are asked for perhaps (CA 2.9).
// Cost: two decisions each.
std::vector<AskedAt> asked_of(const ConnectionTarget& target, const Decide& decide, Instant now);

}  // namespace caprock
