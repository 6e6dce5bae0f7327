#include "evaluate/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Answer frequency(const Policy& policy, const SignIn& sign_in,
                 const EvaluationOptions& options = {}) {
  const Asked asked(tenant_with({policy}), sign_in, options);
  return violates_frequency(asked.facts, asked.policy());
}

TEST(SignInFrequency, IsExceededByMoreThanItsPeriod) {
  const Policy policy = policy_with_frequency(1);
  EXPECT_EQ(frequency(policy, refresh_after(hours(1))).match, Match::no);
  EXPECT_EQ(frequency(policy, refresh_after(hours(1) + seconds(1))).match, Match::yes);
  EXPECT_EQ(frequency(policy_with({}), refresh_after(hours(100))).match, Match::no);
}

TEST(SignInFrequency, EveryTimeAllowsFiveMinutes) {  // CA 2.14.1.2
  Policy policy = policy_with_frequency(1);
  policy.session_controls->sign_in_frequency->frequency_interval = FrequencyInterval::every_time;
  EXPECT_EQ(frequency(policy, refresh_after(minutes(5))).match, Match::no);
  EXPECT_EQ(frequency(policy, refresh_after(minutes(6))).match, Match::yes);
}

TEST(SignInFrequency, LooksAtTheSecondFactorToo) {  // CA 2.14.1.3, 2.14.1.4
  Policy policy = policy_with_frequency(1);
  SignIn sign_in = refresh_after(minutes(0));
  sign_in.session.last_secondary_authentication = *sign_in.at.value() - hours(2);
  EXPECT_EQ(frequency(policy, sign_in).match, Match::yes);
  sign_in = refresh_after(hours(2));
  sign_in.session.last_secondary_authentication = *sign_in.at.value();
  auto& control = *policy.session_controls->sign_in_frequency;
  control.authentication_type = FrequencyAuthentication::secondary;
  EXPECT_EQ(frequency(policy, sign_in).match, Match::no);
  sign_in.session.last_secondary_authentication = Signal<Instant>::absent();
  EXPECT_EQ(frequency(policy, sign_in).match, Match::yes) << "none at all is too old";
}

TEST(SignInFrequency, IsOpenByTheTimesThatMatter) {  // CA 2.14.1.9
  const Policy policy = policy_with_frequency(1);
  SignIn sign_in = refresh_after(hours(2));
  sign_in.session.last_secondary_authentication = {};
  EXPECT_EQ(frequency(policy, sign_in).match, Match::yes) << "the first factor is too old anyway";
  sign_in.session.last_primary_authentication = {};
  EXPECT_THAT(frequency(policy, sign_in).open, ElementsAre("session.lastPrimaryAuthentication",
                                                           "session.lastSecondaryAuthentication"));
  sign_in = refresh_after(hours(2));
  sign_in.at = {};
  EXPECT_THAT(frequency(policy, sign_in).open, ElementsAre("at"));
}

TEST(SignInFrequency, WaitsOnAConfidentialClientsRefresh) {  // CA 2.14.1.7
  const Policy policy = policy_with_frequency(1);
  SignIn sign_in = refresh_after(hours(2));
  sign_in.request.client_kind = ClientKind::confidential_client;
  EXPECT_EQ(frequency(policy, sign_in).match, Match::no);
  EvaluationOptions options;
  options.sif_confidential = SifConfidential::enforced;
  EXPECT_EQ(frequency(policy, sign_in, options).match, Match::yes);
  sign_in.request.client_kind = {};
  EXPECT_THAT(frequency(policy, sign_in).open, ElementsAre("clientKind"));
  sign_in.request.interactive = true;
  EXPECT_EQ(frequency(policy, sign_in).match, Match::yes);
}

TEST(SignInFrequency, ThatIsNotUnderstoodMayBeExceeded) {  // CA 2.14.8
  Policy policy = policy_with({});
  policy.unread = {
      {PolicyPart::session_controls, "/sessionControls/signInFrequency/type", "\"weeks\""}};
  const Answer answer = frequency(policy, refresh_after(minutes(1)));
  EXPECT_EQ(answer.match, Match::unknown);
  EXPECT_THAT(answer.open, ElementsAre("policies[00000000-0000-4000-8000-000000000001].unread"));
}

TEST(SignInFrequency, IsNotForWorkloads) {  // CA 2.14.1.8
  SignIn sign_in = refresh_after(hours(2));
  sign_in.subject.kind = SubjectKind::service_principal;
  EXPECT_EQ(frequency(policy_with_frequency(1), sign_in).match, Match::no);
}

Answer token_protection(const SignIn& sign_in, bool unread = false) {
  Policy policy = policy_with({});
  policy.session_controls.emplace();
  policy.session_controls->secure_sign_in_session = !unread;
  if (unread)
    policy.unread = {{PolicyPart::session_controls, "/sessionControls/secureSignInSession", "?"}};
  const Asked asked(tenant_with({policy}), sign_in);
  return violates_token_protection(asked.facts, asked.policy());
}

TEST(TokenProtection, RefusesUnboundTokensForTheResourcesItCovers) {  // CA 2.14.7
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(token_protection(sign_in).match, Match::yes);
  sign_in.request.resources = {AppId("a9900001-0000-4000-8000-00000000003f")};
  EXPECT_EQ(token_protection(sign_in).match, Match::no);
  sign_in = everyday_sign_in();
  sign_in.session.bound_token = true;
  EXPECT_EQ(token_protection(sign_in).match, Match::no);
  EXPECT_EQ(token_protection(sign_in, true).match, Match::no) << "bound is enough for anything";
}

