// Which resources a request is for, as policies see it (CA 2.3, 2.13, 2.15).
#pragma once

#include <vector>

#include "reference/situation.h"

namespace caprock::reference {

// Reads the tenant, sign-in and options of the situation; its audiences are not looked at.
std::vector<Audience> audiences_of(const Situation& situation);

}  // namespace caprock::reference
