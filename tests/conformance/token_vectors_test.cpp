// Every vector of conformance/tokens through every door.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <set>

#include "base/text.h"
#include "tests/conformance/each_vector.h"
#include "tests/conformance/token_compare.h"
#include "tests/conformance/token_doors.h"
#include "tests/conformance/token_words.h"

namespace caprock::conformance {
namespace {

// Why a vector may say less than its situation; the list is closed.
constexpr std::array<std::string_view, 5> k_token_needs = {
    "Graph write endpoints", "token endpoint protocol", "resource-side enforcement",
    "interactive protocol steps", "state outside the records"};

constexpr int k_token_vectors = 135;

// Where answers were asked for: one for each request, in order.
std::vector<TokenAnswer> play(const TokenCase& one, const TokenDoor& door,
                              std::vector<std::chrono::minutes>& lives) {
  ConnectionLife life = one.life;
  std::vector<TokenAnswer> answers;
  auto event = one.life.events.begin();
  for (const TokenAsked& asked : one.requests) {
    for (; event != one.life.events.end() && event->at <= asked.at; ++event)
      door.apply(*event, one.options, life);
    const TenantDemands& demands = asked.demands ? *asked.demands : life.demands;
    HeldToken held = life.token;
    held.issued = asked.issued.value_or(held.issued);
    answers.push_back(door.answer(held, life.world, demands, asked.at, one.options));
    lives.push_back(door.access_token(held, life.world, demands, one.options));
    if (answers.back().verdict == TokenVerdict::ok) reference::renew_aloud(life.token, asked.at);
  }
  return answers;
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

void run_requests(const TokenCase& one, const TokenDoor& door, const std::string& where,
                  Complaints& complaints) {
  std::vector<std::chrono::minutes> lives;
  std::vector<std::chrono::minutes> judged_lives;
  const std::vector<TokenAnswer> answers = play(one, door, lives);
  const std::vector<TokenAnswer> judged = play(one, k_token_doors.front(), judged_lives);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string at = where + ", at " + offset_text(one.requests[i].at - first_sign_in());
    add_differences(compare(one.requests[i].expect, answers[i], lives[i]), at, describe(answers[i]),
                    complaints);
    if (answers[i] == judged[i] && lives[i] == judged_lives[i]) continue;
    complaints.push_back(at + "\nthe reference says: " + describe(judged[i]) +
                         "\nthis door says: " + describe(answers[i]));
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
    if (one.requests.empty() && !one.until) complaints.push_back(where + " asks for nothing");
    run_requests(one, door, where, complaints);
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
