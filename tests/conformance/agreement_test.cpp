// Every engine against the reference: the whole decision, for every case of every vector, and for
// what each case could also have been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>
#include <random>
#include <tuple>

#include "base/text.h"
#include "reference/decide.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/each_vector.h"
#include "tests/differential/engines.h"
#include "tests/differential/share.h"

namespace caprock::conformance {
namespace {

// A change meets every fourth or every sixteenth case, the next change the next ones: to change a
// tenant or an option is to compile anew. CAPROCK_ROUNDS=16 asks for all of them.
constexpr std::uint64_t k_sign_in_stride = 4 * differential::k_share;
constexpr std::uint64_t k_tenant_stride = 16 * differential::k_share;
constexpr std::uint64_t k_mixtures = 20;  // of several changes, per case

// CAPROCK_SEED and CAPROCK_ROUNDS widen the search.
std::uint64_t number_from(const char* variable, std::uint64_t standard) {
  const char* text = std::getenv(variable);
  return text == nullptr ? standard : std::strtoull(text, nullptr, 10);
}

// The changes whose turn it is for this case.
template <class T>
std::vector<T> in_turn(const std::vector<T>& changes, std::uint64_t number, std::uint64_t stride) {
  const std::uint64_t rounds = number_from("CAPROCK_ROUNDS", 1);
  std::vector<T> chosen;
  for (std::size_t i = 0; i < changes.size(); ++i)
    if ((i + number) % stride < rounds) chosen.push_back(changes[i]);
  return chosen;
}

// The sign-in as it is and with each of the changes.
void expect_agreement(const Situation& situation, const std::string& where,
                      const std::vector<Change>& changes = {}) {
  std::vector<differential::Check> checks;
  const auto compiled = differential::compiled_once(situation.tenant, situation.options);
  for (const differential::Engine& engine : differential::engines())
    checks.push_back(engine.ready(compiled));
  const auto ask = [&](const SignIn& sign_in, const std::string& what) {
    const Decision expected = reference::decide(situation.tenant, sign_in, situation.options);
    for (std::size_t i = 0; i < checks.size(); ++i) {
      const auto found = checks[i](sign_in, expected);
      EXPECT_TRUE(found.empty()) << differential::engines()[i].name << " on " << where << what
                                 << "\n  " << join(found, "\n  ");
    }
  };
  ask(situation.sign_in, "");
  if (changes.empty()) return;
  Situation changed = situation;
  for (const Change& change : changes) {
    changed.sign_in = situation.sign_in;
    change.make(changed);
    ask(changed.sign_in, ", " + change.what);
  }
}

// To the policy of that number, or to all of them.
void make(const PolicyChange& change, Situation& situation, std::uint64_t number) {
  auto& policies = situation.tenant.policies.items;
  const std::uint64_t one = number % (policies.size() + 1);
  for (std::size_t i = 0; i < policies.size(); ++i)
    if (i == one || one == policies.size()) change.make(policies[i], situation);
}

void try_changes(const Situation& situation, const std::string& where, std::uint64_t number) {
  expect_agreement(situation, where, in_turn(sign_in_changes(), number, k_sign_in_stride));
  const auto try_one = [&](const auto& change, auto apply) {
    Situation changed = situation;
    apply(changed);
    expect_agreement(changed, where + ", " + change.what);
  };
  for (const Change& change : in_turn(option_changes(), number, k_tenant_stride))
    try_one(change, change.make);
  for (const Change& change : in_turn(tenant_changes(), number, k_tenant_stride))
    try_one(change, change.make);
  for (const PolicyChange& change : in_turn(policy_changes(), number, k_tenant_stride))
    try_one(change, [&](Situation& changed) { make(change, changed, number); });
}

void try_mixtures(const Situation& situation, const std::string& where) {
  std::mt19937_64 random(number_from("CAPROCK_SEED", 20260901));
  const std::uint64_t mixtures =
      k_mixtures * number_from("CAPROCK_ROUNDS", 1) / differential::k_share;
  for (std::uint64_t i = 0; i < mixtures; ++i) {
    Situation changed = situation;
    std::string what = where;
    const auto pick = [&](const auto& changes, std::uint64_t count, auto apply) {
      for (; count > 0; --count) {
        const auto& change = changes[random() % changes.size()];
        apply(change);
        what += ", " + change.what;
      }
    };
    const auto apply = [&](const Change& change) { change.make(changed); };
    pick(tenant_changes(), random() % 3, apply);
    pick(policy_changes(), 1 + random() % 4,
         [&](const PolicyChange& change) { make(change, changed, random()); });
    pick(sign_in_changes(), 1 + random() % 4, apply);
    pick(option_changes(), random() % 2, apply);
    expect_agreement(changed, what);
  }
}

class Agreement : public testing::TestWithParam<std::string> {};

TEST_P(Agreement, engine_and_reference_give_the_same_decision) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector(GetParam(), *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  const std::uint64_t number = std::accumulate(vector->id.begin(), vector->id.end(), 0U);
  for (std::size_t i = 0; i < vector->cases.size(); ++i) {
    const Case& one = vector->cases[i];
    const std::string where = vector->id + ", case `" + one.title + "`";
    const Situation situation{vector->tenant, one.sign_in, one.options};
    try_changes(situation, where, number + i);
    try_mixtures(situation, where);
  }
}

INSTANTIATE_TEST_SUITE_P(Vector, Agreement, testing::ValuesIn(vector_ids()), vector_name);

// Everything of a tenant, to compare it.
auto parts_of(const Situation& situation) {
  const TenantSnapshot& t = situation.tenant;
  return std::tie(t.organization, t.policies, t.named_locations, t.authentication_strengths,
                  t.authentication_contexts, t.terms_of_use, t.users, t.groups, t.role_definitions,
                  t.role_assignments, t.service_principals, t.applications,
                  t.token_lifetime_policies, t.security_defaults, t.mfa_service_settings,
                  t.cross_tenant_default, t.cross_tenant_partners);
}

TEST(AgreementRunner, changes_change_something) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector("CA-001", *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  const Situation everyday{vector->tenant, vector->cases[0].sign_in, vector->cases[0].options};
  // The changes that leave their part of the everyday situation as it is.
  const auto idle = [&](const auto& changes, auto apply, auto part) {
    std::vector<std::string> names;
    for (const auto& change : changes) {
      Situation changed = everyday;
      apply(change, changed);
      if (part(changed) == part(everyday)) names.push_back(change.what);
    }
    return names;
  };
  const auto apply = [](const Change& change, Situation& changed) { change.make(changed); };
  const auto to_policy = [](const PolicyChange& change, Situation& changed) {
    make(change, changed, 0);
  };
  const auto sign_in = [](const Situation& of) { return of.sign_in; };
  const auto options = [](const Situation& of) { return of.options; };
  // Those that set what the everyday sign-in says anyway, one for each member at most.
  EXPECT_LT(idle(sign_in_changes(), apply, sign_in).size(), sign_in_changes().size() / 4);
  EXPECT_LT(idle(policy_changes(), to_policy, parts_of).size(), policy_changes().size() / 20);
  // Each option has one value that is the standard.
  EXPECT_THAT(idle(option_changes(), apply, options), testing::SizeIs(11));
  // Tenant T has no partners.
  EXPECT_THAT(idle(tenant_changes(), apply, parts_of),
              testing::ElementsAre("partners empty", "partners trust"));
}

}  // namespace
}  // namespace caprock::conformance
