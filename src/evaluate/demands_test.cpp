#include "evaluate/demands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum BuiltInControl;

const std::string k_unread = "policies[00000000-0000-4000-8000-000000000001].unread";

Demands demanded(const Policy& policy, const SignIn& sign_in, const Overrides& overrides = {}) {
  const Asked asked(tenant_with({policy}), sign_in);
  return demands_of(asked.facts, asked.policy(), overrides);
}

Judgement judged(const Policy& policy, const SignIn& sign_in) {
  const Asked asked(tenant_with({policy}), sign_in);
  return judgement_of(asked.policy(), demands_of(asked.facts, asked.policy(), {}));
}

SignIn with_mfa(SignIn sign_in = everyday_sign_in()) {
  sign_in.session.mfa_claim = true;
  return sign_in;
}

Policy unread_at(Policy policy, std::string pointer) {
  policy.unread = {{PolicyPart::grant_controls, std::move(pointer), "?"}};
  return policy;
}

TEST(Demands, NeedAllControlsOrOne) {  // CA 2.12.2
  const std::vector controls = {mfa, compliant_device};
  EXPECT_EQ(demanded(policy_with(controls, GrantOperator::all), with_mfa()).satisfied.match,
            Match::no);
  EXPECT_EQ(demanded(policy_with(controls, GrantOperator::any), with_mfa()).satisfied.match,
            Match::yes);
  EXPECT_EQ(demanded(policy_with({}), everyday_sign_in()).satisfied.match, Match::yes);
}

TEST(Demands, AreListedInTheOrderOfWorkingOffWithTheirCodes) {  // CA 2.12.3, 2.12.7 to 2.12.10
  Policy policy = policy_with({password_change, compliant_application, approved_application,
                               domain_joined_device, compliant_device, mfa});
  policy.grant_controls->terms_of_use = {TermsOfUseId("t")};
  policy.grant_controls->custom_authentication_factors = {CustomControlId("c")};
  const Demands demands = demanded(policy, everyday_sign_in());
  std::vector<int> codes;
  for (const Demand& demand : demands.controls) codes.push_back(demand.result.aadsts);
  EXPECT_THAT(codes, ElementsAre(50076, 53000, 53001, 53002, 53009, 50142, 50158, 50158));
}

TEST(Demands, TellWhyMfaOrADeviceIsMissing) {  // CA 2.12.7 to 2.12.9
  const auto code = [](const Policy& policy, const SignIn& sign_in) {
    return demanded(policy, sign_in).controls.at(0).result.aadsts;
  };
  SignIn sign_in = everyday_sign_in();
  sign_in.session.mfa_registered = false;
  EXPECT_EQ(code(policy_with({mfa}), sign_in), 50079);
  Policy risky = policy_with({mfa});
  risky.conditions.sign_in_risk_levels = {RiskLevel::none};
  EXPECT_EQ(code(risky, sign_in), 53004);
  EXPECT_EQ(code(risky, with_mfa(sign_in)), 0);
  EXPECT_EQ(code(policy_with({risk_remediation}), sign_in), 0);
  sign_in.device = {};
  EXPECT_EQ(code(policy_with({compliant_device}), sign_in), 50097);
}

TEST(Demands, AreMetAsTheSessionSays) {  // CA 2.12.6
  Policy policy = policy_with({approved_application, compliant_application, risk_remediation});
  policy.grant_controls->terms_of_use = {TermsOfUseId("T")};
  SignIn sign_in = everyday_sign_in();
  sign_in.session.approved_app = true;
  sign_in.session.app_protection = true;
  sign_in.session.risk_remediated = true;
  sign_in.session.terms_accepted = std::set{TermsOfUseId("t")};
  EXPECT_EQ(demanded(policy, sign_in).satisfied.match, Match::yes);
  sign_in.session.approved_app = {};
  sign_in.session.terms_accepted = {};
  EXPECT_THAT(demanded(policy, sign_in).satisfied.open,
              ElementsAre("session.approvedApp", "session.termsAccepted"));
}

TEST(Demands, NeverSatisfyABlock) {
  const Demands demands = demanded(policy_with({block, mfa}, GrantOperator::any), with_mfa());
  EXPECT_TRUE(demands.blocks);
  EXPECT_EQ(demands.satisfied.match, Match::no);
}

