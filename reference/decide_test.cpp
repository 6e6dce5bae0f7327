#include "reference/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/test_world.h"

namespace caprock::reference {
namespace {

using namespace test_world;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr BuiltInControl k_mfa_control = BuiltInControl::mfa;

Decision decided(std::vector<Policy> policies, const SignIn& sign_in) {
  return decide(tenant_with(std::move(policies)), sign_in);
}

Condition first_failing(const PolicyResult& result) {
  for (const ConditionResult& condition : result.conditions)
    if (condition.match == Match::no) return condition.condition;
  return Condition::unread;
}

TEST(Decide, GrantsWhenNoPolicyApplies) {
  EXPECT_EQ(decided({}, everyday_sign_in()).verdict, Verdict::granted);
}

TEST(Decide, BlockComesBeforeEveryOtherDemand) {  // CA-011
  const Decision decision = decided(
      {policy_with({k_mfa_control}), policy_with({BuiltInControl::block})}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::blocked);
  EXPECT_EQ(decision.aadsts, 53003);
  EXPECT_THAT(decision.clauses, IsEmpty());
  ASSERT_EQ(decision.determined_by.size(), 1U);
  EXPECT_EQ(decision.determined_by[0].text(), "00000000-0000-4000-8000-000000000002");
}

TEST(Decide, DisabledPoliciesDoNothing) {  // CA-001
  Policy policy = policy_with({BuiltInControl::block});
  policy.state = PolicyState::disabled;
  const Decision decision = decided({policy}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::granted);
  EXPECT_EQ(decision.policies[0].outcome, PolicyOutcome::not_enabled);
  EXPECT_EQ(first_failing(decision.policies[0]), Condition::state);
  EXPECT_EQ(decision.policies[0].conditions_satisfied, 0U);
}

TEST(Decide, ReportOnlyPoliciesAreEvaluatedButNotEnforced) {  // CA-002, CA-003, CA-008, CA-009
  const auto outcome = [](std::vector<BuiltInControl> controls, GrantOperator combine) {
    Policy policy = policy_with(std::move(controls), combine);
    policy.state = PolicyState::enabled_for_reporting;
    const Decision decision = decided({policy}, everyday_sign_in());
    EXPECT_EQ(decision.verdict, Verdict::granted);
    return decision.policies[0].outcome;
  };
  const auto both = std::vector{k_mfa_control, BuiltInControl::compliant_device};
  EXPECT_EQ(outcome({BuiltInControl::block}, GrantOperator::any),
            PolicyOutcome::report_only_failure);
  EXPECT_EQ(outcome({k_mfa_control}, GrantOperator::any), PolicyOutcome::report_only_interrupted);
  EXPECT_EQ(outcome(both, GrantOperator::all), PolicyOutcome::report_only_failure);
  EXPECT_EQ(outcome(both, GrantOperator::any), PolicyOutcome::report_only_interrupted);
}

TEST(Decide, NestedGroupsCountAndCyclesDoNoHarm) {  // CA-023, CA-024
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_groups = {k_outer};
  EXPECT_EQ(decided({policy}, everyday_sign_in()).verdict, Verdict::blocked);
  policy.conditions.users->exclude_groups = {k_inner};
  const Decision excluded = decided({policy}, everyday_sign_in());
  EXPECT_EQ(excluded.verdict, Verdict::granted);
  EXPECT_EQ(excluded.policies[0].conditions[1].include_rule, "groupId");
  EXPECT_EQ(excluded.policies[0].conditions[1].exclude_rule, "groupId");
}

TEST(Decide, AGroupWithoutMemberListLeavesTheVerdictOpen) {
  Policy policy = policy_with({k_mfa_control});
  policy.conditions.users->exclude_groups = {GroupId("96000001-0000-4000-8000-000000000099")};
  TenantSnapshot tenant = tenant_with({policy});
  EXPECT_EQ(decide(tenant, everyday_sign_in()).verdict, Verdict::needs_controls)
      << "the export is complete, so the id is stale";
  tenant.groups = {};
  const Decision decision = decide(tenant, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_THAT(decision.undetermined_by,
              ElementsAre("tenant.groups[96000001-0000-4000-8000-000000000099].members"));
  ASSERT_EQ(decision.clauses.size(), 1U);
  EXPECT_FALSE(decision.clauses[0].certain);
}

TEST(Decide, RolesCountOnlyWhenActiveAtTenantScope) {  // CA-026, CA-027, CA-029
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_roles = {k_administrator};
  TenantSnapshot tenant = tenant_with({policy});
  RoleAssignment assignment;
  assignment.role = k_administrator;
  assignment.principal = DirectoryObjectId(k_inner.text());  // through a group
  const auto verdict = [&] {
    tenant.role_assignments.items = {assignment};
    return decide(tenant, everyday_sign_in()).verdict;
  };
  EXPECT_EQ(verdict(), Verdict::blocked);
  assignment.type = RoleAssignmentType::eligible;
  EXPECT_EQ(verdict(), Verdict::granted);
  assignment.type = RoleAssignmentType::active;
  assignment.directory_scope_id = "/administrativeUnits/1";
  EXPECT_EQ(verdict(), Verdict::granted);
}

TEST(Decide, ExcludingTheClientDoesNotFreeItsGraphData) {  // CA-038, CA-039
  Policy policy = policy_with({k_mfa_control});
  SignIn sign_in = everyday_sign_in();
  sign_in.request.resources.clear();
  sign_in.request.scopes = {"offline_access", "Files.Read"};
  policy.conditions.applications.exclude_applications = {sign_in.request.client_app,
                                                         app_id(app::k_exchange_online)};
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::needs_controls);
  sign_in.request.scopes = {"offline_access", "Mail.Read"};
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::granted);
}

TEST(Decide, BaselineScopesAreForTheDirectoryUnlessTheOldExemptionHolds) {  // CA-036, CA-041
  Policy policy = policy_with({k_mfa_control});
  SignIn sign_in = everyday_sign_in();
  sign_in.request.resources.clear();
  sign_in.request.scopes = {"User.Read"};
  EvaluationOptions legacy;
  legacy.baseline_scopes = BaselineScopes::legacy;
  EXPECT_EQ(decide(tenant_with({policy}), sign_in, legacy).verdict, Verdict::needs_controls);
  policy.conditions.applications.exclude_applications = {app_id(app::k_exchange_online)};
  EXPECT_EQ(decide(tenant_with({policy}), sign_in, legacy).verdict, Verdict::granted);
  const Decision enforced = decide(tenant_with({policy}), sign_in);
  EXPECT_EQ(enforced.verdict, Verdict::needs_controls);
  EXPECT_THAT(enforced.audiences, ElementsAre(app_id(app::k_windows_azure_active_directory)));
}

TEST(Decide, EarlyBoundServicesJoinExceptInWhatIf) {  // CA-046, CA-048
  Policy policy = policy_with({k_mfa_control});
  policy.conditions.applications.include_applications = {app_id(app::k_sharepoint_online)};
  SignIn sign_in = everyday_sign_in();
  sign_in.request.client_app = AppId("1fec8e78-bce4-4aaf-ab1b-5451cc387264");
  sign_in.request.resources = {app_id(app::k_teams_services)};
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::needs_controls);
  EvaluationOptions whatif;
  whatif.mode = EvaluationMode::whatif;
  EXPECT_EQ(decide(tenant_with({policy}), sign_in, whatif).policies[0].applies, Match::no);
}

