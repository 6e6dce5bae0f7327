#include "cli/decider.h"

#include "evaluate/decide.h"

namespace caprock {

Decision Decider::decide(const SignIn& sign_in) const { return evaluate::decide(tenant_, sign_in); }

Decision Decider::decide_under(const EvaluationOptions& options, const SignIn& sign_in) const {
  const std::shared_ptr<const TenantSnapshot> borrowed(std::shared_ptr<void>(),
                                                       &tenant_.snapshot());
  return evaluate::decide(CompiledTenant(borrowed, tenant_.shared_people(), options), sign_in);
}

Decision decide_once(const TenantSnapshot& tenant, const SignIn& sign_in,
                     const EvaluationOptions& options) {
  return evaluate::decide(tenant, sign_in, options);
}

}  // namespace caprock
