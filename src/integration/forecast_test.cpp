#include "integration/forecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::k_now;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Forecast forecast_of(const Case& test, const std::vector<std::string>& events = {},
                     days horizon = days(60)) {
  const std::vector<Profile> profiles{test.profile};
  const auto target = find_target(test.tenant, profiles, test.connection);
  ForecastPlan plan{k_now, k_now + horizon, {}};
  for (const std::string& event : events)
    plan.events.push_back(parse_planned_event(event, test.tenant, k_now).value());
  return forecast(*target, fixture::decide, plan).value();
}

Case signed_in(ConnectionKind kind, hours ago, bool with_mfa = false) {
  Case test(kind);
  test.connection.token.signed_in_at = k_now - ago;
  test.connection.token.with_mfa = with_mfa;
  return test;
}

TEST(Forecast, a_connection_that_nothing_ends_says_why_it_lasts) {
  const Forecast forecast = forecast_of(signed_in(ConnectionKind::delegated_public, hours(24)));
  EXPECT_THAT(forecast.breaks, IsEmpty());
  EXPECT_THAT(forecast.lasts, SizeIs(2));
  EXPECT_EQ(forecast.life.spans.front().from, k_now);
}

TEST(Forecast, a_policy_that_wants_mfa_refuses_now) {
  const Forecast forecast = forecast_of(signed_in(ConnectionKind::delegated_public, hours(24))
                                            .policy(fixture::demanding({BuiltInControl::mfa})));
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  const PredictedBreak& now = forecast.breaks.front();
  EXPECT_EQ(now.earliest, k_now);
  EXPECT_EQ(now.latest, k_now);
  EXPECT_EQ(now.cause.aadsts, 50076);
  EXPECT_EQ(now.verdict, TokenVerdict::refused);
  EXPECT_EQ(now.fix, FixKind::reauth_user);
  EXPECT_THAT(now.says, HasSubstr("`Demand` requires multifactor authentication"));
  EXPECT_THAT(now.recovery, HasSubstr("with multifactor authentication"));
}

TEST(Forecast, a_frequency_gives_a_date_to_the_access_token_and_what_comes_after_a_new_sign_in) {
  const Forecast forecast = forecast_of(
      signed_in(ConnectionKind::delegated_public, hours(24))
          .policy(fixture::with_frequency(FrequencyInterval::time_based, 14, FrequencyUnit::days)));
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  const PredictedBreak& later = forecast.breaks.front();
  EXPECT_EQ(later.earliest, k_now + days(13));
  EXPECT_EQ(later.latest, k_now + days(13) + minutes(90));
  EXPECT_EQ(later.cause.aadsts, 70043);
  EXPECT_EQ(later.error, "invalid_grant");
  EXPECT_EQ(later.suberror, "token_expired");
  EXPECT_THAT(later.says, HasSubstr("every 14 days"));
  EXPECT_THAT(forecast.again, SizeIs(3));
  EXPECT_GT(forecast.again[0], k_now + days(27));
  EXPECT_LT(forecast.again[0], k_now + days(27) + hours(4));
}

TEST(Forecast, every_time_is_said_so) {
  const Forecast forecast =
      forecast_of(signed_in(ConnectionKind::delegated_public, hours(24))
                      .policy(fixture::with_frequency(FrequencyInterval::every_time)));
  EXPECT_THAT(forecast.breaks.front().says, HasSubstr("a fresh sign-in every time, and the last"));
}

TEST(Forecast, a_known_cadence_makes_the_date_exact) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  test.policy(fixture::with_frequency(FrequencyInterval::time_based, 2, FrequencyUnit::days));
  test.way().refresh_every = hours(7);
  const Forecast forecast = forecast_of(test);
  EXPECT_EQ(forecast.breaks.front().earliest, k_now + hours(28));
  EXPECT_EQ(forecast.breaks.front().latest, k_now + hours(28));
}

TEST(Forecast, nobody_who_can_sign_in_leaves_it_to_the_administrator) {
  Case test = signed_in(ConnectionKind::local_guest, hours(24));
  test.policy(fixture::with_frequency(FrequencyInterval::time_based, 2, FrequencyUnit::days));
  test.way().person_can_sign_in = false;
  const Forecast forecast = forecast_of(test);
  EXPECT_EQ(forecast.breaks.front().fix, FixKind::admin_policy_change);
  EXPECT_THAT(forecast.again, IsEmpty());
}

