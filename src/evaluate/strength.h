// Multifactor authentication and authentication strengths (CA 2.12.1, 2.12.4, 2.19.2).
#pragma once

#include "evaluate/facts.h"
#include "model/controls.h"

namespace caprock::evaluate {

// The session carries MFA that counts here (CA 2.12.4).
Answer has_mfa(const Facts& facts);

// `strength` is what the one that `reference` names allows, nullptr if nobody describes it.
Answer meets_strength(const Facts& facts, const StrengthReference& reference,
                      const AuthenticationStrength* strength);

// False: people who prove themselves here with the few methods that guests have can never meet it
// (CA 2.12.1.7).
bool guests_can_meet_here(const AuthenticationStrength& strength);

}  // namespace caprock::evaluate
