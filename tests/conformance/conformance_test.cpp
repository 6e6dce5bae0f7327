// Every vector of conformance/ through every door.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <set>

#include "tests/conformance/compare.h"
#include "tests/conformance/doors.h"
#include "tests/conformance/each_vector.h"

namespace caprock::conformance {
namespace {

// Why a vector may stay unanswered by a single decision; the list is closed.
constexpr std::array<std::string_view, 4> k_needs = {
    k_needs_writes, "outage simulation", "resource-side enforcement", "interactive protocol steps"};

constexpr int k_first = 1;
constexpr int k_last = 166;

std::string file_name(int number) {
  const std::string digits = std::to_string(number);
  return "CA-" + std::string(3 - digits.size(), '0') + digits;
}

void run_case(const Vector& vector, const Case& one, const Door& door) {
  const Decision decision = door.decide(vector.tenant, one.sign_in, one.options);
  const Comparison comparison = compare(one.expect, decision);
  std::string lines;
  for (const std::string& difference : comparison.differences) lines += "\n- " + difference;
  EXPECT_TRUE(comparison.differences.empty())
      << vector.id << " (" << vector.title << "), case `" << one.title << "`, " << door.name
      << lines << "\nthe decision was:\n"
      << describe(decision);
  EXPECT_GT(comparison.compared, 0)
      << vector.id << ", case `" << one.title << "`: expects nothing that could fail";
}

class Conformance : public testing::TestWithParam<std::string> {};

TEST_P(Conformance, every_door_agrees) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector(GetParam(), *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  if (vector->needs) GTEST_SKIP() << "needs " << *vector->needs;
  EXPECT_FALSE(vector->cases.empty()) << vector->id << " has no case";
  for (const Case& one : vector->cases)
    for (const Door& door : k_doors) run_case(*vector, one, door);
}

INSTANTIATE_TEST_SUITE_P(Vector, Conformance, testing::ValuesIn(vector_ids()), vector_name);

TEST(ConformanceData, the_world_reads_without_anything_odd) {
  ASSERT_TRUE(world()) << to_string(world().error());
}

TEST(ConformanceData, every_vector_exists_once_and_says_what_it_needs) {
  ASSERT_TRUE(world()) << to_string(world().error());
  std::set<std::string> expected;
  for (int number = k_first; number <= k_last; ++number) expected.insert(file_name(number));
  const std::vector<std::string> ids = vector_ids();
  for (const std::string& id : ids)
    if (id.find('/') == std::string::npos) {
      EXPECT_EQ(expected.erase(id), 1U) << id << " is no vector of the list";
    }
  for (const std::string& id : expected) ADD_FAILURE() << id << " is missing";
  std::map<std::string, int> counts;
  for (const std::string& id : ids) {
    const Result<Vector> vector = read_vector(id, *world());
    if (vector) ++counts[vector->needs ? "listed as needing " + *vector->needs : "run"];
  }
  for (const auto& [what, count] : counts) std::cout << count << " " << what << "\n";
}

TEST(ConformanceData, a_vector_that_is_not_run_gives_a_reason_from_the_closed_list) {
  ASSERT_TRUE(world()) << to_string(world().error());
  for (const std::string& id : vector_ids()) {
    const Result<Vector> vector = read_vector(id, *world());
    if (!vector || !vector->needs) continue;
    std::cout << id << " (" << vector->title << ") needs " << *vector->needs << "\n";
    EXPECT_NE(std::find(k_needs.begin(), k_needs.end(), *vector->needs), k_needs.end()) << id;
  }
}

// The runner itself must be able to say no.

TEST(ConformanceRunner, sees_a_wrong_verdict_and_a_wrong_member) {
  Decision decision;
  decision.verdict = Verdict::granted;
  const auto differences = [&](const json::object& expect) {
    return compare(expect, decision).differences.size();
  };
  EXPECT_EQ(differences({{"verdict", "granted"}}), 0U);
  EXPECT_EQ(differences({{"verdict", "blocked"}}), 1U);
  EXPECT_EQ(differences({{"verdikt", "granted"}}), 1U);
  EXPECT_EQ(differences({{"reason", {{"P", "users"}}}}), 1U);
  EXPECT_EQ(differences({{"session", {{"signInFrequency", 3600}}}}), 1U);
  EXPECT_EQ(compare(json::object{}, decision).compared, 0);
}

TEST(ConformanceRunner, an_unknown_name_is_an_error) {
  const Names names = {{"Alice", "a"}};
  EXPECT_EQ(with_names_replaced("@Alice", names, {}).value(), json::value("a"));
  EXPECT_EQ(with_names_replaced("tenant.users[@Alice]", names, {}).value(),
            json::value("tenant.users[a]"));
  EXPECT_EQ(with_names_replaced("alice@contoso.example", names, {}).value(),
            json::value("alice@contoso.example"));
  EXPECT_FALSE(with_names_replaced("@Alicia", names, {}));
}

}  // namespace
}  // namespace caprock::conformance
