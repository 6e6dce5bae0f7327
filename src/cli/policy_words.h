// A policy in words, for people: who, what, under which conditions, what is demanded.
#pragma once

#include <string>

#include "model/tenant_snapshot.h"

namespace caprock {

struct PolicyWords {
  std::string state;       // as state_words says it
  std::string who;         // `all users except group Break glass`
  std::string what;        // `all resources except Office365`
  std::string conditions;  // `outside trusted locations; browser`; empty when there are none
  std::string controls;    // `block`, `require MFA or compliant device; sign-in frequency 8 hours`
  std::string unread;      // what is not understood; empty when all is
};

// Names of groups, users, roles, locations, apps and strengths come from the tenant when it has
// them; ids stand for what it lacks.
PolicyWords describe(const Policy& policy, const TenantSnapshot& tenant);

// `on`, `report-only`, `off`, `unknown (paused)`, `state not given`.
std::string state_words(const Policy& policy);

}  // namespace caprock
