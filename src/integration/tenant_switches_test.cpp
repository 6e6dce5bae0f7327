#include "integration/tenant_switches.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::find_cause;
using fixture::k_now;

void make_global_administrator(Case& test) {
  test.connection.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
}

Case with_defaults_on(ConnectionKind kind) {
  Case test(kind);
  test.tenant.security_defaults->is_enabled = true;
  return test;
}

TEST(tenant_switches, security_defaults_refuse_an_administrator_who_sends_a_password) {
  Case test = with_defaults_on(ConnectionKind::password);
  make_global_administrator(test);
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].topic, ControlTopic::security_defaults);
  EXPECT_EQ(report.causes[0].aadsts, 50076);
}

TEST(tenant_switches, security_defaults_ask_an_unregistered_password_account_to_register) {
  Case test = with_defaults_on(ConnectionKind::password);
  test.user().is_mfa_registered = false;
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].aadsts, 50079);
}

TEST(tenant_switches, security_defaults_refuse_an_administrator_token_without_mfa) {
  Case test = with_defaults_on(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  make_global_administrator(test);
  EXPECT_EQ(test.report().health, Health::broken);
}

TEST(tenant_switches, security_defaults_let_an_administrator_token_with_mfa_live) {
  Case test = with_defaults_on(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = true;
  make_global_administrator(test);
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(tenant_switches, security_defaults_may_ask_an_ordinary_account_at_any_time) {
  Case test = with_defaults_on(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  EXPECT_EQ(test.report().health, Health::at_risk);
}

TEST(tenant_switches, security_defaults_leave_app_only_and_synchronization_accounts_alone) {
  EXPECT_EQ(with_defaults_on(ConnectionKind::app_only).report().health, Health::ok);
  Case test = with_defaults_on(ConnectionKind::password);
  test.connection.roles = {RoleTemplateId("d29b2b05-8046-44ba-8758-1e26182fcf32")};
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(tenant_switches, unknown_roles_under_security_defaults_leave_health_unknown) {
  Case test = with_defaults_on(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  test.tenant.role_assignments.exported = false;
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::unknown);
  EXPECT_FALSE(report.missing.empty());
}

TEST(tenant_switches, enabled_policies_mean_that_security_defaults_are_off) {
  Case test(ConnectionKind::delegated_confidential);
  test.tenant.security_defaults.reset();
  test.connection.token.with_mfa = true;
  test.policy(fixture::demanding({BuiltInControl::mfa}));
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::ok);
  EXPECT_TRUE(std::any_of(report.notes.begin(), report.notes.end(), [](const std::string& note) {
    return note.find("inferred off") != std::string::npos;
  }));
}

TEST(tenant_switches, a_profile_that_asks_for_unexported_security_defaults_stays_unknown) {
  Case test(ConnectionKind::password);
  test.tenant.security_defaults.reset();
  test.profile.requirements.emplace_back().kind = RequirementKind::security_defaults_off;
  EXPECT_EQ(test.report().health, Health::unknown);
}

TEST(tenant_switches, per_user_mfa_refuses_a_token_without_mfa) {
  Case test(ConnectionKind::delegated_public);
  test.user().per_user_mfa_state = PerUserMfaState::enforced;
  test.connection.token.with_mfa = false;
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].topic, ControlTopic::per_user_mfa);
  EXPECT_EQ(report.causes[0].aadsts, 50076);
}

TEST(tenant_switches, per_user_mfa_lets_trusted_addresses_through) {
  Case test(ConnectionKind::password);
  test.user().per_user_mfa_state = PerUserMfaState::enforced;
  test.connection.network = {*IpRange::from_cidr("203.0.113.5/32")};
  EXPECT_EQ(test.report().health, Health::broken);
  test.tenant.mfa_service_settings->trusted_ips = {*IpRange::from_cidr("203.0.113.0/24")};
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(tenant_switches, per_user_mfa_that_is_not_exported_is_listed_as_missing) {
  Case test(ConnectionKind::delegated_public);
  test.user().per_user_mfa_state.reset();
  test.connection.token.with_mfa = true;
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::ok);
  EXPECT_FALSE(report.missing.empty());
}

Case remembering(std::chrono::days days) {
  Case test(ConnectionKind::delegated_public);
  test.user().per_user_mfa_state = PerUserMfaState::enforced;
  test.tenant.mfa_service_settings->remember_mfa = days;
  test.connection.token = {k_now - std::chrono::days(20), true, k_now - std::chrono::days(20)};
  return test;
}

TEST(tenant_switches, a_remembered_factor_that_is_too_old_ends_the_token) {
  const ConnectionReport report = remembering(std::chrono::days(14)).report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].aadsts, 50078);
}

