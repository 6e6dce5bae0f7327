#include "diagnose/suspects.h"

#include <gmock/gmock.h>

#include "diagnose/diagnosis.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view k_user = "svc@contoso.com";

Policy policy(const std::string& id, PolicyState state = PolicyState::enabled) {
  Policy out;
  out.id = PolicyId("aaaaaaaa-0000-4000-8000-00000000000" + id);
  out.display_name = "P" + id;
  out.state = state;
  return out;
}

Policy demanding(const std::string& id, BuiltInControl control,
                 PolicyState state = PolicyState::enabled) {
  Policy out = policy(id, state);
  out.grant_controls.emplace();
  out.grant_controls->built_in_controls.push_back(control);
  return out;
}

Policy with_frequency(const std::string& id, int hours, PolicyState state = PolicyState::enabled) {
  Policy out = policy(id, state);
  SignInFrequency frequency;
  frequency.is_enabled = true;
  frequency.value = hours;
  frequency.type = FrequencyUnit::hours;
  out.session_controls.emplace().sign_in_frequency = frequency;
  return out;
}

Policy with_every_time(const std::string& id) {
  Policy out = with_frequency(id, 1);
  SignInFrequency& frequency = *out.session_controls->sign_in_frequency;
  frequency.frequency_interval = FrequencyInterval::every_time;
  frequency.value.reset();
  frequency.type.reset();
  return out;
}

TenantSnapshot tenant_of(std::vector<Policy> policies) {
  TenantSnapshot tenant;
  tenant.policies.exported = true;
  tenant.policies.items = std::move(policies);
  tenant.security_defaults.emplace();
  tenant.mfa_service_settings.emplace();
  User user;
  user.id = UserId("0d000000-0000-4000-8000-000000000001");
  user.user_principal_name = k_user;
  user.per_user_mfa_state = PerUserMfaState::disabled;
  user.account_enabled = true;
  tenant.users = {true, {user}};
  return tenant;
}

FoundError error_of(int code) {
  FoundError error;
  error.codes.push_back(code);
  return error;
}

FoundError too_old(int hours) {
  FoundError error = error_of(70043);
  error.lifetime = std::chrono::hours(hours);
  return error;
}

std::vector<std::string> told(const Suspects& suspects) {
  std::vector<std::string> out;
  for (const Suspect& one : suspects.items)
    out.push_back((one.sureness == Sureness::certain  ? "certain "
                   : one.sureness == Sureness::likely ? "likely "
                                                      : "possible ") +
                  one.name);
  return out;
}

TEST(Suspects, a_policy_in_the_claims_is_certain) {
  const TenantSnapshot tenant =
      tenant_of({demanding("1", BuiltInControl::mfa), demanding("2", BuiltInControl::mfa)});
  FoundError error = error_of(50076);
  error.claimed_policies.push_back(tenant.policies.items[1].id);
  EXPECT_THAT(told(find_suspects(error, &tenant)), ElementsAre("certain P2"));
  const Suspects without = find_suspects(error, nullptr);
  ASSERT_THAT(without.items, SizeIs(1));
  EXPECT_EQ(without.items[0].policy, tenant.policies.items[1].id);
  EXPECT_EQ(without.items[0].sureness, Sureness::certain);
}

