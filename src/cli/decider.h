// What answers the questions of `check` and `what-if`, with every reason; many sign-ins at once are
// answered by brief_answers.h.
#pragma once

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Answers many questions about one tenant; what does not depend on the single question is done
// once. REQUIRES: the tenant outlives it, unchanged.
class Decider {
 public:
  Decider(const TenantSnapshot& tenant, const EvaluationOptions& options)
      : tenant_(compile_borrowed(tenant, options)) {}

  Decision decide(const SignIn& sign_in) const;

  // The same question under other options. Compiles everything but the people anew.
  Decision decide_under(const EvaluationOptions& options, const SignIn& sign_in) const;

 private:
  CompiledTenant tenant_;
};

// One question, for whoever asks about many tenants.
Decision decide_once(const TenantSnapshot& tenant, const SignIn& sign_in,
                     const EvaluationOptions& options);

}  // namespace caprock
