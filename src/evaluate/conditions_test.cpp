#include "evaluate/conditions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compile/unread_parts.h"
#include "evaluate/decide_fixture.h"
#include "evaluate/scopes.h"

namespace caprock::evaluate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const GroupId k_closed{"0ada0002-0000-4000-8000-000000000003"};
const RoleTemplateId k_operator{"0ada0003-0000-4000-8000-000000000001"};
const ServicePrincipalId k_robot{"0ada0005-0000-4000-8000-000000000001"};
const AppId k_shop{"0ada0006-0000-4000-8000-000000000001"};
const TenantId k_home{"0ada0007-0000-4000-8000-000000000001"};

Policy policy_for_all() { return policy_with({BuiltInControl::mfa}); }

// Nobody says who is in Closed. The shop is this tenant's own.
TenantSnapshot tenant_of(Policy policy) {
  TenantSnapshot tenant = test_world::tenant_with({});
  tenant.policies.items = {std::move(policy)};
  tenant.organization.emplace();
  tenant.organization->id = k_home;
  Group closed;
  closed.id = k_closed;
  tenant.groups.items.push_back(closed);
  ServicePrincipal robot;
  robot.id = k_robot;
  robot.app_id = k_shop;
  robot.app_owner_organization_id = k_home;
  robot.sign_in_audience = "AzureADMyOrg";
  robot.custom_security_attributes = {{"Set_Tier", {"gold", "silver"}}};
  tenant.service_principals = {true, {robot}};
  return tenant;
}

SignIn sign_in_to_shop() {
  SignIn sign_in = everyday_sign_in();
  sign_in.request.resources = {k_shop};
  return sign_in;
}

SignIn sign_in_of_robot() {
  SignIn sign_in = sign_in_to_shop();
  sign_in.subject = {};
  sign_in.subject.kind = SubjectKind::service_principal;
  sign_in.subject.service_principal.id = k_robot;
  sign_in.request.grant = GrantType::client_credentials;
  return sign_in;
}

// Both forms of the answer, which must be the same.
Applicability explained(const TenantSnapshot& tenant, const SignIn& sign_in,
                        const EvaluationOptions& options = {}) {
  const CompiledTenant compiled = compile_borrowed(tenant, options);
  const Facts facts = gather(compiled, sign_in);
  const CompiledPolicy& policy = compiled.policies().front();
  const Applicability result = explain(facts, policy);
  Match together = Match::yes;
  for (const Dimension dimension :
       {Dimension::subject, Dimension::target, Dimension::place, Dimension::context})
    together = all_of(together, match(facts, policy, dimension));
  EXPECT_EQ(together, result.applies);
  return result;
}

Applicability explained(Policy policy, const SignIn& sign_in,
                        const EvaluationOptions& options = {}) {
  return explained(tenant_of(std::move(policy)), sign_in, options);
}

ConditionResult condition(const Applicability& all, Condition wanted) {
  for (const ConditionResult& one : all.conditions)
    if (one.condition == wanted) return one;
  ADD_FAILURE() << "the condition is not there";
  return {};
}

TEST(Conditions, a_policy_for_everything_applies_and_says_so) {
  const Applicability all = explained(policy_for_all(), sign_in_to_shop());
  EXPECT_EQ(all.applies, Match::yes);
  ASSERT_EQ(all.conditions.size(), 2U);
  EXPECT_EQ(all.conditions[0].include_rule, "allApps");
  EXPECT_EQ(all.conditions[1].include_rule, "allUsers");
  EXPECT_EQ(all.conditions[1].why, "included: the policy includes all users");
}

TEST(Conditions, every_condition_is_looked_at_also_after_one_has_failed) {
  Policy policy = policy_for_all();
  policy.conditions.users->include_users = {UserId("None")};
  policy.conditions.sign_in_risk_levels = {RiskLevel::high};
  policy.conditions.locations = Locations{{LocationId("AllTrusted")}, {}};
  const Applicability all = explained(policy, sign_in_to_shop());
  EXPECT_EQ(all.applies, Match::no);
  EXPECT_EQ(condition(all, Condition::users).match, Match::no);
  EXPECT_EQ(condition(all, Condition::locations).match, Match::no);
  EXPECT_EQ(condition(all, Condition::sign_in_risk).match, Match::no);
}