TEST(Demands, LeaveRoomForAControlThatIsNotUnderstood) {  // CA 2.12.12
  const auto satisfied = [](GrantOperator combine, const SignIn& sign_in) {
    return demanded(unread_at(policy_with({mfa}, combine), "/grantControls/builtInControls/1"),
                    sign_in)
        .satisfied;
  };
  EXPECT_EQ(satisfied(GrantOperator::any, with_mfa()).match, Match::yes);
  EXPECT_EQ(satisfied(GrantOperator::any, everyday_sign_in()).match, Match::unknown);
  EXPECT_EQ(satisfied(GrantOperator::all, everyday_sign_in()).match, Match::no);
  EXPECT_THAT(satisfied(GrantOperator::all, with_mfa()).open, ElementsAre(k_unread));
}

TEST(Demands, NeedBothReadingsOfAnUnreadOperatorToAgree) {  // CA 2.12.14
  const Policy policy =
      unread_at(policy_with({mfa, approved_application}), "/grantControls/operator");
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(demanded(policy, sign_in).satisfied.match, Match::no);
  sign_in.session.approved_app = true;
  EXPECT_THAT(demanded(policy, sign_in).satisfied.open, ElementsAre(k_unread));
  EXPECT_EQ(demanded(policy, with_mfa(sign_in)).satisfied.match, Match::yes);
  Policy nothing_known = unread_at(policy_with({}), "/grantControls");
  EXPECT_EQ(demanded(nothing_known, sign_in).satisfied.match, Match::unknown);
}

TEST(Demands, StandAsideForThoseOfAnotherPolicy) {  // CA 2.12.1.8, 2.12.11
  Overrides overrides;
  overrides.password_changes = Match::yes;
  overrides.strengths = Match::unknown;
  overrides.strengths_open = {"ipAddress"};
  EXPECT_EQ(demanded(policy_with({password_change}), everyday_sign_in(), overrides).satisfied.match,
            Match::yes);
  EXPECT_EQ(demanded(policy_with({mfa}), everyday_sign_in(), overrides).satisfied.match, Match::no);
  const Policy strength = policy_with_strength(k_phishing_resistant_strength);
  const Demands demands = demanded(strength, everyday_sign_in(), overrides);
  EXPECT_EQ(demands.satisfied.match, Match::unknown);
  EXPECT_THAT(demands.satisfied.open, ElementsAre("ipAddress"));
  EXPECT_EQ(demands.controls[0].result.control.name, "Phishing-resistant MFA");
}

TEST(Judgement, SaysWhatCanNeverBeMet) {  // CA 2.2.3
  const SignIn guest = from_elsewhere(everyday_sign_in(), ExternalKind::b2b_collaboration_guest);
  const std::vector controls = {mfa, compliant_device};
  const Judgement all = judged(policy_with(controls, GrantOperator::all), guest);
  EXPECT_TRUE(all.never_met);
  EXPECT_TRUE(all.may_block);
  const Judgement any = judged(policy_with(controls, GrantOperator::any), guest);
  EXPECT_FALSE(any.never_met);
  EXPECT_FALSE(any.may_block);
  EXPECT_TRUE(judged(policy_with({compliant_device}, GrantOperator::any), guest).never_met);
  EXPECT_FALSE(judged(policy_with({compliant_device}), everyday_sign_in()).never_met);
}

TEST(Judgement, SaysWhatMayBlock) {  // CA 2.2.4
  EXPECT_TRUE(judged(policy_with({block}), everyday_sign_in()).may_block);
  EXPECT_FALSE(judged(policy_with({mfa}), everyday_sign_in()).may_block);
  const Policy unread = unread_at(policy_with({mfa}), "/grantControls/builtInControls/1");
  EXPECT_TRUE(judged(unread, everyday_sign_in()).may_block);
  const Policy met =
      unread_at(policy_with({mfa}, GrantOperator::any), "/grantControls/builtInControls/1");
  EXPECT_FALSE(judged(met, with_mfa()).may_block);
}

TEST(Judgement, CarriesTheSession) {
  const Judgement judgement =
      judged(policy_with_frequency(1), refresh_after(std::chrono::hours(2)));
  EXPECT_EQ(judgement.satisfied, Match::yes);
  EXPECT_EQ(judgement.frequency, Match::yes);
  EXPECT_EQ(judgement.token_protection, Match::no);
}

}  // namespace
}  // namespace caprock::evaluate
