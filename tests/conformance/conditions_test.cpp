// The engine's conditions against the reference's, policy by policy: on every vector, on every
// vector with one thing changed, and with several things changed by seed.
#include "evaluate/conditions.h"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "model/words.h"
#include "reference/decide.h"
#include "tests/conformance/mutations.h"
#include "tests/conformance/vector.h"

namespace caprock::conformance {
namespace {

constexpr std::array k_dimensions = {evaluate::Dimension::subject, evaluate::Dimension::target,
                                     evaluate::Dimension::place, evaluate::Dimension::context};

std::string described(const ConditionResult& result) {
  std::string text(word_for(result.condition));
  text += "=" + std::string(to_string(result.match)) + " include:" + result.include_rule +
          " exclude:" + result.exclude_rule + " open:";
  for (const std::string& path : result.undetermined_by) text += path + " ";
  return text;
}

// Reasons are for people and may be worded differently.
std::string described(Match applies, bool fully_read, const std::vector<ConditionResult>& results) {
  std::string text = std::string(to_string(applies)) + (fully_read ? "" : ", not fully read");
  for (const ConditionResult& result : results) text += "\n    " + described(result);
  return text;
}

std::string described(std::vector<AppId> audiences) {
  std::string text;
  for (const AppId& app : audiences) text += app.text() + " ";
  return text;
}

// Empty when both say the same.
std::string disagreement(const Situation& situation) {
  const Decision expected =
      reference::decide(situation.tenant, situation.sign_in, situation.options);
  const CompiledTenant tenant = compile_borrowed(situation.tenant, situation.options);
  const evaluate::Facts facts = evaluate::gather(tenant, situation.sign_in);
  std::vector<AppId> audiences;
  for (const evaluate::Audience& audience : facts.audiences)
    if (audience.is_certain()) audiences.push_back(audience.app);
  if (audiences != expected.audiences)
    return "audiences " + described(audiences) + "instead of " + described(expected.audiences);
  for (std::size_t i = 0; i < expected.policies.size(); ++i) {
    const CompiledPolicy& policy = tenant.policies()[i];
    const evaluate::Applicability found = evaluate::explain(facts, policy);
    const PolicyResult& wanted = expected.policies[i];
    const std::string ours = described(found.applies, found.fully_read, found.conditions);
    const std::string theirs = described(wanted.applies, wanted.fully_read, wanted.conditions);
    if (ours != theirs || policy.name != wanted.id)
      return "policy " + wanted.id.text() + "\n  engine " + ours + "\n  reference " + theirs;
    Match applies = Match::yes;
    for (const evaluate::Dimension dimension : k_dimensions)
      applies = all_of(applies, evaluate::match(facts, policy, dimension));
    if (applies != found.applies) return "the dimensions say " + std::string(to_string(applies));
  }
  return {};
}

const std::vector<Vector>& vectors() {
  static const std::vector<Vector> k_vectors = [] {
    std::vector<Vector> read;
    const Result<World> world = read_world();
    for (const std::string& id : vector_ids()) {
      Result<Vector> vector = read_vector(id, *world);
      if (vector && vector->needs != k_needs_writes) read.push_back(std::move(*vector));
    }
    return read;
  }();
  return k_vectors;
}

// Calls `check(vector, case, situation)` for every case until a few checks have failed.
template <class Check>
void for_every_case(Check check) {
  ASSERT_GE(vectors().size(), 200U);
  for (const Vector& vector : vectors())
    for (const Case& one : vector.cases) {
      check(vector.id + " `" + one.title + "`", Situation{vector.tenant, one.sign_in, one.options});
      if (testing::Test::HasFailure()) return;
    }
}

TEST(Conditions, agree_with_the_reference_on_every_vector) {
  int cases = 0;
  for (const Vector& vector : vectors())
    for (const Case& one : vector.cases) {
      ++cases;
      EXPECT_EQ(disagreement({vector.tenant, one.sign_in, one.options}), "")
          << vector.id << " `" << one.title << "`";
    }
  EXPECT_GE(cases, 400);
  std::cout << cases << " cases\n";
}

void agree_with_one_change(const std::vector<Mutation>& mutations) {
  for_every_case([&](const std::string& name, const Situation& situation) {
    for (const Mutation& mutation : mutations) {
      Situation changed = situation;
      mutation.apply(changed);
      EXPECT_EQ(disagreement(changed), "") << name << " with " << mutation.name;
    }
  });
}

TEST(Conditions, agree_with_the_reference_whatever_the_sign_in_leaves_out_or_changes) {
  agree_with_one_change(sign_in_mutations());
}

TEST(Conditions, agree_with_the_reference_whatever_the_export_lacks) {
  agree_with_one_change(tenant_mutations());
}

TEST(Conditions, agree_with_the_reference_whatever_policies_say) {
  agree_with_one_change(policy_mutations());
}

// CAPROCK_SEED and CAPROCK_ROUNDS widen the search.
std::uint64_t number_from(const char* variable, std::uint64_t standard) {
  const char* text = std::getenv(variable);
  return text == nullptr ? standard : std::strtoull(text, nullptr, 10);
}

TEST(Conditions, agree_with_the_reference_on_random_changes) {
  const std::uint64_t seed = number_from("CAPROCK_SEED", 20261121);
  const std::uint64_t rounds = number_from("CAPROCK_ROUNDS", 4);
  std::cout << "seed " << seed << ", rounds " << rounds << "\n";
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < rounds; ++round)
    for_every_case([&](const std::string& name, const Situation& situation) {
      Situation changed = situation;
      std::string changes;
      for (std::uint64_t i = 2 + random() % 8; i > 0; --i) {
        const auto kind = random() % 3;
        const std::vector<Mutation>& mutations = kind == 0   ? sign_in_mutations()
                                                 : kind == 1 ? tenant_mutations()
                                                             : policy_mutations();
        const Mutation& mutation = mutations[random() % mutations.size()];
        mutation.apply(changed);
        changes += mutation.name + "; ";
      }
      EXPECT_EQ(disagreement(changed), "") << name << " with " << changes;
    });
}

}  // namespace
}  // namespace caprock::conformance