TEST(Conditions, a_nested_group_includes_and_an_exclusion_wins) {
  Policy policy = policy_for_all();
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_groups = {k_outer};
  EXPECT_EQ(explained(policy, sign_in_to_shop()).applies, Match::yes);
  policy.conditions.users->exclude_users = {k_alice};
  const ConditionResult users = condition(explained(policy, sign_in_to_shop()), Condition::users);
  EXPECT_EQ(users.match, Match::no);
  EXPECT_EQ(users.include_rule, "groupId");
  EXPECT_EQ(users.exclude_rule, "userId");
  EXPECT_EQ(users.why, "excluded: the policy names the account `Alice`");
}

TEST(Conditions, a_group_whose_members_nobody_listed_leaves_the_users_open) {
  Policy policy = policy_for_all();
  policy.conditions.users->exclude_groups = {k_closed, k_outer};
  EXPECT_EQ(explained(policy, sign_in_to_shop()).applies, Match::no);  // Outer decides
  policy.conditions.users->exclude_groups = {k_closed};
  const Applicability all = explained(policy, sign_in_to_shop());
  EXPECT_EQ(all.applies, Match::unknown);
  EXPECT_THAT(condition(all, Condition::users).undetermined_by,
              ElementsAre("tenant.groups[" + k_closed.text() + "].members"));
}

TEST(Conditions, a_text_where_an_id_belongs_is_unknown_and_named) {
  Policy policy = policy_for_all();
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_groups = {GroupId("Admins")};
  policy.conditions.users->include_roles = {RoleTemplateId("Operator")};
  const ConditionResult users = condition(explained(policy, sign_in_to_shop()), Condition::users);
  EXPECT_EQ(users.match, Match::unknown);
  EXPECT_THAT(users.undetermined_by,
              ElementsAre("tenant.groups[Admins]", "tenant.roleDefinitions[Operator]"));
}

TEST(Conditions, a_role_counts_when_it_is_active_for_the_whole_tenant) {
  Policy policy = policy_for_all();
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_roles = {k_operator};
  TenantSnapshot tenant = tenant_of(policy);
  RoleAssignment assignment;
  assignment.role = k_operator;
  assignment.principal = DirectoryObjectId(k_outer.text());
  tenant.role_assignments.items = {assignment};
  const Applicability all = explained(tenant, sign_in_to_shop());
  EXPECT_EQ(condition(all, Condition::users).include_rule, "roleId");
  tenant.role_assignments.items.front().type = RoleAssignmentType::eligible;
  EXPECT_EQ(explained(tenant, sign_in_to_shop()).applies, Match::no);
  tenant.role_assignments.items.front().type = RoleAssignmentType::active;
  tenant.role_assignments.items.front().directory_scope_id = "/administrativeUnits/1";
  EXPECT_EQ(explained(tenant, sign_in_to_shop()).applies, Match::no);
}

TEST(Conditions, guests_of_a_listed_tenant_are_included) {
  Policy policy = policy_for_all();
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_guests_or_external_users =
      GuestsOrExternalUsers{2, ExternalTenants{MembershipKind::enumerated, {k_home}}};
  SignIn sign_in = sign_in_to_shop();
  sign_in.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
  EXPECT_THAT(condition(explained(policy, sign_in), Condition::users).undetermined_by,
              ElementsAre("user.homeTenant"));
  sign_in.subject.user.home_tenant = k_home;
  EXPECT_EQ(condition(explained(policy, sign_in), Condition::users).include_rule,
            "b2bCollaborationGuest");
  sign_in.subject.user.identity_provider = IdentityProvider::google;
  EXPECT_EQ(explained(policy, sign_in).applies, Match::no);
}

TEST(Conditions, policies_for_users_and_for_workloads_never_meet) {
  EXPECT_EQ(explained(policy_for_all(), sign_in_of_robot()).applies, Match::no);
  Policy policy = policy_for_all();
  policy.conditions.users->include_users = {UserId("None")};
  policy.conditions.client_applications.emplace();
  policy.conditions.client_applications->include_service_principals = {
      ServicePrincipalId("ServicePrincipalsInMyTenant")};
  EXPECT_EQ(explained(policy, sign_in_of_robot()).applies, Match::yes);
  const ConditionResult subject =
      condition(explained(policy, sign_in_to_shop()), Condition::workload_identities);
  EXPECT_EQ(subject.match, Match::no);
  EXPECT_EQ(subject.why, "the policy is for service principals");
}

