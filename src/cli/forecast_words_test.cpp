#include "cli/forecast_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using samples::k_start;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;

TEST(forecast_words, the_first_break_makes_the_outlook) {
  EXPECT_EQ(outlook_of(samples::lives_on()), Outlook::keeps);
  EXPECT_EQ(outlook_of(samples::refused_by_mfa()), Outlook::refused);
  EXPECT_EQ(outlook_of(samples::ends_by_frequency()), Outlook::breaks);
  EXPECT_EQ(outlook_of(samples::dies_idle()), Outlook::breaks);
  EXPECT_EQ(outlook_of(samples::hangs_on_option()), Outlook::may_break);
  Forecast dead = samples::dies_idle();
  dead.breaks.front().earliest = dead.breaks.front().latest = k_start;
  EXPECT_EQ(outlook_of(dead), Outlook::dead);
}

TEST(forecast_words, the_headline_says_when_and_why) {
  EXPECT_EQ(headline_of(samples::lives_on()),
            "keeps its token at least until 2027-11-22 09:00 UTC");
  EXPECT_EQ(headline_of(samples::ends_by_frequency()),
            "next break in 14 days, on 2026-12-06 10:10 UTC: sign-in frequency of 14 days (policy "
            "`Short sessions for administrators`)");
  EXPECT_EQ(headline_of(samples::refused_by_mfa()),
            "refused now: MFA required (policy `Require MFA for all users`); its last access token "
            "is good until 2026-11-22 09:50 UTC");
}

TEST(forecast_words, a_certain_break_behind_a_possible_one_is_in_the_headline) {
  Forecast forecast = samples::hangs_on_option();
  forecast.breaks.push_back(samples::dies_idle().breaks.front());
  EXPECT_THAT(headline_of(forecast),
              HasSubstr("; breaks in 10 days, on 2026-12-02 09:00 UTC: inactivity of 90 days"));
}

TEST(forecast_words, a_break_before_the_first_request_is_not_now_when_an_event_or_a_time_makes_it) {
  Forecast forecast = samples::refused_by_mfa();
  EXPECT_TRUE(is_now(forecast, forecast.breaks.front()));
  forecast.breaks.front().cause.since = k_start + minutes(20);
  EXPECT_FALSE(is_now(forecast, forecast.breaks.front()));
  forecast.breaks.front().cause.since.reset();
  forecast.life.events = {{k_start + minutes(20), SessionsRevoked{}, "sessions are revoked"}};
  EXPECT_FALSE(is_now(forecast, forecast.breaks.front()));
  EXPECT_EQ(countdown(forecast, forecast.breaks.front()), "in 50 minutes");
}

TEST(forecast_words, a_countdown_counts_whole_minutes_hours_and_days) {
  EXPECT_EQ(countdown(k_start, k_start - hours(5)), "now");
  EXPECT_EQ(countdown(k_start, k_start + minutes(1)), "in 1 minute");
  EXPECT_EQ(countdown(k_start, k_start + hours(47)), "in 47 hours");
  EXPECT_EQ(countdown(k_start, k_start + hours(71)), "in 2 days");
}

TEST(forecast_words, a_control_that_is_not_met_is_named) {
  TokenCause cause;
  cause.reason = TokenReason::grant_needed;
  cause.control = "a compliant device";
  cause.policy_name = "Devices";
  EXPECT_EQ(cause_in_words(cause), "requirement of a compliant device (policy `Devices`)");
  cause = {};
  cause.reason = TokenReason::sign_in_frequency;
  cause.limit = std::chrono::minutes(5);
  EXPECT_EQ(cause_in_words(cause), "sign-in frequency every time");
}

}  // namespace
}  // namespace caprock