TEST(Forecast, an_unsure_option_that_moves_the_date_is_told_with_its_other_answer) {
  Case test = signed_in(ConnectionKind::delegated_confidential, hours(24));
  test.policy(fixture::with_frequency(FrequencyInterval::time_based, 2, FrequencyUnit::days));
  const Forecast forecast = forecast_of(test);
  EXPECT_THAT(forecast.breaks, IsEmpty());
  ASSERT_THAT(forecast.other_answers, SizeIs(1));
  EXPECT_EQ(forecast.other_answers[0].option, "sif_confidential");
  EXPECT_EQ(forecast.other_answers[0].value, "enforced");
  EXPECT_GT(forecast.other_answers[0].from, k_now + days(1));
}

TEST(Forecast, what_is_planned_happens_on_its_day) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  Policy off = fixture::demanding({BuiltInControl::mfa});
  off.state = PolicyState::disabled;
  test.policy(off);
  const Forecast forecast = forecast_of(
      test, {"+10d policy-on:Demand", "+20d policy-off:Demand", "+5d signed-in-without-mfa"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].earliest, k_now + days(10));
  EXPECT_EQ(forecast.breaks[0].latest, k_now + days(10) + minutes(90));
  ASSERT_TRUE(forecast.breaks[0].over);
  EXPECT_GE(*forecast.breaks[0].over, k_now + days(20));
  EXPECT_THAT(forecast.life.events, SizeIs(3));
  EXPECT_EQ(forecast.life.events[0].at, k_now + days(5));
}

TEST(Forecast, a_revocation_kills_and_a_sign_in_revives) {
  const Forecast forecast = forecast_of(signed_in(ConnectionKind::delegated_public, hours(24)),
                                        {"+3d sessions-revoked", "+4d signed-in"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].verdict, TokenVerdict::terminal);
  EXPECT_EQ(forecast.breaks[0].cause.aadsts, 50173);
  EXPECT_TRUE(forecast.breaks[0].over);
}

TEST(Forecast, a_sign_in_that_nobody_dated_makes_the_date_a_guess) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = false;
  test.policy(fixture::with_frequency(FrequencyInterval::time_based, 2, FrequencyUnit::days));
  const Forecast forecast = forecast_of(test);
  EXPECT_EQ(forecast.breaks.front().certainty, Match::unknown);
  EXPECT_THAT(forecast.assumptions.front(), HasSubstr("token.signed_in_at"));
}

TEST(Forecast, a_policy_that_lists_ids_may_mean_an_account_of_which_only_the_name_is_known) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  Policy listed = fixture::demanding({BuiltInControl::mfa});
  listed.conditions.users->include_users = {UserId("33333333-3333-3333-3333-333333333333")};
  test.policy(listed);
  EXPECT_THAT(forecast_of(test).breaks, IsEmpty());
  test.tenant.users = {};
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].certainty, Match::unknown);
  EXPECT_EQ(forecast.breaks[0].cause.policy_name, "Demand");
}

TEST(Forecast, policies_without_ids_are_told_apart_by_their_names) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  for (const char* name : {"First", "Second"}) {
    Policy policy = fixture::demanding({BuiltInControl::mfa});
    policy.id = PolicyId();
    policy.display_name = name;
    policy.state = PolicyState::disabled;
    test.policy(policy);
  }
  const Forecast forecast = forecast_of(test, {"+1d policy-on:Second"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].cause.policy_name, "Second");
  EXPECT_THAT(forecast.breaks[0].also, IsEmpty());
}

TEST(Forecast, a_switch_that_must_be_off_and_is_not_exported_may_be_on) {
  Case test = signed_in(ConnectionKind::password, hours(24));
  test.user().per_user_mfa_state.reset();
  EXPECT_THAT(forecast_of(test).breaks, IsEmpty());
  Requirement& wanted = test.profile.requirements.emplace_back();
  wanted.kind = RequirementKind::per_user_mfa_disabled;
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].certainty, Match::unknown);
  EXPECT_EQ(forecast.breaks[0].cause.reason, TokenReason::per_user_mfa);
}

TEST(Forecast, ninety_days_begin_when_a_refusal_began) {
  const Forecast forecast = forecast_of(
      signed_in(ConnectionKind::delegated_public, hours(24) * 40)
          .policy(fixture::with_frequency(FrequencyInterval::time_based, 10, FrequencyUnit::days)),
      {}, days(90));
  ASSERT_THAT(forecast.breaks, SizeIs(2));
  EXPECT_EQ(forecast.breaks[1].cause.reason, TokenReason::inactivity);
  EXPECT_EQ(forecast.breaks[1].earliest, k_now + days(60));
}

