#include "evaluate/outcome.h"

#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using enum BuiltInControl;
using MaskPair = std::pair<std::uint32_t, std::uint32_t>;

MaskPair masks(std::vector<std::pair<Condition, Match>> matches) {
  std::vector<ConditionResult> conditions;
  for (const auto& [condition, match] : matches) {
    conditions.emplace_back().condition = condition;
    conditions.back().match = match;
  }
  const LogMasks result = log_masks(conditions);
  return {result.satisfied, result.not_satisfied};
}

TEST(LogMasks, StopBehindTheStageThatFails) {  // CA 1.15.1
  using enum Condition;
  EXPECT_EQ(masks({{applications, Match::no}, {users, Match::yes}}), MaskPair(0, 1));
  EXPECT_EQ(masks({{applications, Match::yes}, {users, Match::no}, {platforms, Match::no}}),
            MaskPair(1, 2));
  EXPECT_EQ(masks({{applications, Match::yes},
                   {users, Match::yes},
                   {client_app_types, Match::yes},
                   {platforms, Match::no},
                   {locations, Match::no}}),
            MaskPair(19, 1036));
  EXPECT_EQ(masks({{applications, Match::unknown}, {users, Match::yes}}), MaskPair(0, 0));
}

TEST(LogMasks, OfDisabledPoliciesAreEmpty) {  // CA 1.15.5
  using enum Condition;
  EXPECT_EQ(masks({{state, Match::no}, {applications, Match::yes}, {users, Match::yes}}),
            MaskPair(0, 0));
}

PolicyOutcome outcome(Policy policy, PolicyState state, const SignIn& sign_in,
                      Match applies = Match::yes, EvaluationMode mode = EvaluationMode::strict) {
  policy.state = state;
  EvaluationOptions options;
  options.mode = mode;
  const Asked asked(tenant_with({policy}), sign_in, options);
  const Demands demands = demands_of(asked.facts, asked.policy(), {});
  return outcome_of(asked.facts, *asked.policy().policy, applies, demands);
}

PolicyOutcome report_only(const Policy& policy, const SignIn& sign_in = everyday_sign_in()) {
  return outcome(policy, PolicyState::enabled_for_reporting, sign_in);
}

TEST(Outcome, OfAnEnabledPolicyIsWhatHappened) {  // CA 2.17.1, 2.17.5
  const auto of = [](const SignIn& sign_in, Match applies) {
    return outcome(policy_with({mfa}), PolicyState::enabled, sign_in, applies);
  };
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(of(sign_in, Match::yes), PolicyOutcome::failure);
  EXPECT_EQ(of(sign_in, Match::no), PolicyOutcome::not_applied);
  EXPECT_EQ(of(sign_in, Match::unknown), PolicyOutcome::undetermined);
  sign_in.session.mfa_claim = true;
  EXPECT_EQ(of(sign_in, Match::yes), PolicyOutcome::success);
  EXPECT_EQ(outcome(policy_with({mfa}), PolicyState::disabled, sign_in),
            PolicyOutcome::not_enabled);
}

TEST(Outcome, OfAReportOnlyPolicyTellsWhetherAPersonCouldHelp) {  // CA 2.17.2
  const std::vector both = {mfa, compliant_device};
  EXPECT_EQ(report_only(policy_with({block})), PolicyOutcome::report_only_failure);
  EXPECT_EQ(report_only(policy_with({mfa})), PolicyOutcome::report_only_interrupted);
  EXPECT_EQ(report_only(policy_with({compliant_device})), PolicyOutcome::report_only_failure);
  EXPECT_EQ(report_only(policy_with(both, GrantOperator::all)), PolicyOutcome::report_only_failure);
  EXPECT_EQ(report_only(policy_with(both, GrantOperator::any)),
            PolicyOutcome::report_only_interrupted);
  EXPECT_EQ(report_only(policy_with({})), PolicyOutcome::report_only_success);
}

TEST(Outcome, OfAnExceededFrequencyIsAnInterruption) {  // CA 2.17.3
  const SignIn late = refresh_after(std::chrono::hours(2));
  EXPECT_EQ(report_only(policy_with_frequency(1), late), PolicyOutcome::report_only_interrupted);
  EXPECT_EQ(outcome(policy_with_frequency(1), PolicyState::enabled, late), PolicyOutcome::failure);
}

TEST(Outcome, OfReportOnlyPoliciesForUserActionsIsShownByWhatIfAlone) {  // CA 2.17.4
  Policy policy = policy_with({block});
  policy.conditions.applications.include_user_actions = {"urn:user:registersecurityinfo"};
  EXPECT_EQ(report_only(policy), PolicyOutcome::report_only_not_applied);
  EXPECT_EQ(outcome(policy, PolicyState::enabled_for_reporting, everyday_sign_in(), Match::yes,
                    EvaluationMode::whatif),
            PolicyOutcome::report_only_failure);
}

}  // namespace
}  // namespace caprock::evaluate
