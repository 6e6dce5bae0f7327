#include "token/life.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "token/call.h"
#include "token/reasons.h"

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;

const Instant k_start = *parse_instant("2026-01-01T00:00:00Z");

PolicyDemand frequency_of(seconds period, std::string id = "f") {
  PolicyDemand demand;
  demand.policy = PolicyId(std::move(id));
  demand.frequency = period;
  return demand;
}

PolicyDemand mfa_policy(Match applies = Match::yes) {
  PolicyDemand demand;
  demand.policy = PolicyId("m");
  demand.applies = applies;
  demand.met_without_mfa = Match::no;
  demand.code_without_mfa = 50076;
  return demand;
}

ConnectionLife life_of(ConnectionKind kind, ClientKind client = ClientKind::public_client) {
  ConnectionLife life;
  life.token.kind = kind;
  life.token.client = client;
  life.token.signed_in = life.token.issued = life.token.family_began = k_start;
  life.from = k_start;
  return life;
}

// What the spans of a life say: the reason, and hours after the start.
struct Told {
  TokenReason reason;
  double from;
  bool operator==(const Told&) const = default;
};

std::vector<Told> told_of(ConnectionLife life, days horizon, const TokenOptions& options = {}) {
  const auto line = live(std::move(life), k_start + horizon, options);
  std::vector<Told> out;
  for (const LifeSpan& span : line.value().spans) {
    const auto& causes = span.answer.causes;
    out.push_back({causes.empty() ? TokenReason::none : causes.front().reason,
                   static_cast<double>((span.from - k_start).count()) / 3600});
  }
  return out;
}

DatedEvent at(seconds offset, TokenEvent event) { return {k_start + offset, std::move(event), {}}; }

TEST(TokenLife, a_token_that_is_used_and_asked_for_nothing_lives_for_ever) {
  const auto line = live(life_of(ConnectionKind::delegated_public), k_start + days(400), {});
  ASSERT_EQ(line->spans.size(), 1U);
  EXPECT_EQ(line->spans[0].answer.verdict, TokenVerdict::ok);
  EXPECT_EQ(line->spans[0].requests, 400U * 24 * 60 / 75);
  EXPECT_EQ(line->spans[0].from, k_start + minutes(75));
}

TEST(TokenLife, a_token_that_rests_ninety_days_is_good_and_a_second_later_dead) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  EXPECT_EQ(answer_request(life.token, {}, {}, k_start + days(90), {}).verdict, TokenVerdict::ok);
  const TokenAnswer dead = answer_request(life.token, {}, {}, k_start + days(90) + seconds(1), {});
  EXPECT_EQ(dead.verdict, TokenVerdict::terminal);
  EXPECT_EQ(dead.causes.front().aadsts, 700082);
  EXPECT_EQ(dead.causes.front().since, k_start + days(90));
}

TEST(TokenLife, a_cadence_longer_than_ninety_days_ends_the_token) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.refresh_every = days(91);
  EXPECT_THAT(told_of(life, days(365)), ElementsAre(Told{TokenReason::inactivity, 91 * 24}));
}

TEST(TokenLife, a_single_page_app_lasts_a_day) {
  EXPECT_THAT(
      told_of(life_of(ConnectionKind::single_page_app, ClientKind::single_page_app), days(3)),
      ElementsAre(Told{TokenReason::none, 1.25}, Told{TokenReason::single_page_day_over, 25}));
}

TEST(TokenLife, a_frequency_ends_it_at_the_first_refresh_after_the_period) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(hours(12))};
  EXPECT_THAT(told_of(life, days(2)), ElementsAre(Told{TokenReason::none, 1.25},
                                                  Told{TokenReason::sign_in_frequency, 12.5}));
}

TEST(TokenLife, every_time_ends_it_at_the_first_refresh) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(seconds(0))};
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::sign_in_frequency, 1.25}));
  life.refresh_every = minutes(4);
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::none, 4.0 / 60},
                                                  Told{TokenReason::sign_in_frequency, 8.0 / 60}));
}