TEST(Decide, MasksFollowTheStagesOfLogs) {  // CA-157, CA-155
  Policy policy = policy_with({k_mfa_control});
  policy.conditions.client_app_types = {ClientAppType::browser};
  policy.conditions.platforms = Platforms{{DevicePlatform::ios}, {}};
  policy.conditions.locations = Locations{{LocationId("All")}, {LocationId("AllTrusted")}};
  SignIn sign_in = everyday_sign_in();
  sign_in.client.ip = address("198.51.100.7");
  const PolicyResult at_office = decided({policy}, sign_in).policies[0];
  EXPECT_EQ(at_office.conditions_satisfied, 19U);
  EXPECT_EQ(at_office.conditions_not_satisfied, 1036U);
  sign_in.request.resources = {app_id(app::k_sharepoint_online)};
  policy.conditions.applications.include_applications = {app_id(app::k_exchange_online)};
  const PolicyResult elsewhere = decided({policy}, sign_in).policies[0];
  EXPECT_EQ(elsewhere.conditions_satisfied, 0U);
  EXPECT_EQ(elsewhere.conditions_not_satisfied, 1U);
  EXPECT_EQ(elsewhere.conditions.size(), 5U) << "every condition is evaluated all the same";
}

TEST(Decide, AnUnknownAddressLeavesOnlyAddressConditionsOpen) {
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.locations = Locations{{LocationId("All")}, {k_office}};
  SignIn sign_in = everyday_sign_in();
  sign_in.client.ip = {};
  const Decision decision = decided({policy}, sign_in);
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_THAT(decision.undetermined_by, ElementsAre("ipAddress"));
  policy.conditions.platforms = Platforms{{DevicePlatform::ios}, {}};
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::granted) << "another condition fails";
}

TEST(Decide, Ipv6IsOutsideIpv4Ranges) {  // CA-072
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.locations = Locations{{LocationId("All")}, {k_office}};
  SignIn sign_in = everyday_sign_in();
  sign_in.client.ip = address("2001:db8:abcd:12::5");
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::blocked);
}

