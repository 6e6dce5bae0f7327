#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::find_cause;
using fixture::k_now;
using fixture::with_frequency;

const Cause& frequency_of(const ConnectionReport& report) {
  static const Cause k_none{};
  const Cause* cause = find_cause(report, ControlTopic::sign_in_frequency);
  EXPECT_NE(cause, nullptr);
  return cause ? *cause : k_none;
}

TEST(session_causes, a_limit_that_has_passed_breaks_a_public_client_now) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.signed_in_at = k_now - std::chrono::hours(13);
  const ConnectionReport report =
      test.policy(with_frequency(FrequencyInterval::time_based)).report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(frequency_of(report).aadsts, 70043);
  EXPECT_EQ(frequency_of(report).from, k_now - std::chrono::hours(1));
}

TEST(session_causes, a_limit_still_to_come_puts_a_public_client_at_risk_with_a_date) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.signed_in_at = k_now - std::chrono::hours(2);
  const ConnectionReport report =
      test.policy(with_frequency(FrequencyInterval::time_based)).report();
  EXPECT_EQ(report.health, Health::at_risk);
  EXPECT_EQ(frequency_of(report).from, k_now + std::chrono::hours(10));
  EXPECT_NE(report.headline.find("2026-06-01 22:00 UTC"), std::string::npos);
}

TEST(session_causes, a_limit_without_a_known_sign_in_breaks_what_nobody_attends) {
  const ConnectionReport report = Case(ConnectionKind::delegated_public)
                                      .policy(with_frequency(FrequencyInterval::time_based))
                                      .report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_FALSE(frequency_of(report).from.has_value());
}

TEST(session_causes, the_older_of_sign_in_and_mfa_starts_the_clock) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token = {k_now - std::chrono::hours(1), true, k_now - std::chrono::hours(11)};
  const ConnectionReport report =
      test.policy(with_frequency(FrequencyInterval::time_based)).report();
  EXPECT_EQ(frequency_of(report).from, k_now + std::chrono::hours(1));
}

TEST(session_causes, a_limit_on_the_second_factor_alone_counts_from_the_mfa) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token = {k_now - std::chrono::hours(11), true, k_now - std::chrono::hours(1)};
  Policy policy = with_frequency(FrequencyInterval::time_based);
  policy.session_controls->sign_in_frequency->authentication_type =
      FrequencyAuthentication::secondary;
  EXPECT_EQ(frequency_of(test.policy(policy).report()).from, k_now + std::chrono::hours(11));
}

TEST(session_causes, every_time_breaks_a_public_client_five_minutes_after_the_sign_in) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.signed_in_at = k_now - std::chrono::hours(1);
  const ConnectionReport report =
      test.policy(with_frequency(FrequencyInterval::every_time)).report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(frequency_of(report).from, k_now - std::chrono::minutes(55));
}

TEST(session_causes, a_confidential_client_is_only_warned) {
  const ConnectionReport report = Case(ConnectionKind::delegated_confidential)
                                      .policy(with_frequency(FrequencyInterval::time_based))
                                      .report();
  EXPECT_EQ(report.health, Health::at_risk);
  EXPECT_EQ(frequency_of(report).severity, Severity::warning);
  EXPECT_EQ(frequency_of(report).moment, Moment::interactive_sign_in);
}

TEST(session_causes, a_confidential_client_is_broken_where_the_profile_says_it_is_enforced) {
  Case test(ConnectionKind::delegated_confidential);
  test.way().sif_confidential = SifConfidential::enforced;
  const ConnectionReport report =
      test.policy(with_frequency(FrequencyInterval::time_based)).report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(frequency_of(report).evidence, Evidence::vendor);
}

TEST(session_causes, a_vendors_word_about_a_client_of_unsure_kind_is_unsure) {
  Case test(ConnectionKind::local_guest);
  test.way().sif_confidential = SifConfidential::enforced;
  test.policy(with_frequency(FrequencyInterval::time_based));
  EXPECT_EQ(frequency_of(test.report()).evidence, Evidence::vendor);
  test.way().kind_evidence = Evidence::unsure;
  EXPECT_EQ(frequency_of(test.report()).evidence, Evidence::unsure);
}

