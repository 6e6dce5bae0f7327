// Session controls: sign-in frequency, token protection, and all of them merged (CA 2.14).
#pragma once

#include <chrono>
#include <optional>

#include "evaluate/facts.h"
#include "model/decision.h"

namespace caprock::evaluate {

// The age of an authentication at which the policy's sign-in frequency is exceeded; nothing without
// one that is enabled and complete (CA 2.14.1, 2.14.2).
std::optional<std::chrono::seconds> frequency_limit(const Policy& policy);

// This request comes too long after the last authentication (CA 2.14.1).
Answer violates_frequency(const Facts& facts, const CompiledPolicy& policy);

// A bound token is wanted for what is asked, and the token is not bound (CA 2.14.7).
Answer violates_token_protection(const Facts& facts, const CompiledPolicy& policy);

// Adds the session controls of one more policy; the order of the calls is the tenant's.
void merge(SessionDemands& demands, const CompiledPolicy& policy, const EvaluationOptions& options);

}  // namespace caprock::evaluate
