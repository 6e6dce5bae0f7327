// A connection of the tenant as the token engine sees it: what it holds, what the tenant is like,
// and what the policies ask of it.
#pragma once

#include <string>
#include <vector>

#include "integration/connection_target.h"
#include "integration/decide.h"
#include "model/token_life.h"

namespace caprock {

struct ConnectionStart {
  ConnectionLife life;         // from `now` on; its first request is at `now`
  bool sign_in_known = false;  // false: the last sign-in is taken to be at `now`
  bool mfa_time_known = false;
  std::vector<std::string> assumptions;  // what had to be taken for granted, for people
};

// One for each address that stands for a part of the network (network_probes.h): policies may ask
// different things of them. Cost: two decisions each.
std::vector<ConnectionStart> starts_of(const ConnectionTarget& target, const Decide& decide,
                                       Instant now);

}  // namespace caprock
