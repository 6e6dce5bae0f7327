#include "reference/decide.h"

#include "reference/applicability.h"
#include "reference/audiences.h"
#include "reference/judged_policy.h"
#include "reference/session_controls.h"
#include "reference/verdict.h"

namespace caprock::reference {
namespace {

// CA 1.14: in whatif mode a device that is not described does not exist. The other defaults stand
// with the conditions they belong to.
SignIn with_defaults(SignIn sign_in, EvaluationMode mode) {
  if (mode == EvaluationMode::whatif && sign_in.device.is_unknown())
    sign_in.device = Signal<Device>::absent();
  return sign_in;
}

// A policy with parts that are not understood here matters if it may apply.
bool is_fully_evaluated(const std::vector<JudgedPolicy>& all) {
  for (const JudgedPolicy& judged : all) {
    const bool matters = judged.may_be_enforced() || is_rolled_out_in_parts(judged.policy);
    if (matters && !judged.result.fully_read && judged.result.applies != Match::no) return false;
  }
  return true;
}

SessionDemands session_demands(const Situation& situation, const std::vector<JudgedPolicy>& all) {
  std::vector<NamedPolicy> applied;
  for (const JudgedPolicy& judged : all)
    if (judged.is_enforced() && judged.result.applies == Match::yes)
      applied.push_back({judged.result.id, judged.policy});
  return merge_session_controls(situation, applied);
}

}  // namespace

// CA 2.2, top to bottom.
Decision decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                const EvaluationOptions& options) {
  const SignIn completed = with_defaults(sign_in, options.mode);
  Situation situation{tenant, completed, options, {}};
  situation.audiences = audiences_of(situation);
  const std::vector<JudgedPolicy> all = judge_policies(situation);

  Decision decision;
  give_verdict(decision, situation, all);
  decision.session = session_demands(situation, all);
  decision.fully_evaluated = is_fully_evaluated(all);
  for (const Audience& audience : situation.audiences)
    if (audience.is_certain()) decision.audiences.push_back(audience.app);
  for (const JudgedPolicy& judged : all) decision.policies.push_back(judged.result);
  return decision;
}

}  // namespace caprock::reference
