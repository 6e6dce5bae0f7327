// One sign-in, decided with every reason (CA 2.2). Thread-safe; cost grows with the policies.
// For answers without reasons, thousands of times as many, see prepare.h.
#pragma once

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/sign_in.h"

namespace caprock::evaluate {

Decision decide(const CompiledTenant& tenant, const SignIn& sign_in);

// The same without the conditions and log masks of policies of which it is certain whether they
// apply: for whoever asks what comes of many sign-ins, and not why. Several times as fast.
Decision decide_without_reasons(const CompiledTenant& tenant, const SignIn& sign_in);

// Compiles and decides; for single questions.
Decision decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                const EvaluationOptions& options);

}  // namespace caprock::evaluate