TEST(Decide, FlowsStickToTheSession) {  // CA-105
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.authentication_flows = AuthenticationFlows{1};
  SignIn sign_in = refresh_after(std::chrono::hours(1));
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::granted);
  sign_in.original_transfer_method = std::uint8_t{1};
  EXPECT_EQ(decided({policy}, sign_in).aadsts, 530036);
  policy.conditions.applications.exclude_applications = {app_id(app::k_sharepoint_online)};
  EXPECT_EQ(decided({policy}, sign_in).aadsts, 53003);
}

TEST(Decide, FrequencyStopsLateRefreshesOfPublicClientsOnly) {  // CA-126, CA-129
  const Policy policy = policy_with_frequency(8);
  SignIn late = refresh_after(std::chrono::hours(9));
  const Decision decision = decided({policy_with_frequency(720), policy}, late);
  EXPECT_EQ(decision.verdict, Verdict::needs_controls);
  EXPECT_EQ(decision.aadsts, 70043);
  EXPECT_EQ(decision.session.sign_in_frequency, std::chrono::hours(8));
  ASSERT_EQ(decision.clauses.size(), 1U);
  EXPECT_EQ(decision.clauses[0].controls[0].kind, ControlKind::reauthentication);
  EXPECT_EQ(decided({policy}, refresh_after(std::chrono::hours(7))).verdict, Verdict::granted);
  late.request.client_kind = ClientKind::confidential_client;
  EXPECT_EQ(decided({policy}, late).verdict, Verdict::granted);
  late.request.client_kind = {};
  EXPECT_THAT(decided({policy}, late).undetermined_by, ElementsAre("clientKind"));
}

TEST(Decide, LegacyClientsAreBlockedByMfa) {  // CA-063
  SignIn sign_in = everyday_sign_in();
  sign_in.client.app_type = SignInClient::other;
  sign_in.request.grant = GrantType::basic_authentication;
  const Decision decision = decided({policy_with({k_mfa_control})}, sign_in);
  EXPECT_EQ(decision.verdict, Verdict::blocked);
  EXPECT_FALSE(decision.policies[0].controls[0].attainable);
}

TEST(Decide, StoredPasswordsAreRefusedNotBlocked) {
  SignIn sign_in = everyday_sign_in();
  sign_in.request.grant = GrantType::password;
  const Decision decision = decided({policy_with({k_mfa_control})}, sign_in);
  EXPECT_EQ(decision.verdict, Verdict::needs_controls);
  EXPECT_EQ(decision.aadsts, 50076);
  EXPECT_FALSE(decision.policies[0].controls[0].attainable);
}

TEST(Decide, HomeMfaOfGuestsCountsOnlyWithTrust) {  // CA-122, CA-123
  TenantSnapshot tenant = tenant_with({policy_with({k_mfa_control})});
  SignIn sign_in = everyday_sign_in();
  sign_in.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
  sign_in.subject.user.home_tenant = TenantId("7e000001-0000-4000-8000-000000000002");
  sign_in.session.mfa_claim = true;
  EXPECT_EQ(decide(tenant, sign_in).verdict, Verdict::needs_controls);
  CrossTenantAccess partner;
  partner.tenant_id = *sign_in.subject.user.home_tenant.value();
  partner.inbound_trust.emplace();
  partner.inbound_trust->is_mfa_accepted = true;
  tenant.cross_tenant_partners.items = {partner};
  EXPECT_EQ(decide(tenant, sign_in).verdict, Verdict::granted);
  sign_in.subject.user.home_tenant = {};
  EXPECT_THAT(decide(tenant, sign_in).undetermined_by, ElementsAre("user.homeTenant"));
  tenant.cross_tenant_partners.items.clear();
  sign_in.subject.user.external_kind = ExternalKind::b2b_direct_connect_user;
  EXPECT_EQ(decide(tenant, sign_in).verdict, Verdict::blocked);
}

TEST(Decide, PoliciesNotFullyReadAreNeverCertain) {
  Policy policy = policy_with({BuiltInControl::block});
  policy.unread = {{PolicyPart::conditions, "/conditions/times", "{}"}};
  const Decision decision = decided({policy}, everyday_sign_in());
  EXPECT_EQ(decision.verdict, Verdict::undetermined);
  EXPECT_FALSE(decision.fully_evaluated);
  EXPECT_THAT(decision.undetermined_by,
              ElementsAre("policies[00000000-0000-4000-8000-000000000001].unread"));
}