TEST(session_causes, guests_are_cut_off_like_public_clients) {
  for (const ConnectionKind kind : {ConnectionKind::guest, ConnectionKind::local_guest})
    EXPECT_EQ(Case(kind).policy(with_frequency(FrequencyInterval::time_based)).report().health,
              Health::broken);
}

TEST(session_causes, a_password_sent_each_time_meets_every_frequency) {
  for (const FrequencyInterval interval :
       {FrequencyInterval::time_based, FrequencyInterval::every_time})
    EXPECT_EQ(Case(ConnectionKind::password).policy(with_frequency(interval)).report().health,
              Health::ok);
}

TEST(session_causes, app_only_connections_have_no_session_to_limit) {
  for (const ConnectionKind kind : {ConnectionKind::app_only, ConnectionKind::managed_identity}) {
    const ConnectionReport report =
        Case(kind).policy(with_frequency(FrequencyInterval::every_time)).report();
    EXPECT_EQ(report.health, Health::ok);
    EXPECT_TRUE(report.causes.empty());
  }
}

TEST(session_causes, somebody_at_the_keyboard_makes_a_frequency_a_warning) {
  Case test(ConnectionKind::delegated_public);
  test.way().unattended = false;
  EXPECT_EQ(test.policy(with_frequency(FrequencyInterval::time_based)).report().health,
            Health::at_risk);
}

Policy browser_policy(PersistentBrowserMode mode) {
  Policy policy = fixture::policy_named("Browser");
  policy.session_controls.emplace().persistent_browser = PersistentBrowser{true, mode};
  return policy;
}

TEST(session_causes, persistent_browser_is_a_note_for_stored_tokens) {
  const ConnectionReport report = Case(ConnectionKind::delegated_confidential)
                                      .policy(browser_policy(PersistentBrowserMode::never))
                                      .report();
  EXPECT_EQ(report.health, Health::ok);
  EXPECT_NE(find_cause(report, ControlTopic::persistent_browser), nullptr);
}

TEST(session_causes, persistent_browser_never_is_a_risk_for_a_single_page_app) {
  const ConnectionReport report = Case(ConnectionKind::single_page_app)
                                      .policy(browser_policy(PersistentBrowserMode::never))
                                      .report();
  EXPECT_EQ(report.health, Health::at_risk);
}

TEST(session_causes, the_vendor_saying_otherwise_raises_a_note_to_a_warning) {
  Case test(ConnectionKind::delegated_confidential);
  test.profile.effects = {
      {ControlTopic::persistent_browser, {}, "it ends our token", Evidence::vendor, "doc"}};
  const ConnectionReport report =
      test.policy(browser_policy(PersistentBrowserMode::never)).report();
  EXPECT_EQ(report.health, Health::at_risk);
  EXPECT_EQ(report.causes[0].vendor_says, "it ends our token");
}

TEST(session_causes, token_protection_refuses_a_token_kept_by_a_server) {
  Policy policy = fixture::policy_named("Bound");
  policy.session_controls.emplace().secure_sign_in_session = true;
  const ConnectionReport report =
      Case(ConnectionKind::delegated_confidential).policy(policy).report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].aadsts, 530084);
}

TEST(session_causes, app_enforced_restrictions_matter_where_exchange_or_sharepoint_is_asked) {
  Policy policy = fixture::policy_named("Restricted");
  policy.session_controls.emplace().application_enforced_restrictions = true;
  Case test(ConnectionKind::delegated_confidential);
  test.policy(policy);
  EXPECT_EQ(test.report().health, Health::ok);
  test.way().resources = {AppId(std::string(app::k_exchange_online))};
  EXPECT_EQ(test.report().health, Health::at_risk);
}

TEST(session_causes, strict_location_evaluation_is_a_risk_except_for_guests) {
  Policy policy = fixture::policy_named("Strict");
  policy.session_controls.emplace().continuous_access_evaluation = CaeMode::strict_location;
  EXPECT_EQ(Case(ConnectionKind::delegated_confidential).policy(policy).report().health,
            Health::at_risk);
  EXPECT_EQ(Case(ConnectionKind::guest).policy(policy).report().health, Health::ok);
}

}  // namespace
}  // namespace caprock
