// Random lives of connections: what the reference finds minute by minute, every other way finds,
// too. CAPROCK_SEED starts elsewhere, CAPROCK_ROUNDS asks for so many times as many.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "integration/words.h"
#include "tests/conformance/token_call_compare.h"
#include "tests/conformance/token_compare.h"
#include "tests/conformance/token_doors.h"
#include "tests/conformance/token_words.h"
#include "tests/differential/make_life.h"
#include "tests/differential/share.h"
#include "token/token_words.h"

namespace caprock::differential {
namespace {

constexpr std::uint64_t k_lives = 2000 / k_share;
// One request each, so all of them also where a life is too long.
constexpr std::uint64_t k_questions = 10'000;

std::uint64_t set_or(const char* variable, std::uint64_t standard) {
  const char* text = std::getenv(variable);
  return text == nullptr ? standard : std::strtoull(text, nullptr, 10);
}

std::string shown(const LifeQuestion& question, const Result<Lifeline>& expected,
                  const Result<Lifeline>& got) {
  const auto text = [](const Result<Lifeline>& line) {
    return line ? conformance::describe(*line) : to_string(line.error());
  };
  const auto kinds = words<ConnectionKind>();
  return "a connection of kind " +
         std::string(conformance::word_of(kinds, question.life.token.kind)) +
         "\nthe reference says:" + text(expected) + "\nit says:" + text(got);
}

bool same(const Result<Lifeline>& a, const Result<Lifeline>& b) {
  if (!a || !b) return !a && !b;
  return a->spans == b->spans;
}

TEST(TokenLives, every_door_tells_the_same_life) {
  const std::uint64_t first = set_or("CAPROCK_SEED", 20261122);
  const std::uint64_t count = k_lives * set_or("CAPROCK_ROUNDS", 1);
  const conformance::TokenDoor& judge = conformance::k_token_doors.front();
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const LifeQuestion question = make_life(seed);
    const auto expected = judge.live(question.life, question.until, question.options);
    ASSERT_TRUE(expected) << "CAPROCK_SEED=" << seed << " " << to_string(expected.error());
    for (const conformance::TokenDoor& door : conformance::k_token_doors) {
      const auto got = door.live(question.life, question.until, question.options);
      ASSERT_TRUE(same(expected, got)) << door.name << ", again with CAPROCK_SEED=" << seed << "\n"
                                       << shown(question, expected, got);
    }
  }
}

// After the first events of a life an access token is issued, after all of them it is used; a
// silent authorization is asked for besides.
struct CallQuestion {
  LifeQuestion life;
  ResourceCall call;
};

CallQuestion make_call_question(std::uint64_t seed) {
  CallQuestion question{make_life(seed), {}};
  Random random(seed + 1);
  question.call = make_call(random, question.life.life.from);
  return question;
}

struct CallStory {
  AccessToken access;
  CallAnswer answer;
  TokenAnswer authorization;
  TokenWorld world;
  bool operator==(const CallStory&) const = default;
};

CallStory story_of(const CallQuestion& question, const conformance::TokenDoor& door) {
  ConnectionLife life = question.life.life;
  const TokenOptions& options = question.life.options;
  CallStory story;
  story.access = door.issue(life.token, life.world, life.demands, life.from, options);
  for (const DatedEvent& event : question.life.life.events)
    if (event.at <= question.call.at) door.apply(event, options, life);
  story.answer = door.call(story.access, life.token, life.world, life.demands, question.call);
  story.authorization =
      door.authorize(life.token, life.world, life.demands, question.call.at, options);
  story.world = life.world;
  return story;
}

TEST(TokenCalls, every_door_tells_the_same) {
  const std::uint64_t first = set_or("CAPROCK_SEED", 20261122);
  const std::uint64_t count = k_questions * set_or("CAPROCK_ROUNDS", 1);
  std::set<TokenReason> reasons;
  std::set<CallVerdict> verdicts;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const CallQuestion question = make_call_question(seed);
    const CallStory expected = story_of(question, conformance::k_token_doors.front());
    reasons.insert(expected.answer.reason);
    verdicts.insert(expected.answer.verdict);
    for (const conformance::TokenDoor& door : conformance::k_token_doors) {
      const CallStory got = story_of(question, door);
      ASSERT_TRUE(got == expected)
          << door.name << ", again with CAPROCK_SEED=" << seed << "\nthe reference says: "
          << conformance::describe(conformance::CallTold{expected.access, expected.answer}) << "\n"
          << conformance::describe(expected.authorization)
          << "\nit says: " << conformance::describe(conformance::CallTold{got.access, got.answer})
          << "\n"
          << conformance::describe(got.authorization);
    }
  }
  EXPECT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(reasons.size(), 9U);  // none, and the eight of TS 4.4 and 5.5
}

