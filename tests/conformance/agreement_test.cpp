// The engine against the reference: the whole decision, for every case of every vector, and for
// what each case could also have been.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "evaluate/decide.h"
#include "reference/decide.h"
#include "tests/conformance/agreement.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/mutations.h"
#include "tests/conformance/vector.h"

namespace caprock::conformance {
namespace {

constexpr std::uint64_t k_seed = 20260901;
constexpr std::uint64_t k_mixtures = 20;  // of several changes, per case

const Result<World>& world() {
  static const Result<World> read = read_world();
  return read;
}

std::string test_name(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

void expect_same(const Decision& expected, const Decision& got, const std::string& where) {
  const std::string difference = first_difference(expected, got);
  EXPECT_TRUE(difference.empty()) << where << "\n- " << difference;
}

void expect_agreement(const Situation& situation, const std::string& where) {
  const auto& [tenant, sign_in, options] = situation;
  expect_same(reference::decide(tenant, sign_in, options),
              evaluate::decide(tenant, sign_in, options), where);
}

void try_sign_ins(const Situation& situation, const std::string& where) {
  const CompiledTenant compiled = compile_borrowed(situation.tenant, situation.options);
  for (const Change<SignIn>& change : sign_in_changes()) {
    SignIn changed = situation.sign_in;
    change.make(changed);
    expect_same(reference::decide(situation.tenant, changed, situation.options),
                evaluate::decide(compiled, changed), where + ", " + change.what);
  }
}

// One thing changed: `part` of the situation.
template <class T>
void try_changes(const Situation& situation, T Situation::* part,
                 const std::vector<Change<T>>& changes, const std::string& where) {
  for (const Change<T>& change : changes) {
    Situation changed = situation;
    change.make(changed.*part);
    expect_agreement(changed, where + ", " + change.what);
  }
}

// Makes some changes out of the list, one after the other, and says which.
template <class T>
std::string mix(T& whole, const std::vector<Change<T>>& changes, std::uint64_t count,
                std::mt19937_64& random) {
  std::string what;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Change<T>& change = changes[random() % changes.size()];
    change.make(whole);
    what += ", " + change.what;
  }
  return what;
}

std::string mix_conditions(Situation& situation, std::uint64_t count, std::mt19937_64& random) {
  std::string what;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto kind = random() % 3;
    const std::vector<Mutation>& mutations = kind == 0   ? sign_in_mutations()
                                             : kind == 1 ? tenant_mutations()
                                                         : policy_mutations();
    const Mutation& mutation = mutations[random() % mutations.size()];
    mutation.apply(situation);
    what += ", " + mutation.name;
  }
  return what;
}

// CAPROCK_SEED and CAPROCK_ROUNDS widen the search.
std::uint64_t number_from(const char* variable, std::uint64_t standard) {
  const char* text = std::getenv(variable);
  return text == nullptr ? standard : std::strtoull(text, nullptr, 10);
}

void try_mixtures(const Situation& situation, const std::string& where) {
  std::mt19937_64 random(number_from("CAPROCK_SEED", k_seed));
  const auto of_sign_in = sign_in_changes();
  const auto of_options = option_changes();
  const auto of_tenant = tenant_changes(situation.tenant);
  const std::uint64_t mixtures = k_mixtures * number_from("CAPROCK_ROUNDS", 1);
  for (std::uint64_t i = 0; i < mixtures; ++i) {
    Situation changed = situation;
    std::string what = where;
    what += mix(changed.sign_in, of_sign_in, 1 + random() % 4, random);
    what += mix(changed.options, of_options, random() % 2, random);
    what += mix(changed.tenant, of_tenant, 1 + random() % 4, random);
    what += mix_conditions(changed, random() % 3, random);
    expect_agreement(changed, what);
  }
}

class Agreement : public testing::TestWithParam<std::string> {};

TEST_P(Agreement, engine_and_reference_give_the_same_decision) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector(GetParam(), *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  for (const Case& one : vector->cases) {
    const std::string where = vector->id + ", case `" + one.title + "`";
    const Situation situation{vector->tenant, one.sign_in, one.options};
    expect_agreement(situation, where);
    try_sign_ins(situation, where);
    try_changes(situation, &Situation::options, option_changes(), where);
    try_changes(situation, &Situation::tenant, tenant_changes(vector->tenant), where);
    try_mixtures(situation, where);
  }
}

INSTANTIATE_TEST_SUITE_P(Vector, Agreement, testing::ValuesIn(vector_ids()), test_name);

// The comparison itself must be able to say no.

TEST(AgreementRunner, sees_a_difference_anywhere_but_in_words) {
  Decision decision;
  decision.policies.emplace_back().conditions.emplace_back().why = "because";
  Decision other = decision;
  other.policies[0].conditions[0].why = "for another reason";
  EXPECT_EQ(first_difference(decision, other), "");
  other.policies[0].conditions[0].undetermined_by = {"ipAddress"};
  EXPECT_EQ(first_difference(decision, other),
            ": policyNotEnabled undetermined by: [] is expected, got [ipAddress]");
  other = decision;
  other.session.token_protection = true;
  EXPECT_EQ(first_difference(decision, other), "same session demands: true is expected, got false");
  other = decision;
  other.policies[0].state = PolicyState::enabled;
  EXPECT_NE(first_difference(decision, other), "");
}

TEST(AgreementRunner, changes_change_something) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector("CA-001", *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  std::size_t idle = 0;
  for (const Change<SignIn>& change : sign_in_changes()) {
    SignIn changed = vector->cases[0].sign_in;
    change.make(changed);
    idle += changed == vector->cases[0].sign_in ? 1U : 0U;
  }
  // Those that set what the everyday sign-in says anyway, one for each member at most.
  EXPECT_LT(idle, sign_in_changes().size() / 4);
}

}  // namespace
}  // namespace caprock::conformance
