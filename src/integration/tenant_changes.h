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

// A policy for this account alone and all resources, with these controls; a sign-in frequency is
// one of every time. Topics that are no control of a policy are left out.
Policy own_policy_with(const ConnectionTarget& target, const std::vector<ControlTopic>& controls);

}  // namespace caprock
