// Multifactor authentication and authentication strengths (CA 2.12, 2.12.1).
#pragma once

#include "model/controls.h"
#include "reference/finding.h"
#include "reference/situation.h"

namespace caprock::reference {

// What a session proves. For people of this tenant, and for guests without an Entra home tenant,
// `Session::methods` and `Session::mfa_claim` say what was proved here. For B2B users from an Entra
// tenant they say what was proved at home; they count only when this tenant trusts the home
// tenant's MFA (CA 2.19), and then only the kinds of method that travel (CA 2.12.1).
Finding has_mfa(const Situation& situation);

Finding meets_strength(const Situation& situation, const StrengthReference& reference);

// The strength, from the tenant, the built-in ones or the policy's own copy; nullptr if nobody
// says what it is.
std::optional<AuthenticationStrength> strength_of(const Situation& situation,
                                                  const StrengthReference& reference);

// False when people who prove themselves here with guests' methods (SMS, voice, push, software
// token) can never meet it (CA 2.12.1).
bool guests_can_meet_here(const AuthenticationStrength& strength);

}  // namespace caprock::reference
