// The definition of what Conditional Access means here: slow, plain, read aloud from
// docs/semantics/. Everything else must agree with it. Shares nothing with any other evaluator
// but the model and its data tables.
#pragma once

#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::reference {

// Decides one sign-in. Cost: proportional to policies times the groups and ids they name.
Decision decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                const EvaluationOptions& options = {});

}  // namespace caprock::reference
