// Whether an authentication is too old for the policies that ask for a fresh one (TS 3).
#pragma once

#include "reference/token_hearing.h"

namespace caprock::reference {

// What sign-in frequency has to say of the request, apart from what is said of it so far.
TokenAnswer heard_frequency(const Hearing& hearing);

}  // namespace caprock::reference