TEST(Conditions, a_filter_of_service_principals_looks_at_their_attributes) {
  Policy policy = policy_for_all();
  policy.conditions.users.reset();
  policy.conditions.client_applications.emplace();
  policy.conditions.client_applications->service_principal_filter =
      Filter{FilterMode::include, "CustomSecurityAttribute.set_tier -contains \"Gold\""};
  EXPECT_EQ(explained(policy, sign_in_of_robot()).applies, Match::yes);
  TenantSnapshot tenant = tenant_of(policy);
  tenant.service_principals.items.front().custom_security_attributes.reset();
  const ConditionResult open =
      condition(explained(tenant, sign_in_of_robot()), Condition::workload_identities);
  EXPECT_THAT(open.undetermined_by,
              ElementsAre("tenant.servicePrincipals[" + k_robot.text() + "]"));
}

TEST(Conditions, the_audience_that_decides_is_the_one_that_comes_closest) {
  Policy policy = policy_for_all();
  policy.conditions.applications.exclude_applications = {k_shop};
  SignIn sign_in = sign_in_to_shop();
  const ConditionResult excluded = condition(explained(policy, sign_in), Condition::applications);
  EXPECT_EQ(excluded.match, Match::no);
  EXPECT_EQ(excluded.exclude_rule, "appId");
  sign_in.request.scopes = {"Mail.Read"};  // an excluded audience does not rescue another
  EXPECT_EQ(explained(policy, sign_in).applies, Match::yes);
}

TEST(Conditions, microsoft_graph_is_seen_through_its_data_sets) {
  Policy policy = policy_for_all();
  policy.conditions.applications.include_applications = {
      AppId(std::string(app::k_microsoft_graph))};
  SignIn sign_in = sign_in_to_shop();
  sign_in.request.resources.clear();
  sign_in.request.scopes = {"Mail.Read"};
  EXPECT_EQ(explained(policy, sign_in).applies, Match::no);
  policy.conditions.applications.include_applications = {
      AppId(std::string(app::k_exchange_online))};
  EXPECT_EQ(explained(policy, sign_in).applies, Match::yes);
  sign_in.request.scopes = {".default"};
  EXPECT_THAT(condition(explained(policy, sign_in), Condition::applications).undetermined_by,
              ElementsAre("scopes"));
}

TEST(Conditions, a_resource_that_may_belong_to_office_365_leaves_the_applications_open) {
  Policy policy = policy_for_all();
  policy.conditions.applications.include_applications = {AppId("Office365")};
  EXPECT_EQ(explained(policy, sign_in_to_shop()).applies, Match::no);  // owned by this tenant
  TenantSnapshot tenant = tenant_of(policy);
  tenant.service_principals.items.clear();
  EXPECT_EQ(explained(tenant, sign_in_to_shop()).applies, Match::unknown);
}

TEST(Conditions, the_old_exemption_of_baseline_scopes_needs_an_exclusion) {
  EvaluationOptions legacy;
  legacy.baseline_scopes = BaselineScopes::legacy;
  SignIn sign_in = sign_in_to_shop();
  sign_in.request.resources.clear();
  sign_in.request.scopes = {"openid", "User.Read"};
  Policy policy = policy_for_all();
  EXPECT_EQ(explained(policy, sign_in, legacy).applies, Match::yes);
  policy.conditions.applications.exclude_applications = {k_shop};
  EXPECT_EQ(explained(policy, sign_in, legacy).applies, Match::no);
  EXPECT_EQ(explained(policy, sign_in).applies, Match::yes);
  sign_in.request.scopes = {"openid", "User.Read.All"};
  EXPECT_EQ(explained(policy, sign_in, legacy).applies, Match::yes);
}

