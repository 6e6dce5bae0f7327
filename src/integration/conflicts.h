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

// One of the two: connections whose profile asks for something, or a policy of the tenant.
struct ConflictSide {
  std::vector<std::string> who;  // names of the connections, or of the policy
  std::string wants;             // in words
  std::string profile;           // its id; empty for a policy
  std::string document;          // in the profile; empty for a policy
  Evidence evidence = Evidence::vendor;
  Place where;  // of the first connection in its file, or of the policy
};

struct Conflict {
  std::string about;  // `remembered multifactor authentication`
  ConflictSide one, other;
  std::string arrangement;  // what satisfies both, a sentence
  // Carried out on a copy of the tenant for every connection: do all get what they ask for, and
  // does none lose its token to it within a year? Unknown where that cannot be told, with
  // `because`.
  Match holds = Match::unknown;
  std::string because;
};

// One for each pair of statements that clash, and for each account where it is about one. Cost: for
// each connection in a conflict two assessments and four forecasts of a year.
std::vector<Conflict> find_conflicts(const std::vector<ConnectionTarget>& targets,
                                     const Decide& decide, Instant now);

}  // namespace caprock
