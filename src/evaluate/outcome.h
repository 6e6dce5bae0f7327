// What the sign-in log says about one policy (CA 1.15, 2.17).
#pragma once

#include "evaluate/demands.h"
#include "model/decision.h"

namespace caprock::evaluate {

// Bits of conditionalAccessConditions.
struct LogMasks {
  std::uint32_t satisfied = 0;
  std::uint32_t not_satisfied = 0;
};

// As logs show them: the resource first, then the subject, then all others together (CA 1.15.1).
LogMasks log_masks(const std::vector<ConditionResult>& conditions);

// `demands` are looked at where the policy may apply.
PolicyOutcome outcome_of(const Facts& facts, const Policy& policy, Match applies,
                         const Demands& demands);

}  // namespace caprock::evaluate