TEST(Forecast, an_unknown_second_factor_is_a_possible_break) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.signed_in_at = k_now - hours(5);
  test.policy(fixture::demanding({BuiltInControl::mfa}));
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].certainty, Match::unknown);
  EXPECT_THAT(forecast.breaks[0].says, HasSubstr("may be refused"));
}

TEST(Forecast, an_application_ends_with_its_last_secret) {
  Case test(ConnectionKind::app_only);
  test.connection.account.clear();
  test.connection.app = fixture::k_app;
  Application& app = test.tenant.applications.items.emplace_back();
  app.app_id = fixture::k_app;
  app.credentials_end = {k_now - days(5), k_now + days(20), k_now + days(40)};
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].earliest, k_now + days(40));
  EXPECT_EQ(forecast.breaks[0].cause.aadsts, 7000222);
  EXPECT_EQ(forecast.breaks[0].fix, FixKind::rotate_secret);
  EXPECT_THAT(forecast.assumptions.front(), HasSubstr("2 secrets or certificates"));
}

TEST(Forecast, a_secret_that_expires_ends_a_web_client_and_a_new_one_brings_it_back) {
  const Forecast forecast =
      forecast_of(signed_in(ConnectionKind::delegated_confidential, hours(24)),
                  {"+10d secret-expires", "+12d secret-renewed"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].cause.aadsts, 7000222);
  EXPECT_EQ(forecast.breaks[0].retry, "app-owner");
  EXPECT_EQ(forecast.breaks[0].earliest, k_now + days(10));
  EXPECT_TRUE(forecast.breaks[0].over);
}

TEST(Forecast, azure_refuses_changes_without_a_second_factor_though_the_token_is_issued) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  test.way().resources = {AppId(std::string(app::k_azure_service_management))};
  const Forecast forecast = forecast_of(test);
  EXPECT_THAT(forecast.breaks, IsEmpty());
  EXPECT_THAT(forecast.assumptions, testing::Contains(HasSubstr("(TS 5.5.2)")));
}

TEST(Forecast, a_token_lifetime_that_graph_refuses_is_told_and_not_counted) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  TokenLifetimePolicy& policy = test.tenant.token_lifetime_policies.items.emplace_back();
  policy.display_name = "Half a minute";
  policy.is_organization_default = true;
  policy.access_token_lifetime = std::chrono::seconds(30);
  EXPECT_THAT(forecast_of(test).assumptions, testing::Contains(HasSubstr("`Half a minute`")));
}

TEST(Forecast, a_break_does_not_begin_before_the_event_that_brings_it) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  Policy off = fixture::with_frequency(FrequencyInterval::time_based, 2, FrequencyUnit::days);
  off.state = PolicyState::disabled;
  test.policy(off);
  const Forecast forecast = forecast_of(test, {"+10d policy-on:Frequency"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].earliest, k_now + days(10));
  EXPECT_EQ(forecast.breaks[0].latest, k_now + days(10) + minutes(90));
}

TEST(Forecast, tokens_that_live_longer_put_the_latest_date_off) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  test.policy(fixture::with_frequency(FrequencyInterval::time_based, 3, FrequencyUnit::days));
  TokenLifetimePolicy& policy = test.tenant.token_lifetime_policies.items.emplace_back();
  policy.is_organization_default = true;
  policy.access_token_lifetime = days(1);
  const PredictedBreak first = forecast_of(test).breaks.front();
  EXPECT_EQ(first.earliest, k_now + days(2));
  EXPECT_EQ(first.latest, k_now + days(3));
}

TEST(Forecast, an_application_whose_secrets_are_all_over_is_refused_now) {
  Case test(ConnectionKind::app_only);
  test.connection.account.clear();
  test.connection.app = fixture::k_app;
  Application& app = test.tenant.applications.items.emplace_back();
  app.app_id = fixture::k_app;
  app.credentials_end = {k_now - days(50), k_now - days(5)};
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].earliest, k_now);
  EXPECT_EQ(forecast.breaks[0].cause.since, k_now - days(5));
}

TEST(Forecast, a_guest_is_revoked_at_home_and_not_here) {
  Case test = signed_in(ConnectionKind::guest, hours(48));
  test.user().sign_in_sessions_valid_from = k_now - hours(1);
  test.user().last_password_change = k_now - hours(1);
  EXPECT_THAT(forecast_of(test).breaks, IsEmpty());
}

