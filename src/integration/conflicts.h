// What two integrations of one tenant, or an integration and a policy, cannot both have.
#pragma once

#include <string>
#include <vector>

#include "base/match.h"
#include "model/evidence.h"

namespace caprock {

// One of the two: a connection whose profile asks for something, or a policy of the tenant.
struct ConflictSide {
  std::string who;       // the connection's name, or the policy's
  std::string wants;     // in words
  std::string profile;   // its id; empty for a policy
  std::string document;  // in the profile; empty for a policy
  Evidence evidence = Evidence::vendor;
};

struct Conflict {
  std::string about;  // `remembered multifactor authentication`
  ConflictSide one, other;
  std::string arrangement;  // what satisfies both, a sentence; empty where none is known
  // Carried out on a copy of the tenant: do both keep their tokens? Unknown where that cannot be
  // told, with `because`.
  Match holds = Match::unknown;
  std::string because;
};

}  // namespace caprock
