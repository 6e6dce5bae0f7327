// All that hits one connection in one version of a tenant, before any remedy is tried.
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

struct Assessment {
  Decision at_refresh;         // for the address with the worst verdict
  Decision at_sign_in;         // equals at_refresh for kinds that never sign in interactively
  std::vector<Cause> causes;   // worst first, one per policy, topic and moment
  std::vector<Cause> dormant;  // the same for report-only policies that are no rollout
  std::vector<std::string> notes;
  std::vector<std::string> missing;
  bool fully_evaluated = true;
};

// Cost: one decision per address of network_probes.h, and one for the interactive sign-in.
Assessment assess(const ConnectionTarget& target, const Decide& decide, Instant now);

// Ends the connection, or may: a warning or an error.
bool matters(const Cause& cause);

// Broken, unknown, at risk or ok, in this order of precedence (see Health).
Health health_of(const std::vector<Cause>& causes, Instant now);

}  // namespace caprock