TEST(TokenLife, a_web_client_of_others_waits_for_a_person_unless_the_option_says_otherwise) {
  ConnectionLife life =
      life_of(ConnectionKind::delegated_confidential, ClientKind::confidential_client);
  life.demands.policies = {frequency_of(hours(1))};
  EXPECT_THAT(told_of(life, days(10)), ElementsAre(Told{TokenReason::none, 1.25}));
  TokenOptions enforced;
  enforced.sif_confidential = SifConfidential::enforced;
  EXPECT_THAT(told_of(life, days(10), enforced),
              ElementsAre(Told{TokenReason::sign_in_frequency, 1.25}));
}

TEST(TokenLife, a_policy_that_is_switched_off_gives_the_same_token_back) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(hours(1))};
  life.events = {at(hours(3), DemandsChanged{})};
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::sign_in_frequency, 1.25},
                                                  Told{TokenReason::none, 3.75}));
}

TEST(TokenLife, a_frequency_that_is_too_old_is_told_before_inactivity) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(days(30))};
  const TokenAnswer answer =
      answer_request(life.token, life.world, life.demands, k_start + days(118), {});
  EXPECT_EQ(answer.verdict, TokenVerdict::terminal);
  ASSERT_EQ(answer.causes.size(), 2U);
  EXPECT_EQ(answer.causes[0].aadsts, 70043);
  EXPECT_EQ(answer.causes[0].limit, seconds(days(30)));
  EXPECT_EQ(answer.causes[1].aadsts, 700082);
}

TEST(TokenLife, of_two_frequencies_the_shorter_speaks_first) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(days(1), "long"), frequency_of(hours(4), "short")};
  const TokenAnswer answer =
      answer_request(life.token, life.world, life.demands, k_start + days(2), {});
  ASSERT_EQ(answer.causes.size(), 2U);
  EXPECT_EQ(answer.causes[0].policy, PolicyId("short"));
}

TEST(TokenLife, a_remembered_second_factor_ages_only_where_something_asks_for_one) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.token.has_mfa = Match::yes;
  life.token.mfa = k_start;
  life.world.remember_mfa_days = 14;
  life.refresh_every = hours(24);
  EXPECT_THAT(told_of(life, days(30)), ElementsAre(Told{TokenReason::none, 24}));
  life.world.per_user_mfa = PerUserMfa::enforced;
  EXPECT_THAT(told_of(life, days(30)),
              ElementsAre(Told{TokenReason::none, 24}, Told{TokenReason::mfa_too_old, 15 * 24}));
  life.world.per_user_mfa = PerUserMfa::disabled;
  life.demands.policies = {mfa_policy()};
  EXPECT_THAT(told_of(life, days(30)),
              ElementsAre(Told{TokenReason::none, 24}, Told{TokenReason::mfa_too_old, 15 * 24}));
  TokenOptions without;
  without.remember_mfa_applies_to_ca = false;
  EXPECT_THAT(told_of(life, days(30), without), ElementsAre(Told{TokenReason::none, 24}));
}

TEST(TokenLife, a_second_factor_nobody_speaks_of_leaves_the_refusal_possible) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.token.has_mfa = Match::unknown;
  life.demands.policies = {mfa_policy()};
  const TokenAnswer answer =
      answer_request(life.token, life.world, life.demands, k_start + hours(1), {});
  EXPECT_EQ(answer.verdict, TokenVerdict::ok);
  ASSERT_EQ(answer.possible.size(), 1U);
  EXPECT_EQ(answer.possible[0].reason, TokenReason::mfa_needed);
  EXPECT_EQ(answer.possible[0].certainty, Match::unknown);
}

// TS 2.1: how a password is changed, and which tokens it ends.
struct PasswordCase {
  PasswordChange how;
  ConnectionKind kind;
  bool by_password;
  bool ends;
};

class PasswordChanges : public testing::TestWithParam<PasswordCase> {};

