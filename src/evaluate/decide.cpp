#include "evaluate/decide.h"

#include <algorithm>

#include "base/text.h"
#include "evaluate/facts.h"
#include "evaluate/judged_policy.h"
#include "evaluate/session.h"
#include "evaluate/verdict.h"

namespace caprock::evaluate {
namespace {

// CA 2.11.11: taken as report-only, and may be more.
bool is_partial_rollout(const Policy& policy) {
  const auto is_state = [](const Unread& one) {
    return equal_ignoring_case(one.pointer, "/state");
  };
  return policy.state == PolicyState::enabled_for_reporting &&
         std::any_of(policy.unread.begin(), policy.unread.end(), is_state);
}

// CA 2.2.13: the policy may apply, and parts of it were not understood.
bool is_in_doubt(const JudgedPolicy& judged) {
  return !judged.result.fully_read && judged.result.applies != Match::no &&
         (judged.compiled.may_be_enforced() || is_partial_rollout(*judged.compiled.policy));
}

Decision decide_described(const CompiledTenant& tenant, const SignIn& sign_in, Explained which) {
  const Facts facts = gather(tenant, sign_in);
  std::vector<JudgedPolicy> all = judge_policies(facts, which);
  Decision decision;
  give_verdict(decision, facts, all);
  decision.fully_evaluated = std::none_of(all.begin(), all.end(), is_in_doubt);
  for (const Audience& audience : facts.audiences)
    if (audience.is_certain()) decision.audiences.push_back(audience.app);
  decision.policies.reserve(all.size());
  for (JudgedPolicy& judged : all) {
    if (judged.applies()) merge(decision.session, judged.compiled, tenant.options());
    decision.policies.push_back(std::move(judged.result));
  }
  return decision;
}

Decision decide_completed(const CompiledTenant& tenant, const SignIn& sign_in, Explained which) {
  const std::optional<SignIn> complete = completed(tenant, sign_in);
  return decide_described(tenant, complete ? *complete : sign_in, which);
}

}  // namespace

Decision decide(const CompiledTenant& tenant, const SignIn& sign_in) {
  return decide_completed(tenant, sign_in, Explained::all);
}

Decision decide_without_reasons(const CompiledTenant& tenant, const SignIn& sign_in) {
  return decide_completed(tenant, sign_in, Explained::open);
}

Decision decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                const EvaluationOptions& options) {
  return decide(compile_borrowed(tenant, options), sign_in);
}

}  // namespace caprock::evaluate
