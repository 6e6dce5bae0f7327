// Which policies have this connection among the users or workloads they are for, whatever else
// they ask.
#pragma once

#include <functional>
#include <set>

#include "integration/assessment.h"
#include "integration/connection_target.h"

namespace caprock {

// The controls of a policy, as topics.
std::set<ControlTopic> topics_of(const Policy& policy);

// Does the policy refuse the device code flow, for whom it is for?
Match blocks_device_code(const Policy& policy);

// Is the policy for this account alone, with no role, guest kind or other account? Unknown for a
// policy for groups: they may hold nothing but accounts of this product.
Match is_own_policy(const Policy& policy, const ConnectionTarget& target);

// Is there an enabled policy that is for this account, among others or alone, and that `wanted`
// accepts? Unknown where either cannot be told.
Match any_policy_for_it(const ConnectionTarget& target, const Decision& decision,
                        const std::function<Match(const Policy&)>& wanted);

// The same, of enabled policies whose every condition matches the sign-in.
Match any_policy_applies(const ConnectionTarget& target, const Decision& decision,
                         const std::function<Match(const Policy&)>& wanted);

}  // namespace caprock
