// Switches outside Conditional Access that end tokens all the same: Security Defaults, per-user
// multifactor authentication and "remember multifactor authentication" (TS 5.1 to 5.3).
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

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
