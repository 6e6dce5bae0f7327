// What two integrations of one tenant, or an integration and a policy, cannot both have.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "base/match.h"
#include "integration/connection_target.h"
#include "integration/decide.h"
#include "model/evidence.h"

namespace caprock {

// One of the two: a connection whose profile asks for something, or a policy of the tenant.
struct ConflictSide {
  std::string who;       // the connection's name, or the policy's
  std::string wants;     // in words
  std::string profile;   // its id; empty for a policy
  std::string document;  // in the profile; empty for a policy
  Evidence evidence = Evidence::vendor;
  Place where;  // of the connection in its file, or of the policy
};

struct Conflict {
  std::string about;  // `remembered multifactor authentication`
  ConflictSide one, other;
  std::string arrangement;  // what satisfies both, a sentence
  // Carried out on a copy of the tenant: do both get what they ask for, and does neither lose its
  // token to it within a year? Unknown where that cannot be told, with `because`.
  Match holds = Match::unknown;
  std::string because;
};

// In the order of the connections. Cost: two assessments and forecasts for each conflict, and one
// assessment for each connection.
std::vector<Conflict> find_conflicts(const std::vector<ConnectionTarget>& targets,
                                     const Decide& decide, Instant now);

}  // namespace caprock
