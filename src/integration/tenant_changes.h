// Remedies carried out on a copy of a tenant. Nothing here ever writes to a real one.
#pragma once

#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

// The tenant and the connection as they would be after a remedy.
struct Changed {
  TenantSnapshot tenant;
  Connection connection;
};

// Carries out `remedy` on copies; `causes` names the policies it is for.
// Errors, as plain words in Error::message: why the remedy cannot be tried here.
Result<Changed> carry_out(const Remedy& remedy, const ConnectionTarget& target,
                          const std::vector<Cause>& causes, Instant now);

}  // namespace caprock
