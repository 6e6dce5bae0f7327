// Switches outside Conditional Access that end tokens all the same: Security Defaults, per-user
// multifactor authentication and "remember multifactor authentication" (TS 5.1 to 5.3).
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

// Does the account hold a role that Security Defaults list? Unknown when nobody says (TS 5.3.1).
Match holds_admin_role(const ConnectionTarget& target);

bool is_synchronization_account(const ConnectionTarget& target);

// From the export, or no where policies are on: the two exclude each other (TS 5.3.2).
Match security_defaults_are_on(const TenantSnapshot& tenant);

// The profile wants per-user MFA to be disabled, the export does not say whether it is, and the
// token has no second factor for certain (TS 5.1.1).
bool per_user_mfa_is_open(const ConnectionTarget& target);

// The call comes from a trusted IP of the MFA service settings.
bool from_trusted_ip(const TenantSnapshot& tenant, const SignIn& sign_in);

struct SwitchFindings {
  std::vector<Cause> causes;
  std::vector<std::string> notes;
  std::vector<std::string> missing;  // settings the export does not have
};

// `policy_causes` and `decision` tell whether a policy demands a second factor, which is what the
// age of a remembered one hangs on. Findings about a setting that is not exported are causes of
// unknown certainty only when the profile asks for that setting; otherwise they are only `missing`.
SwitchFindings switch_findings(const ConnectionTarget& target, const SignIn& refresh,
                               const Decision& decision, Instant now);

}  // namespace caprock
