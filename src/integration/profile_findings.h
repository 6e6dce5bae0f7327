// What is doubtful in a profile that is well formed.
#pragma once

#include <vector>

#include "base/error.h"
#include "integration/profile.h"

namespace caprock {

// Warnings, profile.doubtful: an effect that nothing is offered against, a remedy of the vendor
// behind one of ours, a sign-in asked of accounts that nobody can sign in as.
std::vector<Diagnostic> profile_findings(const Profile& profile);

}  // namespace caprock
