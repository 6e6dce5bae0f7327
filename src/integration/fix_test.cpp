#include "integration/fix.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;
using fixture::k_now;
using fixture::remedy;

Case excluded_from_a_frequency(bool also_mfa) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token = {k_now - std::chrono::days(2), true, {}};
  test.profile.remedies = {
      remedy("account", RemedyChange::exclude_account, {ControlTopic::sign_in_frequency})};
  Policy policy = fixture::with_frequency(FrequencyInterval::time_based);
  if (also_mfa) policy.grant_controls = demanding({BuiltInControl::mfa}).grant_controls;
  return test.policy(policy);
}

TEST(fix, excluding_from_a_policy_opens_also_what_the_connection_meets_today) {
  EXPECT_NE(excluded_from_a_frequency(true).report().exposure, "");
  EXPECT_EQ(excluded_from_a_frequency(false).report().exposure, "");
}

TEST(fix, the_account_of_a_person_is_not_fenced) {
  Case test = excluded_from_a_frequency(true);
  test.way().account_of = AccountOf::person;
  const ConnectionReport report = test.report();
  EXPECT_NE(report.exposure.find("everything this person does"), std::string::npos);
  EXPECT_EQ(report.exposure.find("Block it"), std::string::npos);
}

TEST(fix, an_account_whose_roles_nobody_knows_is_called_so) {
  Case test = excluded_from_a_frequency(true);
  test.tenant.role_assignments = {};
  EXPECT_NE(test.report().exposure.find("its roles are not known"), std::string::npos);
}

TEST(fix, what_is_not_known_gets_no_exclusion) {
  Case test(ConnectionKind::delegated_public);
  test.profile.remedies = {remedy("account", RemedyChange::exclude_account, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.health, Health::unknown);
  EXPECT_TRUE(report.fix.empty());
  ASSERT_FALSE(report.missing.empty());
  EXPECT_EQ(report.remedies[0].helps, Helps::yes);
}

TEST(fix, what_only_the_vendor_fears_gets_no_exclusion) {
  Case test(ConnectionKind::delegated_confidential);
  test.profile.remedies = {
      remedy("account", RemedyChange::exclude_account, {ControlTopic::sign_in_frequency})};
  test.policy(fixture::with_frequency(FrequencyInterval::time_based));
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::at_risk);
  EXPECT_TRUE(report.fix.empty());
  EXPECT_EQ(report.remedies.size(), 1U);
}

TEST(fix, switching_per_user_mfa_off_opens_the_account) {
  Case test(ConnectionKind::password);
  test.user().per_user_mfa_state = PerUserMfaState::enforced;
  test.profile.remedies = {
      remedy("off", RemedyChange::disable_per_user_mfa, {ControlTopic::per_user_mfa})};
  EXPECT_NE(test.report().exposure.find("password or token"), std::string::npos);
}

TEST(fix, a_step_for_the_whole_tenant_says_so) {
  Case test(ConnectionKind::password);
  test.tenant.security_defaults->is_enabled = true;
  test.connection.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  test.profile.remedies = {
      remedy("off", RemedyChange::disable_security_defaults, {ControlTopic::security_defaults})};
  EXPECT_NE(test.report().exposure.find("every account"), std::string::npos);
}

TEST(fix, a_sign_in_from_time_to_time_is_less_than_a_change_for_everybody) {
  Case test(ConnectionKind::delegated_confidential);
  test.user().per_user_mfa_state = PerUserMfaState::enforced;
  test.connection.token = {k_now - std::chrono::days(40), true, k_now - std::chrono::days(40)};
  test.tenant.mfa_service_settings->remember_mfa = std::chrono::days(30);
  test.profile.remedies = {
      remedy("off", RemedyChange::turn_off_remember_mfa, {ControlTopic::remember_mfa}),
      remedy("again", RemedyChange::sign_in_with_mfa, {ControlTopic::remember_mfa})};
  const ConnectionReport report = test.report();
  ASSERT_EQ(report.fix.size(), 1U);
  EXPECT_EQ(report.fix[0].change, RemedyChange::sign_in_with_mfa);
  EXPECT_EQ(report.fix[0].lasts_until, k_now + std::chrono::days(30));
}

Case blocked_outside_the_office() {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.network = {*IpRange::from_cidr("203.0.113.64/28")};
  test.profile.remedies = {
      remedy("account", RemedyChange::exclude_account, {ControlTopic::block}),
      remedy("place", RemedyChange::add_named_location, {ControlTopic::block})};
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.locations.emplace().exclude_locations = {LocationId("office")};
  return test.policy(policy);
}

TEST(fix, a_block_by_place_is_told_one_more_place) {
  const ConnectionReport report = blocked_outside_the_office().report();
  ASSERT_EQ(report.fix.size(), 1U);
  EXPECT_EQ(report.fix[0].change, RemedyChange::add_named_location);
}

TEST(fix, a_new_location_is_left_out_of_policies_that_look_at_no_place_so_far) {
  Case test(ConnectionKind::delegated_public);
  test.connection.network = {*IpRange::from_cidr("203.0.113.64/28")};
  test.connection.token.with_mfa = false;
  test.profile.remedies = {remedy("place", RemedyChange::add_named_location, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.remedies[0].helps, Helps::yes);
}

TEST(fix, an_end_that_nobody_measured_is_a_caution_and_spoils_no_remedy) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = false;
  test.tenant.mfa_service_settings->remember_mfa = std::chrono::days(30);
  test.profile.remedies = {remedy("again", RemedyChange::sign_in_with_mfa, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.remedies[0].helps, Helps::yes);
  EXPECT_NE(report.remedies[0].caution.find("2026-07-01"), std::string::npos);
}

}  // namespace
}  // namespace caprock
