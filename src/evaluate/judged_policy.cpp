#include "evaluate/judged_policy.h"

#include <algorithm>

#include "compile/user_actions.h"
#include "evaluate/answers.h"
#include "evaluate/conditions.h"
#include "evaluate/outcome.h"

namespace caprock::evaluate {
namespace {

Applicability applicability(const Facts& facts, const CompiledPolicy& compiled, Explained which) {
  if (which == Explained::all) return explain(facts, compiled);
  const Match applies = match(facts, compiled);
  if (applies == Match::unknown) return explain(facts, compiled);
  return {applies, {}, compiled.fully_read};
}

JudgedPolicy with_conditions(const Facts& facts, const CompiledPolicy& compiled, Explained which) {
  const Policy& policy = *compiled.policy;
  Applicability found = applicability(facts, compiled, which);
  JudgedPolicy judged{compiled, {}, {}, {}};
  PolicyResult& result = judged.result;
  result.id = compiled.name;
  result.display_name = policy.display_name;
  result.state = policy.state;
  result.applies = found.applies;
  result.conditions = std::move(found.conditions);
  result.fully_read = found.fully_read;
  if (policy.grant_controls) result.combine = policy.grant_controls->combine;
  const LogMasks masks = log_masks(result.conditions);
  result.conditions_satisfied = masks.satisfied;
  result.conditions_not_satisfied = masks.not_satisfied;
  return judged;
}

// Policies that may be enforced, may apply and put controls of others aside. They demand their own
// control in any case, so nothing is lost.
struct Overriding {
  std::vector<const JudgedPolicy*> strengths;
  std::vector<const JudgedPolicy*> password_changes;
};

Overriding overriding_policies(const Facts& facts, const std::vector<JudgedPolicy>& all) {
  Overriding overriding;
  const auto& action = facts.sign_in.request.user_action;
  const bool registers = action && is_registration(*action);
  for (const JudgedPolicy& judged : all) {
    if (!judged.counts()) continue;
    const CompiledControls& controls = judged.compiled.controls;
    if (registers && controls.strengthens_registration) overriding.strengths.push_back(&judged);
    if (controls.remediates_risk) overriding.password_changes.push_back(&judged);
  }
  return overriding;
}

Answer some_other_applies(const std::vector<const JudgedPolicy*>& others,
                          const JudgedPolicy& judged) {
  Answer answer = certain(false);
  for (const JudgedPolicy* other : others)
    if (other != &judged)
      answer = either(std::move(answer), {other->result.applies, other->open_conditions()});
  return answer;
}

Overrides overrides_for(const Overriding& overriding, const JudgedPolicy& judged) {
  Overrides overrides;
  if (!overriding.strengths.empty() && judged.compiled.targets.includes_all) {
    Answer answer = some_other_applies(overriding.strengths, judged);
    overrides.strengths = answer.match;
    overrides.strengths_open = std::move(answer.open);
  }
  Answer answer = some_other_applies(overriding.password_changes, judged);
  overrides.password_changes = answer.match;
  overrides.password_changes_open = std::move(answer.open);
  return overrides;
}

void add_demands(JudgedPolicy& judged, const Facts& facts, const Overriding& overriding) {
  PolicyResult& result = judged.result;
  if (result.applies != Match::no) {
    judged.demands = demands_of(facts, judged.compiled, overrides_for(overriding, judged));
    judged.judgement = judgement_of(judged.compiled, judged.demands);
    result.satisfied = judged.judgement.satisfied;
    for (const Demand& demand : judged.demands.controls) result.controls.push_back(demand.result);
  }
  result.outcome = outcome_of(facts, *judged.compiled.policy, result.applies, judged.demands);
}

Match waits_for_mfa(const JudgedPolicy& judged) {
  if (!judged.counts()) return Match::no;
  Match missing = Match::no;
  for (const Demand& one : judged.demands.controls)
    if (one.rank == static_cast<int>(WorkingOrder::mfa))
      missing = any_of(missing, negate(one.result.met));
  return all_of(all_of(judged.result.applies, negate(judged.judgement.satisfied)), missing);
}

// CA 2.12.13: while MFA is pending, logs show terms of use as failed even if accepted before.
void mark_pending_terms(std::vector<JudgedPolicy>& all) {
  Match waits = Match::no;
  for (const JudgedPolicy& judged : all) waits = any_of(waits, waits_for_mfa(judged));
  if (waits == Match::no) return;
  for (JudgedPolicy& judged : all) {
    const auto& grants = judged.compiled.policy->grant_controls;
    if (grants && !grants->terms_of_use.empty() && judged.result.outcome == PolicyOutcome::success)
      judged.result.outcome =
          waits == Match::yes ? PolicyOutcome::failure : PolicyOutcome::undetermined;
  }
}

}  // namespace

std::vector<std::string> JudgedPolicy::open_conditions() const {
  std::vector<std::string> paths;
  for (const ConditionResult& condition : result.conditions)
    if (condition.match == Match::unknown)
      paths.insert(paths.end(), condition.undetermined_by.begin(), condition.undetermined_by.end());
  return paths;
}

std::vector<JudgedPolicy> judge_policies(const Facts& facts, Explained which) {
  std::vector<JudgedPolicy> all;
  all.reserve(facts.tenant.policies().size());
  for (const CompiledPolicy& compiled : facts.tenant.policies())
    all.push_back(with_conditions(facts, compiled, which));
  const Overriding overriding = overriding_policies(facts, all);
  for (JudgedPolicy& judged : all) add_demands(judged, facts, overriding);
  mark_pending_terms(all);
  return all;
}

}  // namespace caprock::evaluate
