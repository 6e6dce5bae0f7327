// Which resources a request is for, as policies see it (CA 2.3, 2.13, 2.15).
#pragma once

#include "evaluate/facts.h"

namespace caprock::evaluate {

// Fills in the audiences, and what the old exemption of baseline scopes looks at.
// REQUIRES: tenant and sign-in stand.
void add_audiences(Facts& facts);

}  // namespace caprock::evaluate
