// A policy in words, for people: one sentence an auditor can read, and the parts it is made of.
#pragma once

#include <string>

#include "model/tenant_snapshot.h"

namespace caprock {

// Long lists of names: the first three and how many more there are, or every one.
enum class Detail { brief, whole };

struct PolicyWords {
  std::string state;       // as state_words says it
  std::string who;         // `all users (except the members of the group `Break glass`)`
  std::string what;        // `access to all resources (except `Mio`)`
  std::string conditions;  // `from any location (except trusted locations), at high user risk`
  std::string controls;  // `requires a compliant device; it also requires a new sign-in every day`
  std::string unread;    // where something is not understood; empty when all is
  std::string sentence;  // all of it: `On: for all users, access to ..., is blocked.`
};

// Names of groups, users, roles, locations, apps and strengths come from the tenant when it has
// them, those of built-in roles and Microsoft's apps from tables; ids stand for what they lack.
PolicyWords describe(const Policy& policy, const TenantSnapshot& tenant, Detail detail);

// `on`, `report-only`, `off`, `unknown (paused)`, `state not given`.
std::string state_words(const Policy& policy);

}  // namespace caprock
