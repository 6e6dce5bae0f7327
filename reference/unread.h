// What of an object was not understood, and which of its members that leaves open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/policy.h"

namespace caprock::reference {

// The path that stands for "a part of this policy is not understood here".
std::string unread_path(const Policy& policy);

// The unread part is the member, lies inside it, or contains it. Letter case does not count: some
// exports write every name with a capital (CA 1.2).
bool touches(const Unread& unread, std::string_view member);

bool touch(const std::vector<Unread>& unread, std::string_view member);

}  // namespace caprock::reference
