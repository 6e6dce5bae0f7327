// Which controls this kind of sign-in can never meet (CA 2.5, 2.12, 2.19).
#pragma once

#include "reference/grant_controls.h"
#include "reference/situation.h"

namespace caprock::reference {

OutOfReach reach_of(const Situation& situation, const Policy& policy, BuiltInControl control);

// `strength` is nullptr when nobody says what it is.
OutOfReach reach_of_strength(const Situation& situation, const Policy& policy,
                             const AuthenticationStrength* strength);

// Terms of use and custom controls: a page that a person must see.
OutOfReach reach_of_page(const Situation& situation);

// The control does not exist for this subject or request, so that no signal can meet it.
Finding is_impossible(const Situation& situation, BuiltInControl control);

// CA 2.12: policies about sign-in risk do not let people register their first method.
bool registration_is_refused(const Situation& situation, const Policy& policy);

}  // namespace caprock::reference