TEST(Decide, APartlyReadConditionCannotFailForSure) {
  Policy policy = policy_with({BuiltInControl::block});
  policy.conditions.platforms = Platforms{{DevicePlatform::ios}, {}};
  policy.unread = {{PolicyPart::conditions, "/conditions/platforms/includePlatforms/1", "\"x\""}};
  EXPECT_EQ(decided({policy}, everyday_sign_in()).verdict, Verdict::undetermined);
  policy.conditions.users->exclude_users = {k_alice};
  EXPECT_EQ(decided({policy}, everyday_sign_in()).verdict, Verdict::granted)
      << "the user condition was read and fails";
}

TEST(Decide, ARolloutInPartsIsReportOnlyAndFlagged) {
  Policy policy = policy_with({BuiltInControl::block});
  policy.state = PolicyState::enabled_for_reporting;
  for (const std::string pointer : {"/state", "/State"}) {
    policy.unread = {{PolicyPart::state, pointer, "\"partiallyEnabled\""}};
    const Decision decision = decided({policy}, everyday_sign_in());
    EXPECT_EQ(decision.verdict, Verdict::granted);
    EXPECT_FALSE(decision.fully_evaluated) << pointer;
  }
}

TEST(Decide, APolicyInAnUnknownStateMayBeEnforced) {  // CA 2.11.14
  Policy policy = policy_with({BuiltInControl::block});
  policy.state = PolicyState::unknown;
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

TEST(Decide, AnUnreadControlLeavesOrMetAndMayBlockOtherwise) {  // CA 2.2.4
  const auto verdict = [](GrantOperator combine, bool mfa) {
    Policy policy = policy_with({k_mfa_control}, combine);
    policy.unread = {{PolicyPart::grant_controls, "/grantControls/new", "{}"}};
    SignIn sign_in = everyday_sign_in();
    sign_in.session.mfa_claim = mfa;
    return decided({policy}, sign_in).verdict;
  };
  EXPECT_EQ(verdict(GrantOperator::any, true), Verdict::granted);
  EXPECT_EQ(verdict(GrantOperator::any, false), Verdict::undetermined);
  EXPECT_EQ(verdict(GrantOperator::all, true), Verdict::undetermined);
  EXPECT_EQ(verdict(GrantOperator::all, false), Verdict::undetermined);
}

TEST(Decide, RemediationTakesThePlaceOfAPasswordChange) {  // CA-103
  SignIn sign_in = everyday_sign_in();
  sign_in.session.risk_remediated = true;
  const std::vector<Policy> both = {policy_with({BuiltInControl::risk_remediation}),
                                    policy_with({BuiltInControl::password_change})};
  EXPECT_EQ(decided(both, sign_in).verdict, Verdict::granted);
  EXPECT_EQ(decided({both[1]}, sign_in).aadsts, 50142);
}

TEST(Decide, ServicePrincipalsAreReachedByTheirOwnPoliciesOnly) {  // CA-143, CA-144, CA-145
  Policy workload = policy_with({BuiltInControl::block});
  workload.conditions.users->include_users = {UserId("None")};
  workload.conditions.client_applications.emplace();
  workload.conditions.client_applications->include_service_principals = {
      ServicePrincipalId("ServicePrincipalsInMyTenant")};
  SignIn sign_in = everyday_sign_in();
  sign_in.subject.kind = SubjectKind::service_principal;
  sign_in.subject.service_principal.id = ServicePrincipalId("5e000001-0000-4000-8000-000000000054");
  sign_in.subject.service_principal.single_tenant = true;
  EXPECT_EQ(decided({policy_with({BuiltInControl::block})}, sign_in).verdict, Verdict::granted);
  EXPECT_EQ(decided({workload}, sign_in).verdict, Verdict::blocked);
  sign_in.subject.service_principal.single_tenant = false;
  EXPECT_EQ(decided({workload}, sign_in).verdict, Verdict::granted);
  EXPECT_EQ(first_failing(decided({workload}, everyday_sign_in()).policies[0]),
            Condition::workload_identities);
}

TEST(Decide, TokenProtectionRefusesUnboundTokens) {  // CA-139
  Policy policy = policy_with({});
  policy.session_controls.emplace();
  policy.session_controls->secure_sign_in_session = true;
  SignIn sign_in = refresh_after(std::chrono::hours(1));
  EXPECT_EQ(decided({policy}, sign_in).aadsts, 530084);
  sign_in.session.bound_token = true;
  EXPECT_EQ(decided({policy}, sign_in).verdict, Verdict::granted);
  sign_in.session.bound_token = {};
  EXPECT_THAT(decided({policy}, sign_in).undetermined_by, ElementsAre("session.boundToken"));
}

TEST(Decide, TemplatesGoByTheirName) {
  TenantSnapshot tenant = tenant_with({policy_with({BuiltInControl::block})});
  tenant.policies.items[0].id = PolicyId();
  EXPECT_THAT(decide(tenant, everyday_sign_in()).determined_by, ElementsAre(PolicyId("P")));
}

}  // namespace
}  // namespace caprock::reference