TEST(Conditions, trusted_places_are_told_by_the_address) {
  Policy policy = policy_for_all();
  policy.conditions.locations = Locations{{LocationId("All")}, {LocationId("AllTrusted")}};
  SignIn sign_in = sign_in_to_shop();
  EXPECT_EQ(explained(policy, sign_in).applies, Match::yes);
  sign_in.client.ip = IpAddress::parse("198.51.100.20").value();
  const ConditionResult place = condition(explained(policy, sign_in), Condition::locations);
  EXPECT_EQ(place.match, Match::no);
  EXPECT_EQ(place.exclude_rule, "allTrustedLocations");
  sign_in.client.ip = {};
  EXPECT_THAT(condition(explained(policy, sign_in), Condition::locations).undetermined_by,
              ElementsAre("ipAddress"));
  EvaluationOptions whatif;
  whatif.mode = EvaluationMode::whatif;
  EXPECT_EQ(explained(policy, sign_in, whatif).applies, Match::yes);
}

TEST(Conditions, a_country_list_ignores_case_and_may_take_addresses_without_country) {
  Policy policy = policy_for_all();
  policy.conditions.locations = Locations{{k_office}, {}};
  TenantSnapshot tenant = tenant_of(policy);
  tenant.named_locations.items.front().kind =
      CountryNamedLocation{{"us", "Atlantis"}, CountryLookupMethod::client_ip_address, true};
  SignIn sign_in = sign_in_to_shop();
  EXPECT_EQ(explained(tenant, sign_in).applies, Match::yes);
  sign_in.client.country = std::string("ATLANTIS");
  EXPECT_EQ(explained(tenant, sign_in).applies, Match::yes);
  sign_in.client.country = std::string("DE");
  EXPECT_EQ(explained(tenant, sign_in).applies, Match::no);
  sign_in.client.country = Signal<std::string>::absent();
  EXPECT_EQ(explained(tenant, sign_in).applies, Match::yes);
}

TEST(Conditions, a_class_of_client_that_is_not_known_must_be_listed_whichever_it_is) {
  Policy policy = policy_for_all();
  policy.conditions.client_app_types = {ClientAppType::browser};
  SignIn sign_in = sign_in_to_shop();
  sign_in.client.app_type = {};
  EXPECT_EQ(explained(policy, sign_in).applies, Match::no);  // a public client is no browser
  sign_in.request.client_kind = {};
  EXPECT_THAT(condition(explained(policy, sign_in), Condition::client_app_types).undetermined_by,
              ElementsAre("clientAppType"));
}

TEST(Conditions, the_device_filter_hides_what_an_untrusted_home_says) {
  Policy policy = policy_for_all();
  policy.conditions.devices.emplace();
  policy.conditions.devices->device_filter =
      Filter{FilterMode::include, "device.isCompliant -eq True"};
  SignIn sign_in = sign_in_to_shop();
  Device device;
  device.is_compliant = true;
  sign_in.device = device;
  EXPECT_EQ(explained(policy, sign_in).applies, Match::yes);
  sign_in.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
  EXPECT_EQ(explained(policy, sign_in).applies, Match::no);
  TenantSnapshot tenant = tenant_of(policy);
  tenant.cross_tenant_default.reset();
  EXPECT_THAT(condition(explained(tenant, sign_in), Condition::devices).undetermined_by,
              ElementsAre("tenant.crossTenantDefault"));
}

TEST(Conditions, a_part_that_is_not_understood_makes_its_condition_unknown) {
  Policy policy = policy_for_all();
  policy.unread = {{PolicyPart::conditions, "/conditions/users/includeUsers/3", "\"x\""}};
  const Applicability all = explained(policy, sign_in_to_shop());
  EXPECT_EQ(all.applies, Match::unknown);
  EXPECT_FALSE(all.fully_read);
  EXPECT_EQ(condition(all, Condition::applications).match, Match::yes);
  const std::string path = "policies[" + policy.id.text() + "].unread";
  EXPECT_THAT(condition(all, Condition::users).undetermined_by, ElementsAre(path));
  EXPECT_THAT(condition(all, Condition::unread).undetermined_by, ElementsAre(path));
}

TEST(Conditions, a_rule_that_cannot_be_read_is_invalid_for_what_if_and_open_otherwise) {
  Policy policy = policy_for_all();
  policy.conditions.devices.emplace();
  policy.conditions.devices->device_filter = Filter{FilterMode::include, "device.colour -eq 1"};
  EXPECT_EQ(explained(policy, sign_in_to_shop()).applies, Match::unknown);
  EvaluationOptions whatif;
  whatif.mode = EvaluationMode::whatif;
  const ConditionResult invalid =
      condition(explained(policy, sign_in_to_shop(), whatif), Condition::invalid_policy);
  EXPECT_EQ(invalid.match, Match::no);
  EXPECT_THAT(invalid.why, HasSubstr("devices have no property `colour`"));
}