TEST(TokenEndpoint, every_door_tells_the_same) {
  const std::uint64_t first = set_or("CAPROCK_SEED", 20261122);
  const std::uint64_t count = k_questions * set_or("CAPROCK_ROUNDS", 1);
  const Instant now = make_life(1).life.from;
  std::set<int> codes;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Random random(seed);
    const EndpointRequest request = make_endpoint_request(random, now);
    const EndpointAnswer expected = conformance::k_token_doors.front().endpoint(request, now);
    codes.insert(expected.aadsts);
    for (const conformance::TokenDoor& door : conformance::k_token_doors)
      ASSERT_TRUE(door.endpoint(request, now) == expected)
          << door.name << ", again with CAPROCK_SEED=" << seed
          << "\nthe reference says: " << conformance::describe(expected)
          << "\nit says: " << conformance::describe(door.endpoint(request, now));
  }
  EXPECT_EQ(codes.size(), 11U);
}

// Programs with one rule broken each, as a person may break it.

Result<Lifeline> forgets_what_is_not_known(LifeQuestion question) {
  for (PolicyDemand& demand : question.life.demands.policies)
    if (demand.applies == Match::unknown) demand.applies = Match::no;
  return reference::live_aloud(question.life, question.until, question.options);
}

Result<Lifeline> sees_no_outage_end(LifeQuestion question) {
  for (DatedEvent& event : question.life.events)
    if (auto* outage = std::get_if<OutageChanged>(&event.event)) outage->on = true;
  return reference::live_aloud(question.life, question.until, question.options);
}

Result<Lifeline> counts_from_the_refresh(LifeQuestion question) {
  question.life.token.signed_in = question.life.token.issued;
  return reference::live_aloud(question.life, question.until, question.options);
}

TEST(TokenLives, every_program_that_is_broken_on_purpose_is_found) {
  for (auto* broken : {forgets_what_is_not_known, sees_no_outage_end, counts_from_the_refresh}) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= 400 && found == 0; ++seed) {
      const LifeQuestion question = make_life(seed);
      const auto right = reference::live_aloud(question.life, question.until, question.options);
      if (!same(right, broken(question))) found = seed;
    }
    EXPECT_GT(found, 0U);
  }
}

using BreakCall = void (*)(CallQuestion&);

// The same for calls.
TEST(TokenCalls, every_program_that_is_broken_on_purpose_is_found) {
  const std::initializer_list<BreakCall> broken = {
      [](CallQuestion& question) { question.life.life.token.handles_claims = false; },
      [](CallQuestion& question) { question.life.life.demands.at_resource.reset(); },
      [](CallQuestion& question) { question.life.life.demands.unwatched_locations = false; },
      [](CallQuestion& question) { question.call.changes = false; },
      [](CallQuestion& question) { question.call.repeats = false; },
  };
  const conformance::TokenDoor& judge = conformance::k_token_doors.front();
  for (const BreakCall damage : broken) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= 400 && found == 0; ++seed) {
      CallQuestion question = make_call_question(seed);
      const CallStory right = story_of(question, judge);
      damage(question);
      if (!(story_of(question, judge) == right)) found = seed;
    }
    EXPECT_GT(found, 0U);
  }
}

// A generator that only ever gives a few answers proves little.
TEST(TokenLives, meet_every_cause_there_is) {
  std::set<TokenReason> certain, possible;
  for (std::uint64_t seed = 1; seed <= 800; ++seed) {
    const LifeQuestion question = make_life(seed);
    const auto line = reference::live_aloud(question.life, question.until, question.options);
    ASSERT_TRUE(line) << seed;
    for (const LifeSpan& span : line->spans) {
      for (const TokenCause& cause : span.answer.causes) certain.insert(cause.reason);
      for (const TokenCause& cause : span.answer.possible) possible.insert(cause.reason);
    }
  }
  for (const auto& row : words<TokenReason>())
    EXPECT_EQ(certain.contains(row.value),
              row.value != TokenReason::none && row.value != TokenReason::not_understood)
        << row.text;
  EXPECT_TRUE(possible.contains(TokenReason::not_understood));
  EXPECT_GE(possible.size(), 10U);
}

TEST(TokenLives, impossible_ones_are_refused) {
  LifeQuestion question = make_life(1);
  question.life.events.clear();
  const auto refused = [&](ConnectionLife life, Instant until) {
    for (const conformance::TokenDoor& door : conformance::k_token_doors) {
      const auto line = door.live(life, until, question.options);
      EXPECT_TRUE(!line && line.error().code == ErrorCode::life_invalid) << door.name;
    }
  };
  ConnectionLife life = question.life;
  refused(life, life.from - std::chrono::seconds(1));
  refused(life, life.from + std::chrono::days(3'000'000));
  life.refresh_every = std::chrono::minutes(0);
  refused(life, question.until);
  life = question.life;
  life.events = {{life.from + std::chrono::hours(2), SignedOut{}, ""},
                 {life.from + std::chrono::hours(1), SignedOut{}, ""}};
  refused(life, question.until);
  life = question.life;
  life.from = Instant(std::chrono::seconds(-1));
  refused(life, question.until);
}

}  // namespace
}  // namespace caprock::differential
