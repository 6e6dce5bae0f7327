// What a policy says about itself, the same for every sign-in (CA 2.11).
#pragma once

#include "compile/compiled_policy.h"
#include "model/evaluation_options.h"

namespace caprock {

// Fills in the policy's own reasons, what of it is not understood, and which conditions that leaves
// in doubt. REQUIRES: its subjects, targets, filters and controls are filled in.
void add_own_reasons(CompiledPolicy& compiled, const EvaluationOptions& options);

}  // namespace caprock
