// The one place where the program chooses what answers its questions.
#pragma once

#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Answers many questions about one tenant. REQUIRES: the tenant outlives it, unchanged.
class Decider {
 public:
  Decider(const TenantSnapshot& tenant, const EvaluationOptions& options)
      : tenant_(tenant), options_(options) {}

  Decision decide(const SignIn& sign_in) const;

 private:
  const TenantSnapshot& tenant_;
  EvaluationOptions options_;
};

}  // namespace caprock