TEST_P(PasswordChanges, end_what_microsoft_says) {
  const PasswordCase& test = GetParam();
  ConnectionLife life = life_of(test.kind, test.kind == ConnectionKind::delegated_confidential
                                               ? ClientKind::confidential_client
                                               : ClientKind::public_client);
  life.token.by_password = match_if(test.by_password);
  life.token.session_used = k_start;
  life.events = {at(hours(2), PasswordChanged{test.how})};
  apply_event(life.events[0], {}, life);
  const TokenAnswer answer =
      answer_request(life.token, life.world, life.demands, k_start + hours(3), {});
  EXPECT_EQ(answer.verdict, test.ends ? TokenVerdict::terminal : TokenVerdict::ok);
}

using enum PasswordChange;
using enum ConnectionKind;
INSTANTIATE_TEST_SUITE_P(
    Matrix, PasswordChanges,
    testing::Values(PasswordCase{by_user, delegated_public, true, true},
                    PasswordCase{by_user, delegated_public, false, false},
                    PasswordCase{by_user, delegated_confidential, true, false},
                    PasswordCase{reset_in_azure_portal, delegated_public, true, true},
                    PasswordCase{reset_in_azure_portal, delegated_confidential, true, false},
                    PasswordCase{reset_in_entra_center, delegated_public, false, true},
                    PasswordCase{reset_in_entra_center, delegated_confidential, true, true},
                    PasswordCase{reset_in_microsoft365_center, delegated_confidential, false, true},
                    PasswordCase{by_user, browser_session, true, true},
                    PasswordCase{by_user, browser_session, false, false},
                    PasswordCase{reset_in_entra_center, browser_session, false, false}));

TEST(TokenLife, a_password_sender_is_refused_once_its_password_is_another) {
  ConnectionLife life = life_of(ConnectionKind::password);
  life.events = {at(hours(2), PasswordChanged{})};
  EXPECT_THAT(told_of(life, days(1)),
              ElementsAre(Told{TokenReason::none, 1.25}, Told{TokenReason::wrong_password, 2.5}));
}

TEST(TokenLife, a_disabled_account_comes_back_with_the_same_token_unless_sessions_are_revoked) {
  ConnectionLife life =
      life_of(ConnectionKind::delegated_confidential, ClientKind::confidential_client);
  life.events = {at(hours(24), AccountEnabled{false}), at(hours(48), AccountEnabled{true})};
  EXPECT_THAT(told_of(life, days(3)),
              ElementsAre(Told{TokenReason::none, 1.25}, Told{TokenReason::account_disabled, 25},
                          Told{TokenReason::none, 48.75}));
  TokenOptions revokes;
  revokes.disable_also_revokes = true;
  EXPECT_EQ(told_of(life, days(3), revokes).back().reason, TokenReason::sessions_revoked);
}

TEST(TokenLife, a_revocation_counts_from_the_sign_in_and_not_from_the_last_refresh) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.events = {at(hours(2), SessionsRevoked{})};
  EXPECT_THAT(told_of(life, days(1)),
              ElementsAre(Told{TokenReason::none, 1.25}, Told{TokenReason::sessions_revoked, 2.5}));
  life.token.kind = ConnectionKind::guest;
  life.events = {at(hours(2), SessionsRevoked{false})};
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::none, 1.25}));
}

TEST(TokenLife, a_new_sign_in_brings_a_dead_connection_back) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(days(1))};
  life.events = {at(days(2), SignedIn{})};
  EXPECT_THAT(
      told_of(life, days(4)),
      ElementsAre(Told{TokenReason::none, 1.25}, Told{TokenReason::sign_in_frequency, 25},
                  Told{TokenReason::none, 48.75}, Told{TokenReason::sign_in_frequency, 72.5}));
}

