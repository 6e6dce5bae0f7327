// What the sign-in log says about one policy (CA 1.15, 2.11, 2.17).
#pragma once

#include "reference/finding.h"
#include "reference/grant_controls.h"
#include "reference/situation.h"

namespace caprock::reference {

struct LogMasks {
  std::uint32_t satisfied = 0;
  std::uint32_t not_satisfied = 0;
};

// The masks as logs show them: applications first, then the subject, then all others together.
LogMasks log_masks(const std::vector<ConditionResult>& conditions);

// The result word. `session` says whether a session control of the policy stops this request.
PolicyOutcome outcome_of(const Situation& situation, const Policy& policy, Match applies,
                         const Demands& demands, Match session);

}  // namespace caprock::reference
