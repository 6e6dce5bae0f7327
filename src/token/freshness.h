// Authentications that are too long ago (TS 3, 5.2).
#pragma once

#include "token/checks.h"

namespace caprock {

// Sign-in frequency, then the age of a remembered second factor. In an outage sessions are renewed
// whatever their age (TS 4.3.1).
void check_freshness(Checks& checks);

}  // namespace caprock
