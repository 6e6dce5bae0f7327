// Which controls this kind of sign-in can never meet (CA 2.5, 2.10, 2.16, 2.19).
#pragma once

#include "evaluate/demands.h"
#include "evaluate/facts.h"

namespace caprock::evaluate {

OutOfReach reach_of(const Facts& facts, const Policy& policy, BuiltInControl control);

// `strength` is nullptr if nobody describes it.
OutOfReach reach_of_strength(const Facts& facts, const Policy& policy,
                             const AuthenticationStrength* strength);

// Terms of use and custom controls: a page that a person must see.
OutOfReach reach_of_page(const Facts& facts);

// No signal can say that the control is met: it does not exist for this subject or request.
Answer exists_for(const Facts& facts, BuiltInControl control);

// CA 2.12.8: policies about sign-in risk let nobody register a first method.
bool registration_is_refused(const Facts& facts, const Policy& policy);

}  // namespace caprock::evaluate