TEST(TokenProtection, IsOpenByTokenResourceAndWhatIsUnread) {
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(token_protection(sign_in, true).match, Match::unknown);
  sign_in.session.bound_token = {};
  EXPECT_THAT(token_protection(sign_in).open, ElementsAre("session.boundToken"));
  sign_in.request.resources = {AppId("some.host.example")};
  EXPECT_THAT(token_protection(sign_in).open, ElementsAre("audiences", "session.boundToken"));
}

Policy policy_of(const SessionControls& controls) {
  Policy policy = policy_with({});
  policy.session_controls = controls;
  return policy;
}

SessionDemands merged(std::vector<SessionControls> controls,
                      const EvaluationOptions& options = {}) {
  std::vector<Policy> policies;
  for (const SessionControls& one : controls) policies.push_back(policy_of(one));
  const Asked asked(tenant_with(std::move(policies)), everyday_sign_in());
  SessionDemands demands;
  for (const CompiledPolicy& policy : asked.tenant.policies()) merge(demands, policy, options);
  return demands;
}

SessionControls every(int period, FrequencyAuthentication what) {
  SessionControls controls;
  controls.sign_in_frequency =
      SignInFrequency{true, FrequencyInterval::time_based, period, FrequencyUnit::hours, what};
  return controls;
}

TEST(MergedSession, TakesTheShortestPeriodAndNamesItsPolicies) {  // CA 2.14.1.1
  using enum FrequencyAuthentication;
  const SessionDemands demands =
      merged({every(8, secondary), every(2, secondary), every(4, secondary), every(2, secondary)});
  EXPECT_EQ(demands.sign_in_frequency, seconds(hours(2)));
  EXPECT_TRUE(demands.frequency_counts_secondary_only);
  ASSERT_EQ(demands.sign_in_frequency_by.size(), 2U);
  EXPECT_TRUE(demands.sign_in_frequency_by[1].text().ends_with("4"));
  EXPECT_FALSE(merged({every(2, secondary), every(2, primary_and_secondary)})
                   .frequency_counts_secondary_only);
  SessionControls incomplete = every(2, secondary);
  incomplete.sign_in_frequency->type.reset();
  EXPECT_FALSE(merged({incomplete}).sign_in_frequency);  // CA 2.14.2
}

TEST(MergedSession, LetsNeverBeatAlwaysUnlessTold) {  // CA 2.14.5
  const auto browser = [](PersistentBrowserMode mode) {
    SessionControls controls;
    controls.persistent_browser = PersistentBrowser{true, mode};
    return controls;
  };
  const std::vector both = {browser(PersistentBrowserMode::never),
                            browser(PersistentBrowserMode::always)};
  EXPECT_EQ(merged(both).persistent_browser, PersistentBrowserMode::never);
  EvaluationOptions options;
  options.persistent_browser_conflict = PersistentBrowserConflict::always;
  EXPECT_EQ(merged(both, options).persistent_browser, PersistentBrowserMode::always);
}

TEST(MergedSession, TakesTheMostRestrictiveAppControlUnlessTold) {  // CA 2.14.4
  const auto control = [](CloudAppSecurityType type) {
    SessionControls controls;
    controls.cloud_app_security = CloudAppSecurity{true, type};
    return controls;
  };
  using enum CloudAppSecurityType;
  const std::vector all = {control(monitor_only), control(block_downloads),
                           control(mcas_configured)};
  EXPECT_EQ(merged(all).cloud_app_security, block_downloads);
  EvaluationOptions options;
  options.cas_conflict = CloudAppSecurityConflict::first;
  EXPECT_EQ(merged(all, options).cloud_app_security, monitor_only);
}

TEST(MergedSession, SwitchesAccessEvaluationOffOnlyWithoutConditions) {  // CA 2.14.6
  const auto mode_of = [](CaeMode mode, bool conditional) {
    Policy policy = policy_with({});
    policy.session_controls.emplace();
    policy.session_controls->continuous_access_evaluation = mode;
    if (conditional) policy.conditions.user_risk_levels = {RiskLevel::high};
    const Asked asked(tenant_with({policy}), everyday_sign_in());
    SessionDemands demands;
    merge(demands, asked.policy(), {});
    return demands.continuous_access_evaluation;
  };
  EXPECT_EQ(mode_of(CaeMode::disabled, false), CaeMode::disabled);
  EXPECT_EQ(mode_of(CaeMode::disabled, true), std::nullopt);
  EXPECT_EQ(mode_of(CaeMode::strict_location, true), CaeMode::strict_location);
  SessionControls off, strict;
  off.continuous_access_evaluation = CaeMode::disabled;
  strict.continuous_access_evaluation = CaeMode::strict_enforcement;
  EXPECT_EQ(merged({strict, off}).continuous_access_evaluation, CaeMode::strict_enforcement);
}

TEST(MergedSession, KeepsWhatAnyPolicySays) {  // CA 2.14.3
  SessionControls one, other;
  one.application_enforced_restrictions = true;
  other.secure_sign_in_session = true;
  other.disable_resilience_defaults = true;
  const SessionDemands demands = merged({one, other, {}});
  EXPECT_TRUE(demands.application_enforced_restrictions);
  EXPECT_TRUE(demands.token_protection);
  EXPECT_TRUE(demands.disable_resilience_defaults);
  EXPECT_EQ(merged({{}}), SessionDemands{});
}

}  // namespace
}  // namespace caprock::evaluate