TEST(Suspects, a_policy_that_is_off_or_report_only_is_never_certain) {
  const TenantSnapshot tenant =
      tenant_of({demanding("1", BuiltInControl::mfa, PolicyState::enabled_for_reporting),
                 demanding("2", BuiltInControl::mfa, PolicyState::disabled)});
  FoundError error = error_of(50076);
  for (const Policy& one : tenant.policies.items) error.claimed_policies.push_back(one.id);
  const Suspects found = find_suspects(error, &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely P1", "likely P2"));
  EXPECT_THAT(found.items[0].because, HasSubstr("report-only"));
  error.claimed_policies.clear();
  error.claims_readable = false;
  EXPECT_THAT(told(find_suspects(error, &tenant)), ElementsAre("possible P1", "possible P2"));
}

TEST(Suspects, a_policy_that_failed_in_the_record_is_certain_where_its_control_fits) {
  FoundError error = error_of(53003);
  error.form = ErrorForm::sign_in_record;
  error.policies = {
      {PolicyId("a"), "Mfa one", "failure", {"Mfa"}, {}},
      {PolicyId("b"), "Block one", "failure", {"Block"}, {}},
      {PolicyId("c"), "Passed", "success", {"Mfa"}, {}},
      {PolicyId("d"), "Trial", "reportOnlyFailure", {"Block"}, {}},
  };
  const Suspects found = find_suspects(error, nullptr);
  EXPECT_THAT(told(found), ElementsAre("certain Block one", "likely Mfa one"));
  EXPECT_THAT(found.summary, HasSubstr("2 policies are named"));
}

TEST(Suspects, a_frequency_of_the_length_in_the_text_is_likely_where_it_is_the_only_one) {
  const TenantSnapshot tenant =
      tenant_of({with_frequency("1", 8), with_frequency("2", 12), with_every_time("3")});
  const Suspects found = find_suspects(too_old(12), &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely P2"));
  EXPECT_THAT(found.items[0].because, HasSubstr("12 hours"));
  EXPECT_THAT(found.summary, HasSubstr("only one"));
}

TEST(Suspects, several_that_fit_are_possible_and_that_is_said) {
  const TenantSnapshot tenant = tenant_of({with_frequency("1", 8), with_frequency("2", 8)});
  const Suspects found = find_suspects(too_old(8), &tenant);
  EXPECT_THAT(told(found), ElementsAre("possible P1", "possible P2"));
  EXPECT_THAT(found.summary, HasSubstr("2 fit"));
  EXPECT_THAT(found.summary, testing::Not(HasSubstr("claims"))) << "70043 carries none";
}

TEST(Suspects, a_length_that_no_policy_has_is_said) {
  const TenantSnapshot tenant = tenant_of({with_frequency("1", 8)});
  const Suspects found = find_suspects(too_old(23), &tenant);
  EXPECT_THAT(found.items, IsEmpty());
  EXPECT_THAT(found.summary,
              HasSubstr("No policy of the export has a sign-in frequency of 23 hours"));
}

TEST(Suspects, every_time_fits_where_no_length_does_since_its_number_is_not_known) {
  const TenantSnapshot tenant = tenant_of({with_frequency("1", 8), with_every_time("2")});
  const Suspects found = find_suspects(too_old(23), &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely P2"));
  EXPECT_THAT(found.items[0].because, HasSubstr("not known"));
}

TEST(Suspects, a_frequency_that_is_off_is_only_told_where_nothing_else_fits) {
  const TenantSnapshot tenant =
      tenant_of({with_frequency("1", 8, PolicyState::disabled), with_frequency("2", 8)});
  EXPECT_THAT(told(find_suspects(too_old(8), &tenant)), ElementsAre("likely P2"));
  const TenantSnapshot off = tenant_of({with_frequency("1", 8, PolicyState::disabled)});
  const Suspects found = find_suspects(too_old(8), &off);
  EXPECT_THAT(told(found), ElementsAre("possible P1"));
  EXPECT_THAT(found.items[0].because, HasSubstr("off in the export"));
}

TEST(Suspects, a_state_that_is_not_known_may_be_on) {
  TenantSnapshot tenant =
      tenant_of({with_frequency("1", 8, PolicyState::unknown), with_frequency("2", 8)});
  EXPECT_THAT(told(find_suspects(too_old(8), &tenant)), ElementsAre("possible P1", "possible P2"));
  FoundError error = error_of(53003);
  error.claimed_policies.push_back(tenant.policies.items[0].id);
  const Suspects found = find_suspects(error, &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely P1"));
  EXPECT_THAT(found.items[0].because, HasSubstr("not known in the export"));
}

TEST(Suspects, without_claims_a_setting_is_likely_and_policies_are_not_suspected) {
  TenantSnapshot tenant = tenant_of({demanding("1", BuiltInControl::mfa)});
  tenant.security_defaults->is_enabled = true;
  FoundError error = error_of(50076);
  error.form = ErrorForm::oauth_response;
  error.claims_readable = true;
  const Suspects found = find_suspects(error, &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely Security Defaults"));
  EXPECT_THAT(found.summary, HasSubstr("no claims"));
}

TEST(Suspects, per_user_mfa_of_the_account_is_likely_and_of_others_possible) {
  TenantSnapshot tenant = tenant_of({});
  tenant.users.items[0].per_user_mfa_state = PerUserMfaState::enforced;
  FoundError error = error_of(50076);
  EXPECT_THAT(told(find_suspects(error, &tenant)),
              ElementsAre("possible per-user multifactor authentication"));
  error.user = k_user;
  const Suspects found = find_suspects(error, &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely per-user multifactor authentication"));
  EXPECT_THAT(found.items[0].because, HasSubstr("enforced"));
}

TEST(Suspects, a_text_that_shows_no_claims_leaves_policies_possible) {
  TenantSnapshot tenant =
      tenant_of({demanding("1", BuiltInControl::mfa), demanding("2", BuiltInControl::mfa)});
  const Suspects found = find_suspects(error_of(50079), &tenant);
  EXPECT_THAT(told(found), ElementsAre("possible P1", "possible P2"));
  EXPECT_THAT(found.summary, HasSubstr("`claims`"));
}

TEST(Suspects, days_of_remembered_mfa_fit_its_code) {
  TenantSnapshot tenant = tenant_of({});
  tenant.mfa_service_settings->remember_mfa = std::chrono::days(30);
  const Suspects found = find_suspects(error_of(50078), &tenant);
  EXPECT_THAT(told(found), ElementsAre("likely remembered multifactor authentication"));
  EXPECT_THAT(found.items[0].because, HasSubstr("30 days"));
  tenant.mfa_service_settings->remember_mfa.reset();
  EXPECT_THAT(find_suspects(error_of(50078), &tenant).summary, HasSubstr("off in the export"));
  tenant.mfa_service_settings.reset();
  EXPECT_THAT(find_suspects(error_of(50078), &tenant).missing, SizeIs(1));
}

TEST(Suspects, security_defaults_fit_their_own_code) {
  TenantSnapshot tenant = tenant_of({});
  EXPECT_THAT(find_suspects(error_of(530035), &tenant).summary, HasSubstr("are off"));
  tenant.security_defaults->is_enabled = true;
  EXPECT_THAT(told(find_suspects(error_of(530035), &tenant)),
              ElementsAre("certain Security Defaults"));
}

TEST(Suspects, mechanisms_that_the_record_names_come_before_what_fits) {
  FoundError error = error_of(50076);
  error.form = ErrorForm::sign_in_record;
  error.demanded_by = {{"user", "x"}};
  const TenantSnapshot tenant = tenant_of({demanding("1", BuiltInControl::mfa)});
  EXPECT_THAT(told(find_suspects(error, &tenant)),
              ElementsAre("certain per-user multifactor authentication"));
}

TEST(Suspects, a_disabled_account_and_a_disabled_application_are_certain) {
  TenantSnapshot tenant = tenant_of({});
  FoundError error = error_of(50057);
  error.user = k_user;
  EXPECT_THAT(find_suspects(error, &tenant).summary, HasSubstr("enabled in the export"));
  tenant.users.items[0].account_enabled = false;
  EXPECT_THAT(find_suspects(error, &tenant).items, SizeIs(1));
  ServicePrincipal principal;
  principal.app_id = AppId("00000000-1111-2222-3333-444444444444");
  principal.display_name = "Bridge";
  principal.account_enabled = false;
  tenant.service_principals = {true, {principal}};
  FoundError disabled = error_of(7000112);
  disabled.app = principal.app_id.text();
  EXPECT_THAT(told(find_suspects(disabled, &tenant)),
              ElementsAre("certain the application `Bridge`"));
  disabled.app = "00000000-1111-2222-3333-555555555555";
  EXPECT_THAT(told(find_suspects(disabled, &tenant)), SizeIs(1));
}

TEST(Suspects, a_credential_that_ended_before_the_refusal_is_certain) {
  TenantSnapshot tenant = tenant_of({});
  ServicePrincipal principal;
  principal.app_id = AppId("00000000-1111-2222-3333-444444444444");
  principal.display_name = "Bridge";
  tenant.service_principals = {true, {principal}};
  Application app;
  app.app_id = principal.app_id;
  app.credentials_end = {*parse_instant("2026-10-01")};
  tenant.applications = {true, {app}};
  FoundError error = error_of(7000222);
  error.app = principal.app_id.text();
  error.at = parse_instant("2026-11-01");
  EXPECT_THAT(told(find_suspects(error, &tenant)), ElementsAre("certain the application `Bridge`"));
  error.at = parse_instant("2026-09-01");
  EXPECT_THAT(find_suspects(error, &tenant).items, IsEmpty());
}

TEST(Suspects, the_moment_of_a_revocation_is_found_at_its_account) {
  TenantSnapshot tenant = tenant_of({});
  tenant.users.items[0].sign_in_sessions_valid_from = parse_instant("2026-11-12T13:14:19Z");
  FoundError error = error_of(50173);
  error.valid_from = parse_instant("2026-11-12T13:14:19Z");
  EXPECT_THAT(told(find_suspects(error, &tenant)),
              ElementsAre("certain the revocation for `svc@contoso.com`"));
  tenant.users.items[0].last_password_change = error.valid_from;
  EXPECT_THAT(told(find_suspects(error, &tenant)),
              ElementsAre("certain the password change of `svc@contoso.com`"));
}

TEST(Suspects, a_guest_without_device_trust_points_at_the_cross_tenant_settings) {
  TenantSnapshot tenant = tenant_of({demanding("1", BuiltInControl::compliant_device)});
  tenant.cross_tenant_default.emplace();
  EXPECT_THAT(told(find_suspects(error_of(530004), &tenant)),
              Contains("likely inbound trust of cross-tenant access"));
}

TEST(Suspects, codes_that_no_policy_raises_have_none) {
  const TenantSnapshot tenant = tenant_of({demanding("1", BuiltInControl::mfa)});
  const Suspects found = find_suspects(error_of(700082), &tenant);
  EXPECT_THAT(found.items, IsEmpty());
  EXPECT_THAT(found.summary, IsEmpty());
}

TEST(Suspects, without_a_tenant_the_way_to_the_policy_is_said) {
  EXPECT_THAT(find_suspects(error_of(53003), nullptr).summary, HasSubstr("export of the tenant"));
}

}  // namespace
}  // namespace caprock