TEST(Forecast, an_address_that_may_be_refused_comes_before_one_that_is_safe) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(24));
  test.connection.network = {*IpRange::from_cidr("203.0.113.1/32"),
                             *IpRange::from_cidr("198.51.100.7/32")};
  test.connection.token.with_mfa.reset();
  Policy outside = fixture::demanding({BuiltInControl::mfa});
  outside.conditions.locations.emplace().include_locations = {LocationId("All")};
  outside.conditions.locations->exclude_locations = {LocationId("office")};
  test.policy(outside);
  NamedLocation& office = test.tenant.named_locations.items.emplace_back();
  office.id = LocationId("office");
  IpNamedLocation ranges;
  ranges.ip_ranges = {*IpRange::from_cidr("203.0.113.0/24")};
  office.kind = ranges;
  const Forecast forecast = forecast_of(test);
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].certainty, Match::unknown);
}

TEST(Forecast, a_sign_in_ends_everything_that_was_refused_before_it) {
  const Forecast forecast = forecast_of(
      signed_in(ConnectionKind::delegated_public, hours(24))
          .policy(fixture::with_frequency(FrequencyInterval::time_based, 10, FrequencyUnit::days)),
      {"+120d signed-in"}, days(125));
  ASSERT_THAT(forecast.breaks, SizeIs(2));
  EXPECT_TRUE(forecast.breaks[0].over);
  EXPECT_EQ(forecast.breaks[0].over, forecast.breaks[1].over);
}

TEST(Forecast, a_password_that_was_changed_is_stored_anew) {
  const Forecast forecast =
      forecast_of(signed_in(ConnectionKind::password, hours(24)), {"+5d password-changed"});
  ASSERT_THAT(forecast.breaks, SizeIs(1));
  EXPECT_EQ(forecast.breaks[0].cause.aadsts, 50126);
  EXPECT_THAT(forecast.breaks[0].recovery, HasSubstr("stores the account's new password"));
}

TEST(Forecast, a_sign_in_after_now_is_refused_with_its_place) {
  Case test = signed_in(ConnectionKind::delegated_public, hours(-24));
  test.connection.where = {"connections.yaml", "", 4, 5};
  const Error error = test.result().error();
  EXPECT_EQ(error.code, ErrorCode::life_invalid);
  EXPECT_EQ(error.where.line, 4);
  EXPECT_THAT(error.message, HasSubstr("connection `Bridge in Contoso`"));
}

// --- events in words
Error problem_of(std::string_view text) {
  Case test(ConnectionKind::delegated_public);
  test.policy(fixture::demanding({BuiltInControl::mfa}));
  return parse_planned_event(text, test.tenant, k_now).error();
}

TEST(PlannedEvent, what_cannot_be_read_says_what_to_write) {
  EXPECT_THAT(problem_of("password-changed").message, HasSubstr("no time"));
  EXPECT_THAT(problem_of("soon password-changed").message, HasSubstr("`soon` is no time"));
  EXPECT_THAT(problem_of("+1d passwort-changed").hint, HasSubstr("password-changed"));
  EXPECT_THAT(problem_of("+1d policy-on").message, HasSubstr("needs more"));
  EXPECT_THAT(problem_of("+1d signed-in:now").message, HasSubstr("takes nothing more"));
  EXPECT_THAT(problem_of("+1d policy-on:Demnd").hint, HasSubstr("`Demand`"));
  EXPECT_EQ(problem_of("+1d policy-on:Demnd").code, ErrorCode::name_unknown);
  EXPECT_THAT(problem_of("+1d remember-mfa:366").message, HasSubstr("no number of days"));
  EXPECT_EQ(problem_of("+1d network:300.1.1.1").code, ErrorCode::location_bad_range);
}

TEST(PlannedEvent, every_event_can_be_planned) {
  Case test(ConnectionKind::delegated_public);
  test.policy(fixture::demanding({BuiltInControl::mfa}));
  for (const EventWord& word : event_words()) {
    std::string text = "2026-07-01 " + std::string(word.word);
    if (word.argument == "POLICY") text += ":Demand";
    if (word.argument == "DAYS") text += ":30";
    if (word.argument == "RANGES") text += ":203.0.113.0/24,2001:db8::1";
    const auto event = parse_planned_event(text, test.tenant, k_now);
    ASSERT_TRUE(event) << text;
    EXPECT_EQ(event->at, *parse_instant("2026-07-01T00:00:00Z"));
    EXPECT_FALSE(event->label.empty());
  }
}

}  // namespace
}  // namespace caprock
