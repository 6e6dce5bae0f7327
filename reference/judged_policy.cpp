#include "reference/judged_policy.h"

#include <algorithm>

#include "base/text.h"
#include "reference/applicability.h"
#include "reference/match_applications.h"
#include "reference/outcome.h"
#include "reference/session_controls.h"
#include "reference/strengths.h"

namespace caprock::reference {
namespace {

bool has_control(const Policy& policy, BuiltInControl control) {
  if (!policy.grant_controls) return false;
  const auto& controls = policy.grant_controls->built_in_controls;
  return std::find(controls.begin(), controls.end(), control) != controls.end();
}

bool targets(const Policy& policy, std::string_view action) {
  const auto& actions = policy.conditions.applications.include_user_actions;
  return std::any_of(actions.begin(), actions.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, action); });
}

bool sets_registration_strength(const Situation& situation, const Policy& policy) {
  constexpr std::string_view k_register = "urn:user:registersecurityinfo";
  const auto& action = situation.sign_in.request.user_action;
  return action && equal_ignoring_case(*action, k_register) && targets(policy, k_register) &&
         policy.grant_controls && policy.grant_controls->authentication_strength;
}

Finding whether_applies(const JudgedPolicy& judged) {
  if (judged.result.applies != Match::unknown) return found(judged.result.applies == Match::yes);
  return {Match::unknown, {}, {}, judged.open_conditions()};
}

// CA 2.12.1 and 2.12: what other enabled policies put aside in this one. The other policy demands
// its own control in any case, so nothing is lost.
Overrides overrides_for(const Situation& situation, const std::vector<JudgedPolicy>& all,
                        const Policy& policy) {
  Overrides overrides;
  const bool for_all = includes_all(policy.conditions.applications);
  for (const JudgedPolicy& other : all) {
    if (!other.may_be_enforced() || &other.policy == &policy) continue;
    if (for_all && sets_registration_strength(situation, other.policy))
      overrides.strengths = any_of({overrides.strengths, whether_applies(other)});
    if (has_control(other.policy, BuiltInControl::risk_remediation))
      overrides.password_changes = any_of({overrides.password_changes, whether_applies(other)});
  }
  return overrides;
}

bool has_unread_strength(const Situation& situation, const Policy& policy) {
  if (!policy.grant_controls || !policy.grant_controls->authentication_strength) return false;
  const auto strength = strength_of(situation, *policy.grant_controls->authentication_strength);
  return strength && !strength->unread.empty();
}

JudgedPolicy with_conditions(const Situation& situation, const Policy& policy) {
  JudgedPolicy judged{policy, {}, {}, {}, {}};
  PolicyResult& result = judged.result;
  result.id = name_of(policy);
  result.display_name = policy.display_name;
  result.state = policy.state;
  result.conditions = match_policy(situation, policy);
  result.applies = Match::yes;
  for (const ConditionResult& condition : result.conditions)
    result.applies = caprock::all_of(result.applies, condition.match);
  const LogMasks masks = log_masks(result.conditions);
  result.conditions_satisfied = masks.satisfied;
  result.conditions_not_satisfied = masks.not_satisfied;
  result.fully_read = policy.fully_read() && !has_unreadable_filter(policy) &&
                      !has_unread_strength(situation, policy);
  if (policy.grant_controls) result.combine = policy.grant_controls->combine;
  return judged;
}

void add_demands(JudgedPolicy& judged, const Situation& situation,
                 const std::vector<JudgedPolicy>& all) {
  PolicyResult& result = judged.result;
  if (result.applies != Match::no) {
    judged.demands =
        demands_of(situation, judged.policy, overrides_for(situation, all, judged.policy));
    judged.frequency = violates_frequency(situation, judged.policy);
    judged.token_protection = violates_token_protection(situation, judged.policy);
    for (const DemandedControl& demand : judged.demands.controls)
      result.controls.push_back(demand.result);
    result.satisfied = judged.demands.satisfied;
  }
  const Match session = caprock::any_of(judged.frequency.match, judged.token_protection.match);
  result.outcome = outcome_of(situation, judged.policy, result.applies, judged.demands, session);
}

Match waits_for_mfa(const JudgedPolicy& judged) {
  if (!judged.may_be_enforced()) return Match::no;
  Match missing = Match::no;
  for (const DemandedControl& one : judged.demands.controls)
    if (one.rank == 1) missing = caprock::any_of(missing, caprock::negate(one.result.met));
  const Match unmet = caprock::negate(judged.demands.satisfied);
  return caprock::all_of(judged.result.applies, caprock::all_of(unmet, missing));
}

bool has_terms(const Policy& policy) {
  return policy.grant_controls && !policy.grant_controls->terms_of_use.empty();
}

// CA 2.12: while MFA is pending, logs show terms of use as failed even if accepted before.
void mark_pending_terms(std::vector<JudgedPolicy>& all) {
  Match waits = Match::no;
  for (const JudgedPolicy& judged : all) waits = caprock::any_of(waits, waits_for_mfa(judged));
  if (waits == Match::no) return;
  for (JudgedPolicy& judged : all)
    if (has_terms(judged.policy) && judged.result.outcome == PolicyOutcome::success)
      judged.result.outcome =
          waits == Match::yes ? PolicyOutcome::failure : PolicyOutcome::undetermined;
}

}  // namespace

std::vector<std::string> JudgedPolicy::open_conditions() const {
  std::vector<std::string> paths;
  for (const ConditionResult& condition : result.conditions)
    if (condition.match == Match::unknown)
      paths.insert(paths.end(), condition.undetermined_by.begin(), condition.undetermined_by.end());
  return paths;
}

std::vector<JudgedPolicy> judge_policies(const Situation& situation) {
  std::vector<JudgedPolicy> all;
  for (const Policy& policy : situation.tenant.policies.items)
    all.push_back(with_conditions(situation, policy));
  for (JudgedPolicy& judged : all) add_demands(judged, situation, all);
  mark_pending_terms(all);
  return all;
}

}  // namespace caprock::reference