TEST(tenant_switches, a_remembered_factor_that_will_be_too_old_has_a_date) {
  const ConnectionReport report = remembering(std::chrono::days(30)).report();
  EXPECT_EQ(report.health, Health::at_risk);
  EXPECT_EQ(report.causes[0].from, k_now + std::chrono::days(10));
}

TEST(tenant_switches, the_age_of_a_factor_nobody_demands_is_not_checked) {
  Case test = remembering(std::chrono::days(14));
  test.user().per_user_mfa_state = PerUserMfaState::disabled;
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(tenant_switches, a_policy_that_demands_mfa_makes_its_age_count) {
  Case test = remembering(std::chrono::days(14));
  test.user().per_user_mfa_state = PerUserMfaState::disabled;
  test.policy(fixture::demanding({BuiltInControl::mfa}));
  const ConnectionReport report = test.report();
  ASSERT_NE(find_cause(report, ControlTopic::remember_mfa), nullptr);
  EXPECT_EQ(find_cause(report, ControlTopic::remember_mfa)->evidence, Evidence::unsure);
}

TEST(tenant_switches, remembering_switched_off_sets_no_limit) {
  Case test = remembering(std::chrono::days(14));
  test.tenant.mfa_service_settings->remember_mfa.reset();
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(tenant_switches, a_remembered_factor_counts_no_surer_than_the_policy_that_demands_it) {
  Case test = remembering(std::chrono::days(14));
  test.user().per_user_mfa_state = PerUserMfaState::disabled;
  Policy policy = fixture::demanding({BuiltInControl::mfa});
  policy.conditions.locations.emplace().exclude_locations = {LocationId("AllTrusted")};
  const ConnectionReport report = test.policy(policy).report();
  ASSERT_NE(find_cause(report, ControlTopic::remember_mfa), nullptr);
  EXPECT_EQ(find_cause(report, ControlTopic::remember_mfa)->certainty, Match::unknown);
  EXPECT_EQ(report.health, Health::unknown);
}

TEST(tenant_switches, security_defaults_make_the_age_of_an_administrators_factor_count) {
  Case test = remembering(std::chrono::days(14));
  test.user().per_user_mfa_state = PerUserMfaState::disabled;
  test.tenant.security_defaults->is_enabled = true;
  make_global_administrator(test);
  const ConnectionReport report = test.report();
  ASSERT_NE(find_cause(report, ControlTopic::remember_mfa), nullptr);
  EXPECT_EQ(find_cause(report, ControlTopic::remember_mfa)->evidence, Evidence::unsure);
}

TEST(tenant_switches, a_factor_without_a_date_was_shown_at_the_sign_in) {
  Case test = remembering(std::chrono::days(14));
  test.connection.token = {k_now - std::chrono::days(3), true, {}};
  const ConnectionReport report = test.report();
  ASSERT_NE(find_cause(report, ControlTopic::remember_mfa), nullptr);
  EXPECT_EQ(find_cause(report, ControlTopic::remember_mfa)->from, k_now + std::chrono::days(11));
}

}  // namespace
}  // namespace caprock
