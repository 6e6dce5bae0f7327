// Which conditions of a policy the parts that were not understood leave open (CA 2.11).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/policy.h"

namespace caprock {

// The unread part is the member, lies inside it, or contains it. Letter case does not count: some
// exports write every name with a capital (CA 1.2).
bool touches(const Unread& unread, std::string_view member);
bool touch(const std::vector<Unread>& unread, std::string_view member);

// Something of these parts of the policy was not understood.
bool has_unread(const Policy& policy, std::initializer_list<PolicyPart> parts);

}  // namespace caprock
