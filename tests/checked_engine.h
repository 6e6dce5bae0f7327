// The checked twin: decides twice and answers only if both agree. Takes the engine's place in any
// test, fuzz target or program.
#pragma once

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/sign_in.h"

namespace caprock {

// What the engine answers. Where the reference answers otherwise, reasons in words aside, the
// differences are printed and the process ends (base/assert.h). Cost: the reference's.
Decision checked_decide_compiled(const CompiledTenant& tenant, const SignIn& sign_in);
// Compiles and decides.
Decision checked_decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                        const EvaluationOptions& options);

}  // namespace caprock