TEST(Conditions, a_policy_without_id_goes_by_its_name) {
  Policy policy = policy_for_all();
  policy.id = PolicyId();
  const TenantSnapshot tenant = tenant_of(policy);
  const CompiledTenant compiled = compile_borrowed(tenant, {});
  EXPECT_EQ(compiled.policies().front().name, PolicyId("P"));
  EXPECT_EQ(compiled.policies().front().unread_path, "policies[P].unread");
}

TEST(Facts, say_which_classes_the_client_may_be) {
  const TenantSnapshot tenant = tenant_of(policy_for_all());
  const CompiledTenant compiled = compile_borrowed(tenant, {});
  SignIn sign_in = sign_in_to_shop();
  sign_in.client.app_type = {};
  sign_in.request.grant = GrantType::basic_authentication;
  EXPECT_TRUE(gather(compiled, sign_in).is_legacy_client());
  EXPECT_FALSE(gather(compiled, sign_in).sends_no_device());
  sign_in.client.app_type = SignInClient::other;
  EXPECT_TRUE(gather(compiled, sign_in).sends_no_device());
}

TEST(Facts, know_the_person_by_principal_name_too) {
  const TenantSnapshot tenant = tenant_of(policy_for_all());
  const CompiledTenant compiled = compile_borrowed(tenant, {});
  SignIn sign_in = sign_in_to_shop();
  sign_in.subject.user.id = UserId("ALICE@contoso.example");
  const Facts facts = gather(compiled, sign_in);
  EXPECT_TRUE(facts.person.has_object);
  EXPECT_EQ(facts.person.id, k_alice);
  EXPECT_EQ(facts.person.groups, (std::vector<People::GroupIndex>{0, 1}));
  EXPECT_EQ(facts.person.kinds, 1);
}

TEST(Facts, a_partners_setting_overrides_the_default_one_claim_at_a_time) {
  TenantSnapshot tenant = tenant_of(policy_for_all());
  tenant.cross_tenant_default->inbound_trust = InboundTrust{false, true, false};
  CrossTenantAccess partner;
  partner.tenant_id = k_home;
  partner.inbound_trust = InboundTrust{true, std::nullopt, std::nullopt};
  tenant.cross_tenant_partners.items = {partner};
  const CompiledTenant compiled = compile_borrowed(tenant, {});
  SignIn sign_in = sign_in_to_shop();
  sign_in.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
  const Facts stranger = gather(compiled, sign_in);
  EXPECT_THAT(is_trusted(stranger, TrustedClaim::mfa).open, ElementsAre("user.homeTenant"));
  EXPECT_EQ(is_trusted(stranger, TrustedClaim::compliant_device).match, Match::yes);
  sign_in.subject.user.home_tenant = k_home;
  const Facts known = gather(compiled, sign_in);
  EXPECT_EQ(claim_counts(known, TrustedClaim::mfa).match, Match::yes);
  EXPECT_EQ(claim_counts(known, TrustedClaim::hybrid_joined_device).match, Match::no);
}

TEST(Helpers, scopes_of_open_id_are_four) {
  for (const char* scope : {"openid", "Profile", "email", "offline_access"})
    EXPECT_TRUE(is_open_id_scope(scope));
  EXPECT_FALSE(is_open_id_scope("User.Read"));
  EXPECT_FALSE(is_open_id_scope(""));
}

TEST(Helpers, an_unread_part_touches_what_is_inside_and_around_it) {
  const Unread unread{PolicyPart::conditions, "/Conditions/Users", ""};
  EXPECT_TRUE(touches(unread, "/conditions"));
  EXPECT_TRUE(touches(unread, "/conditions/users/includeUsers"));
  EXPECT_FALSE(touches(unread, "/conditions/usersMore"));
  EXPECT_FALSE(touches(unread, "/conditions/locations"));
}

}  // namespace
}  // namespace caprock::evaluate
