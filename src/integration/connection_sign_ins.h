// The token requests of a connection, described for an evaluator.
#pragma once

#include <vector>

#include "base/instant.h"
#include "integration/connection_target.h"
#include "model/sign_in.h"

namespace caprock {

struct ConnectionSignIns {
  // The next silent request: one for each address that stands for a part of the network
  // (network_probes.h), or one with the address unknown.
  std::vector<SignIn> refresh;
  // The next sign-in by a person, from a place and device nobody knows yet. Empty for kinds that
  // never have one (passwords, app-only).
  std::vector<SignIn> interactive;
};

// Risk is "none" throughout: no export tells the next sign-in's risk, and leaving it unknown would
// make every risk policy undecided. Policies that wait for a risk are reported apart (causes.h).
ConnectionSignIns sign_ins_of(const ConnectionTarget& target, Instant now);

}  // namespace caprock
