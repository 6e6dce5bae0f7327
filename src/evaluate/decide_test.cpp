#include "evaluate/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/decide_fixture.h"

namespace caprock::evaluate {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum BuiltInControl;

Decision decided(std::vector<Policy> policies, const SignIn& sign_in,
                 const EvaluationOptions& options = {}) {
  return decide(tenant_with(std::move(policies)), sign_in, options);
}

// The last digits of the ids of the policies that decided.
std::string decided_by(const Decision& decision) {
  std::string digits;
  for (const PolicyId& id : decision.determined_by) digits += id.text().back();
  return digits;
}

// Only for sign-ins from the office.
Policy somewhere(Policy policy) {
  policy.conditions.locations = Locations{{k_office}, {}};
  return policy;
}

SignIn from_nowhere(SignIn sign_in = everyday_sign_in()) {
  sign_in.client.ip = {};
  return sign_in;
}

TEST(Decide, GrantsWhenNothingIsDemanded) {  // CA 2.2.9, 2.2.10
  const Decision decision = decided({policy_with({})}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::granted);
  EXPECT_THAT(decision.determined_by, IsEmpty());
  EXPECT_THAT(decision.audiences, ElementsAre(app_id(app::k_exchange_online)));
}

TEST(Decide, BlocksWhateverElseIsUnknown) {  // CA 2.2.1
  const Decision decision = decided(
      {somewhere(policy_with({mfa})), policy_with({block}), policy_with({mfa})}, from_nowhere());
  EXPECT_EQ(decision.verdict, Verdict::blocked);
  EXPECT_EQ(decision.aadsts, 53003);
  EXPECT_EQ(decided_by(decision), "2");
  EXPECT_THAT(decision.clauses, IsEmpty());
}

TEST(Decide, AFlowPolicyForEverythingKillsTheRefreshToken) {  // CA 2.8.6
  Policy policy = policy_with({block});
  policy.conditions.authentication_flows = AuthenticationFlows{1};
  SignIn sign_in = refresh_after(hours(1));
  sign_in.original_transfer_method = std::uint8_t{1};
  EXPECT_EQ(decided({policy}, sign_in).aadsts, 530036);
  sign_in.request.grant = GrantType::device_code;
  EXPECT_EQ(decided({policy}, sign_in).aadsts, 53003);
}

TEST(Decide, BlocksWhatCanNeverBeMet) {  // CA 2.2.3, 2.2.11
  SignIn guest = from_elsewhere(everyday_sign_in(), ExternalKind::b2b_collaboration_guest);
  const Decision device = decided({policy_with({mfa}), policy_with({compliant_device})}, guest);
  EXPECT_EQ(device.verdict, Verdict::blocked);
  EXPECT_EQ(device.aadsts, 53000);
  EXPECT_EQ(decided_by(device), "2");
  EXPECT_EQ(device.clauses.size(), 2U);
  const Decision app = decided({policy_with({approved_application})}, guest);
  EXPECT_EQ(app.aadsts, 53003);
  EXPECT_FALSE(app.policies[0].controls[0].attainable);
}

TEST(Decide, IsUndeterminedWhereAPolicyMayBlock) {  // CA 2.2.4
  const Decision decision =
      decided({somewhere(policy_with({block})), policy_with({mfa})}, from_nowhere());
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_EQ(decided_by(decision), "1");
  EXPECT_THAT(decision.undetermined_by, ElementsAre("ipAddress"));
  ASSERT_EQ(decision.clauses.size(), 1U) << "a block is no clause";
  EXPECT_TRUE(decision.clauses[0].certain);
}

TEST(Decide, NeedsControlsThatAreCertainlyMissing) {  // CA 2.2.5, 2.2.11, 2.2.12
  const Decision decision = decided({somewhere(policy_with({mfa})), policy_with({password_change}),
                                     policy_with({compliant_device, mfa}, GrantOperator::any)},
                                    from_nowhere());
  EXPECT_EQ(decision.verdict, Verdict::needs_controls);
  EXPECT_EQ(decided_by(decision), "23");
  EXPECT_EQ(decision.aadsts, 50076);
  ASSERT_EQ(decision.clauses.size(), 3U);
  EXPECT_FALSE(decision.clauses[0].certain);
  EXPECT_EQ(decision.clauses[2].controls.size(), 2U);
}

TEST(Decide, IsUndeterminedByWhatWouldTell) {  // CA 2.2.6
  SignIn sign_in = from_nowhere();
  sign_in.session.mfa_claim = {};
  sign_in.session.methods = {};
  const Decision decision =
      decided({somewhere(policy_with({approved_application})), policy_with({mfa})}, sign_in);
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_EQ(decided_by(decision), "12");
  EXPECT_THAT(decision.undetermined_by, ElementsAre("ipAddress", "session.mfaClaim"));
  EXPECT_EQ(decision.aadsts, 0);
}

TEST(Decide, AsksForReauthenticationWhenAllElseIsMet) {  // CA 2.2.7
  const Decision late = decided({policy_with_frequency(1)}, refresh_after(hours(2)));
  EXPECT_EQ(late.verdict, Verdict::needs_controls);
  EXPECT_EQ(late.aadsts, 70043);
  ASSERT_EQ(late.clauses.size(), 1U);
  EXPECT_EQ(late.clauses[0].controls[0].kind, ControlKind::reauthentication);
  SignIn sign_in = refresh_after(hours(2));
  sign_in.session.last_primary_authentication = {};
  EXPECT_THAT(decided({policy_with_frequency(1)}, sign_in).undetermined_by,
              ElementsAre("session.lastPrimaryAuthentication"));
}

TEST(Decide, RefusesATokenThatIsNotBound) {  // CA 2.2.8
  Policy policy = policy_with({});
  policy.session_controls.emplace();
  policy.session_controls->secure_sign_in_session = true;
  const Decision decision = decided({policy}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::blocked);
  EXPECT_EQ(decision.aadsts, 530084);
  EXPECT_TRUE(decision.session.token_protection);
}

TEST(Decide, BlocksWhereNobodyCanBeAskedForAPosition) {  // CA 2.2.2
  NamedLocation land;
  land.id = LocationId("10c00001-0000-4000-8000-000000000021");
  land.kind = CountryNamedLocation{{"NL"}, CountryLookupMethod::authenticator_app_gps, false};
  Policy policy = policy_with({mfa});
  policy.conditions.locations = Locations{{land.id}, {}};
  TenantSnapshot tenant = tenant_with({policy});
  tenant.named_locations.items = {land};
  SignIn sign_in = refresh_after(hours(1));
  const Decision unattended = decide(tenant, sign_in, {});
  EXPECT_EQ(unattended.verdict, Verdict::blocked);
  EXPECT_EQ(unattended.aadsts, 53003);
  sign_in.request.interactive = true;
  EXPECT_EQ(decide(tenant, sign_in, {}).verdict, Verdict::undetermined);
}

TEST(Decide, LeavesReportOnlyPoliciesOut) {
  Policy policy = policy_with({block});
  policy.state = PolicyState::enabled_for_reporting;
  const Decision decision = decided({policy}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::granted);
  EXPECT_EQ(decision.policies[0].outcome, PolicyOutcome::report_only_failure);
}

TEST(Decide, ShowsAcceptedTermsAsFailedWhileMfaIsPending) {  // CA 2.12.13
  Policy terms = policy_with({});
  terms.grant_controls.emplace();
  terms.grant_controls->terms_of_use = {TermsOfUseId("t")};
  SignIn sign_in = everyday_sign_in();
  sign_in.session.terms_accepted = std::set{TermsOfUseId("t")};
  EXPECT_EQ(decided({terms}, sign_in).policies[0].outcome, PolicyOutcome::success);
  const Decision pending = decided({terms, policy_with({mfa})}, sign_in);
  EXPECT_EQ(pending.policies[0].outcome, PolicyOutcome::failure);
  EXPECT_EQ(pending.policies[0].satisfied, Match::yes);
}

TEST(Decide, PutsAPasswordChangeAsideForRemediation) {  // CA 2.12.11
  const std::vector policies = {policy_with({password_change}), policy_with({risk_remediation})};
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(decided_by(decided(policies, sign_in)), "2");
  sign_in.session.risk_remediated = true;
  EXPECT_EQ(decided(policies, sign_in).verdict, Verdict::granted);
  const std::vector perhaps = {policies[0], somewhere(policies[1])};
  EXPECT_THAT(decided(perhaps, from_nowhere(sign_in)).undetermined_by, ElementsAre("ipAddress"));
}

TEST(Decide, SaysWhetherEverythingThatMattersWasUnderstood) {  // CA 2.2.13, 2.11.11
  Policy policy = policy_with({mfa});
  policy.unread = {{PolicyPart::grant_controls, "/grantControls/new", "?"}};
  EXPECT_FALSE(decided({policy}, everyday_sign_in()).fully_evaluated);
  policy.state = PolicyState::enabled_for_reporting;
  EXPECT_TRUE(decided({policy}, everyday_sign_in()).fully_evaluated);
  policy.unread = {{PolicyPart::state, "/state", "\"partiallyEnabled\""}};
  EXPECT_FALSE(decided({policy}, everyday_sign_in()).fully_evaluated);
}

Policy in_unknown_state(Policy policy) {
  policy.state = PolicyState::unknown;
  policy.unread = {{PolicyPart::state, "/state", "\"paused\""}};
  return policy;
}

TEST(Decide, TakesAPolicyInAnUnknownStateForOneThatMayBeEnforced) {  // CA 2.11.14, 2.17.6
  Policy policy = in_unknown_state(policy_with({block}));
  const Decision decision = decided({policy}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_EQ(decision.policies[0].applies, Match::unknown);
  EXPECT_EQ(decision.policies[0].outcome, PolicyOutcome::undetermined);
  EXPECT_FALSE(decision.fully_evaluated);
  policy.conditions.users->exclude_users = {k_alice};
  const Decision exempt = decided({policy}, everyday_sign_in());
  EXPECT_EQ(exempt.verdict, Verdict::granted);
  EXPECT_EQ(exempt.policies[0].outcome, PolicyOutcome::not_applied);
  EXPECT_TRUE(exempt.fully_evaluated);
}

TEST(Decide, AnUnknownStateMattersOnlyWhereItCanChangeTheAnswer) {  // CA 2.11.15
  const Policy perhaps = in_unknown_state(policy_with({mfa}));
  SignIn sign_in = everyday_sign_in();
  EXPECT_EQ(decided({perhaps}, sign_in).verdict, Verdict::undetermined);
  EXPECT_EQ(decided({perhaps, policy_with({mfa})}, sign_in).verdict, Verdict::needs_controls);
  EXPECT_EQ(decided({perhaps, policy_with({block})}, sign_in).verdict, Verdict::blocked);
  EXPECT_EQ(decided({in_unknown_state(policy_with({block})), policy_with({mfa})}, sign_in).verdict,
            Verdict::undetermined);
  sign_in.session.mfa_claim = true;
  EXPECT_EQ(decided({perhaps}, sign_in).verdict, Verdict::granted);
  Policy nothing = in_unknown_state(policy_with({}));
  nothing.grant_controls.reset();
  EXPECT_EQ(decided({nothing}, sign_in).policies[0].conditions.front().condition,
            Condition::empty_policy);
}

TEST(Decide, TakesADeviceThatWhatIfWasNotToldForNone) {  // CA 1.14.1
  SignIn sign_in = everyday_sign_in();
  sign_in.device = {};
  EvaluationOptions options;
  const std::vector policies = {policy_with({compliant_device})};
  EXPECT_EQ(decided(policies, sign_in, options).verdict, Verdict::undetermined);
  options.mode = EvaluationMode::whatif;
  const Decision decision = decided(policies, sign_in, options);
  EXPECT_EQ(decision.verdict, Verdict::needs_controls);
  EXPECT_EQ(decision.aadsts, 53000);
}

}  // namespace
}  // namespace caprock::evaluate
