// Policies behind an error: named by it, or fitting what its code demands.
#pragma once

#include <vector>

#include "diagnose/suspects.h"

namespace caprock {

// Policies in the claims of the response and those that failed in the record. `tenant` may be null.
std::vector<Suspect> named_policies(const FoundError& error, const TenantSnapshot* tenant);

// Can a policy raise this code at all?
bool policies_raise(int code);

// Does the code say that a second factor was not shown? Settings raise these as well.
bool demands_mfa(int code);

// Policies of the tenant that demand what the code says was not met.
std::vector<Suspect> fitting_policies(const FoundError& error, const TenantSnapshot& tenant);

}  // namespace caprock
