// Every vector of conformance/tokens through every door.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <set>

#include "base/text.h"
#include "tests/conformance/each_vector.h"
#include "tests/conformance/token_call_compare.h"
#include "tests/conformance/token_compare.h"
#include "tests/conformance/token_doors.h"
#include "tests/conformance/token_words.h"

namespace caprock::conformance {
namespace {

// Why a vector may say less than its situation; the list is closed.
constexpr std::array<std::string_view, 1> k_token_needs = {"Graph write endpoints"};

constexpr int k_token_vectors = 135;

// What one request or call of a case was told.
struct Played {
  TokenAnswer answer;
  std::chrono::minutes access_token{};
  std::optional<CallTold> call;
  bool operator==(const Played&) const = default;
};

void happen(const TokenCase& one, const TokenDoor& door, Instant until, ConnectionLife& life) {
  life = one.life;
  for (const DatedEvent& event : one.life.events)
    if (event.at <= until) door.apply(event, one.options, life);
}

// The access token is issued in the state of its time, for the request that the call belongs to.
CallTold play_call(const TokenCase& one, const TokenDoor& door, const TokenAsked& asked,
                   const ConnectionLife& now) {
  ConnectionLife then;
  happen(one, door, asked.call->token_issued, then);
  TenantDemands issuing = asked.demands.value_or(then.demands);
  if (!asked.call->after_challenge) issuing.at_resource.reset();
  CallTold told;
  told.access = door.issue(then.token, then.world, issuing, asked.call->token_issued, one.options);
  told.answer = door.call(told.access, now.token, now.world, asked.demands.value_or(now.demands),
                          asked.call->call);
  return told;
}

Played play_one(const TokenCase& one, const TokenDoor& door, const TokenAsked& asked,
                ConnectionLife& life) {
  Played told;
  if (asked.call) {
    told.call = play_call(one, door, asked, life);
    return told;
  }
  const TenantDemands& demands = asked.demands ? *asked.demands : life.demands;
  HeldToken held = life.token;
  held.issued = asked.issued.value_or(held.issued);
  const auto ask = asked.authorize ? door.authorize : door.answer;
  told.answer = ask(held, life.world, demands, asked.at, one.options);
  told.access_token = door.access_token(held, life.world, demands, one.options);
  if (told.answer.verdict != TokenVerdict::ok) return told;
  if (asked.authorize)
    life.token.session_used = asked.at;
  else
    reference::renew_aloud(life.token, asked.at);
  return told;
}

// One for each request, in order, and what the world is like afterwards.
std::vector<Played> play(const TokenCase& one, const TokenDoor& door, TokenWorld& after) {
  ConnectionLife life = one.life;
  std::vector<Played> told;
  auto event = one.life.events.begin();
  const auto happen_until = [&](Instant end) {
    for (; event != one.life.events.end() && event->at <= end; ++event)
      door.apply(*event, one.options, life);
  };
  for (const TokenAsked& asked : one.requests) {
    happen_until(asked.at);
    told.push_back(play_one(one, door, asked, life));
  }
  happen_until(Instant::max());
  after = life.world;
  return told;
}

std::string in_words(const Played& told) {
  return told.call ? describe(*told.call) : describe(told.answer);
}

Comparison difference(const json::object& expect, const Played& told) {
  return told.call ? compare(expect, *told.call) : compare(expect, told.answer, told.access_token);
}

// What is not as expected, or not as the first door has it; one text each.
using Complaints = std::vector<std::string>;

void add_differences(const Comparison& comparison, const std::string& where,
                     const std::string& described, Complaints& complaints) {
  if (!comparison.differences.empty())
    complaints.push_back(where + "\n- " + join(comparison.differences, "\n- ") +
                         "\nthe answer was: " + described);
  if (comparison.compared == 0) complaints.push_back(where + ": expects nothing that could fail");
}

// The members that a case names are as it says.
void run_after(const TokenCase& one, const TokenWorld& after, const std::string& where,
               Complaints& complaints) {
  const Result<TokenWorld> expected = read_token_world(one.after, after, {});
  if (!expected)
    complaints.push_back(where + " " + to_string(expected.error()));
  else if (!(*expected == after))
    complaints.push_back(where + ", the world afterwards is not as `after` says");
}

void run_requests(const TokenCase& one, const TokenDoor& door, const std::string& where,
                  Complaints& complaints) {
  TokenWorld after, judged_after;
  const std::vector<Played> told = play(one, door, after);
  const std::vector<Played> judged = play(one, k_token_doors.front(), judged_after);
  for (std::size_t i = 0; i < told.size(); ++i) {
    const std::string at = where + ", at " + offset_text(one.requests[i].at - first_sign_in());
    add_differences(difference(one.requests[i].expect, told[i]), at, in_words(told[i]), complaints);
    if (told[i] == judged[i]) continue;
    complaints.push_back(at + "\nthe reference says: " + in_words(judged[i]) +
                         "\nthis door says: " + in_words(told[i]));
  }
  run_after(one, after, where, complaints);
  if (!(after == judged_after))
    complaints.push_back(where + ", the world afterwards is not as the reference has it");
}

void run_endpoint(const TokenCase& one, const TokenDoor& door, const std::string& where,
                  Complaints& complaints) {
  for (const EndpointAsked& asked : one.endpoint) {
    const EndpointAnswer answer = door.endpoint(asked.request, first_sign_in());
    const EndpointAnswer judged = k_token_doors.front().endpoint(asked.request, first_sign_in());
    const std::string at = where + ", `" + asked.title + "`";
    add_differences(compare(asked.expect, answer), at, describe(answer), complaints);
    if (!(answer == judged)) complaints.push_back(at + "\nthe reference says: " + describe(judged));
  }
}

void run_life(const TokenCase& one, const TokenDoor& door, const std::string& where,
              Complaints& complaints) {
  const Result<Lifeline> line = door.live(one.life, *one.until, one.options);
  const Result<Lifeline> judged = k_token_doors.front().live(one.life, *one.until, one.options);
  if (!line || !judged) {
    complaints.push_back(where + " " + to_string(line ? judged.error() : line.error()));
    return;
  }
  add_differences(compare(one.spans, *line), where, describe(*line), complaints);
  if (line->spans == judged->spans) return;
  complaints.push_back(where + "\nthe reference says:" + describe(*judged) +
                       "\nthis door says:" + describe(*line));
}

Complaints run_vector(const TokenVector& vector, const TokenDoor& door) {
  Complaints complaints;
  for (const TokenCase& one : vector.cases) {
    const std::string where =
        vector.id + " (" + vector.title + "), case `" + one.title + "`, " + std::string(door.name);
    if (one.requests.empty() && !one.until && one.after.empty() && one.endpoint.empty())
      complaints.push_back(where + " asks for nothing");
    run_requests(one, door, where, complaints);
    run_endpoint(one, door, where, complaints);
    if (one.until) run_life(one, door, where, complaints);
  }
  return complaints;
}

class TokenConformance : public testing::TestWithParam<std::string> {};

TEST_P(TokenConformance, every_door_agrees) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<TokenVector> vector = read_token_vector(GetParam(), *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  if (vector->cases.empty() && vector->needs) GTEST_SKIP() << "needs " << *vector->needs;
  EXPECT_FALSE(vector->cases.empty()) << vector->id << " has no case";
  for (const TokenDoor& door : k_token_doors) {
    const Complaints complaints = run_vector(*vector, door);
    EXPECT_TRUE(complaints.empty()) << join(complaints, "\n");
  }
}

INSTANTIATE_TEST_SUITE_P(Vector, TokenConformance, testing::ValuesIn(token_vector_ids()),
                         vector_name);

TEST(TokenConformanceData, every_vector_exists_once) {
  std::set<std::string> expected;
  for (int number = 1; number <= k_token_vectors; ++number) {
    const std::string digits = std::to_string(number);
    expected.insert("TS-" + std::string(3 - digits.size(), '0') + digits);
  }
  const std::vector<std::string> ids = token_vector_ids();
  EXPECT_THAT(ids, testing::ElementsAreArray(expected));
}

TEST(TokenConformanceData, what_is_not_run_gives_a_reason_from_the_closed_list) {
  ASSERT_TRUE(world()) << to_string(world().error());
  for (const std::string& id : token_vector_ids()) {
    const Result<TokenVector> vector = read_token_vector(id, *world());
    if (!vector || !vector->needs) continue;
    std::cout << id << " (" << vector->title << ")" << (vector->cases.empty() ? "" : ", in part")
              << " needs " << *vector->needs << "\n";
    EXPECT_THAT(k_token_needs, testing::Contains(*vector->needs)) << id;
  }
}

// The runner itself must be able to say no.

TEST(TokenConformanceRunner, sees_wrong_members_and_wrong_spans) {
  TokenAnswer answer;
  const auto differences = [&](const json::object& expect) {
    return compare(expect, answer, std::chrono::minutes(75)).differences.size();
  };
  EXPECT_EQ(differences({{"verdict", "ok"}, {"accessToken", "1h+15min"}}), 0U);
  EXPECT_EQ(differences({{"verdict", "refused"}}), 1U);
  EXPECT_EQ(differences({{"verdikt", "ok"}}), 1U);
  EXPECT_EQ(differences({{"limit", 3600}}), 1U);
  answer.causes.emplace_back().reason = TokenReason::inactivity;
  EXPECT_EQ(differences({{"causes", {"inactivity"}}}), 0U);
  EXPECT_EQ(differences({{"causes", json::array{}}}), 1U);

  Lifeline line;
  line.spans.push_back({first_sign_in(), first_sign_in(), 1, answer});
  EXPECT_EQ(compare(json::array{}, line).differences.size(), 1U);
  EXPECT_EQ(compare(json::array{json::object{{"from", "0min"}, {"requests", 1}}}, line).compared,
            2);
  EXPECT_EQ(compare(json::array{json::object{{"until", "1h"}}}, line).differences.size(), 1U);
}

TEST(TokenConformanceRunner, sees_wrong_calls_and_wrong_endpoint_answers) {
  const CallTold told{{first_sign_in(), std::chrono::hours(1)}, {}};
  EXPECT_TRUE(
      compare({{"verdict", "accepted"}, {"notBefore", nullptr}, {"accessToken", "1h"}}, told)
          .differences.empty());
  EXPECT_EQ(compare({{"verdict", "challenged"}, {"fix", "client_bug"}}, told).differences.size(),
            2U);
  EXPECT_EQ(compare({{"aadsts", 0}}, told).differences.size(), 1U);
  EXPECT_TRUE(
      compare({{"goesOn", true}, {"error", nullptr}}, EndpointAnswer{}).differences.empty());
  EXPECT_EQ(compare({{"goesOn", false}, {"resource", "x"}}, EndpointAnswer{}).differences.size(),
            2U);
}

TEST(TokenConformanceRunner, sees_a_world_that_came_out_otherwise) {
  TokenCase one;
  one.after = {{"perUserMfa", "enforced"}};
  Complaints complaints;
  run_after(one, TokenWorld{}, "here", complaints);
  EXPECT_EQ(complaints.size(), 1U);
  one.after = {{"perUserMfa", "disabled"}};
  run_after(one, TokenWorld{}, "here", complaints);
  EXPECT_EQ(complaints.size(), 1U);
}

TEST(TokenConformanceRunner, reads_times_from_the_first_sign_in) {
  EXPECT_EQ(parse_offset("90d+1s"), std::chrono::days(90) + std::chrono::seconds(1));
  EXPECT_EQ(parse_offset("-2h30min"), -std::chrono::minutes(150));
  EXPECT_EQ(parse_offset("75"), std::nullopt);
  EXPECT_EQ(parse_offset(""), std::nullopt);
  EXPECT_EQ(offset_text(std::chrono::minutes(75)), "1h+15min");
  EXPECT_EQ(offset_text(-std::chrono::days(2)), "-2d");
}

}  // namespace
}  // namespace caprock::conformance