TEST(TokenLife, an_application_ends_with_its_secret) {
  ConnectionLife life = life_of(ConnectionKind::app_only, ClientKind::confidential_client);
  life.world.credential_expires = k_start + days(30);
  life.demands.policies = {frequency_of(seconds(0)), mfa_policy(Match::no)};
  EXPECT_THAT(told_of(life, days(40)), ElementsAre(Told{TokenReason::none, 1.25},
                                                   Told{TokenReason::secret_expired, 721.25}));
}

TEST(TokenLife, a_browser_session_rests_a_day_or_ninety) {
  ConnectionLife life = life_of(ConnectionKind::browser_session);
  life.token.session_used = k_start;
  life.refresh_every = hours(25);
  EXPECT_THAT(told_of(life, days(10)), ElementsAre(Told{TokenReason::no_session, 25}));
  life.token.persistent_session = true;
  EXPECT_THAT(told_of(life, days(10)), ElementsAre(Told{TokenReason::none, 25}));
  life.events = {at(days(2), BrowserClosed{})};
  EXPECT_THAT(told_of(life, days(10)), ElementsAre(Told{TokenReason::none, 25}));
}

TEST(TokenLife, an_outage_renews_sessions_that_exist_unless_a_policy_forbids_it) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  life.demands.policies = {frequency_of(hours(1))};
  life.events = {at(hours(1), OutageChanged{true})};
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::none, 1.25}));
  life.demands.disable_resilience_defaults = true;
  EXPECT_THAT(told_of(life, days(1)), ElementsAre(Told{TokenReason::outage, 1.25}));
}

TEST(TokenLife, what_is_impossible_is_refused_with_a_reason) {
  const ConnectionLife fine = life_of(ConnectionKind::delegated_public);
  const auto told = [](const ConnectionLife& life, Instant until) {
    const auto line = live(life, until, {});
    return line ? std::string() : line.error().message;
  };
  using testing::HasSubstr;
  ConnectionLife life = fine;
  life.refresh_every = minutes(0);
  EXPECT_THAT(told(life, k_start + days(1)), HasSubstr("refreshes every 0 minutes"));
  life = fine;
  life.world.access_token_lifetime = minutes(0);
  EXPECT_THAT(told(life, k_start + days(1)), HasSubstr("live for 0 minutes"));
  EXPECT_THAT(told(fine, k_start - days(1)), HasSubstr("before the start"));
  const Instant late(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1));
  EXPECT_THAT(told(fine, late), HasSubstr("outside the years"));
  life = fine;
  life.events = {at(hours(2), SignedOut{}), at(hours(1), SignedOut{})};
  EXPECT_THAT(told(life, k_start + days(1)), HasSubstr("order of their time"));
  life = fine;
  life.token.signed_in = Instant(seconds(-1));
  EXPECT_THAT(told(life, k_start + days(1)), HasSubstr("1969-12-31"));
}

TEST(TokenLife, access_tokens_live_as_long_as_policies_and_evaluation_say) {
  ConnectionLife life = life_of(ConnectionKind::delegated_public);
  const auto lifetime = [&] { return access_token_life(life.token, life.world, life.demands, {}); };
  EXPECT_EQ(lifetime(), minutes(75));
  life.world.access_token_lifetime = minutes(10);
  EXPECT_EQ(lifetime(), minutes(10));
  life.token.handles_claims = true;
  EXPECT_EQ(lifetime(), hours(24));
  life.demands.policies = {frequency_of(days(7))};
  EXPECT_EQ(lifetime(), minutes(10));
  life.demands.policies.clear();
  life.token.kind = ConnectionKind::guest;
  EXPECT_EQ(lifetime(), minutes(10));
}

TEST(TokenReasons, every_reason_has_its_row) {
  for (int i = 1; i <= static_cast<int>(TokenReason::outage); ++i) {
    const ReasonRow& row = row_of(static_cast<TokenReason>(i));
    EXPECT_NE(row.verdict, TokenVerdict::ok);
    EXPECT_FALSE(row.says.empty());
    EXPECT_FALSE(row.rules.empty());
  }
}

}  // namespace
}  // namespace caprock
