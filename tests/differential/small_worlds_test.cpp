// Every small world: the reference and the engines must give the same whole answer.
//
// Worlds of one policy are asked in full: every choice of every condition with every combination of
// values of the signals that the condition looks at. Of worlds of two policies there are too many
// for that (half a million pairs of conditions, each with 324 pairs of demands). Asked is every
// condition with every demand beside every other condition with every other demand; which choice
// of its condition a policy has changes from pair to pair, so that each choice meets each demand.
// What is left out, each choice of one condition beside each choice of another, is met where all
// policies stand together in one tenant.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "graph_json/sign_in_json.h"
#include "reference/decide.h"
#include "tests/conformance/each_vector.h"
#include "tests/differential/engines.h"
#include "tests/differential/question.h"
#include "tests/differential/share.h"
#include "tests/differential/small_worlds.h"

namespace caprock::differential {
namespace {

constexpr std::size_t k_most_shown = 3;

const std::vector<EvaluationOptions>& modes() {
  static const std::vector<EvaluationOptions> all = [] {
    EvaluationOptions strict, whatif, others;
    whatif.mode = EvaluationMode::whatif;
    others.mode = EvaluationMode::live;
    others.baseline_scopes = BaselineScopes::legacy;
    others.empty_client_app_types = EmptyClientAppTypes::all;
    others.ext_attr_unmanaged = UnmanagedExtensionAttribute::null;
    others.all_users_includes_objectless = Toggle::off;
    others.all_resources_includes_registerdevice = Toggle::on;
    return std::vector<EvaluationOptions>{strict, whatif, others};
  }();
  return all;
}

std::size_t combinations(const std::vector<Axis>& axes) {
  std::size_t count = 1;
  for (const Axis& axis : axes) count *= axis.size();
  return count;
}

// One value of each axis; `number` says which, the first axis changes fastest.
SignIn combination(const std::vector<Axis>& axes, std::size_t number) {
  std::vector<const json::object*> members;
  for (const Axis& axis : axes) {
    members.push_back(&axis[number % axis.size()]);
    number /= axis.size();
  }
  return read_sign_in(small_sign_in(members), {}).value();
}

// Up to `most` combinations, spread over all of them.
std::vector<SignIn> some_combinations(const std::vector<Axis>& axes, std::size_t most) {
  constexpr std::size_t k_prime = 7919;  // divides the number of no axis's values
  const std::size_t all = combinations(axes);
  std::vector<SignIn> sign_ins;
  for (std::size_t i = 0; i < std::min(all, most); ++i)
    sign_ins.push_back(combination(axes, i * k_prime % all));
  return sign_ins;
}

std::vector<SignIn> all_combinations(const std::vector<Axis>& axes) {
  return some_combinations(axes, combinations(axes));
}

class SmallWorlds : public testing::TestWithParam<std::size_t> {
 protected:
  // Every sign-in in this world, in this mode.
  void decide(const TenantSnapshot& tenant, const EvaluationOptions& options,
              const std::vector<const SignIn*>& sign_ins, const std::string& what) {
    if (sign_ins.empty()) return;
    std::vector<Check> checks;
    const SharedTenant compiled = compiled_once(tenant, options);
    for (const Engine& engine : engines()) checks.push_back(engine.ready(compiled));
    for (const SignIn* sign_in : sign_ins) {
      const Decision expected = reference::decide(tenant, *sign_in, options);
      ++decisions_;
      for (std::size_t e = 0; e < checks.size(); ++e) {
        const auto found = checks[e](*sign_in, expected);
        if (!found.empty()) complain(tenant, engines()[e].name, what, found);
      }
    }
  }

  void complain(const TenantSnapshot& tenant, const std::string& engine, const std::string& what,
                const std::vector<std::string>& found) {
    if (++disagreements_ > k_most_shown) return;
    std::string policies;
    for (const Policy& policy : tenant.policies.items)
      if (tenant.policies.items.size() < 5) policies += "\n" + policy.origin.raw;
    ADD_FAILURE() << engine << ", " << what << ", decision " << decisions_ << "\n  "
                  << join(found, "\n  ") << policies;
  }

  void TearDown() override {
    EXPECT_EQ(disagreements_, 0U);
    EXPECT_GT(decisions_, 0U);
    std::cout << decisions_ << " decisions\n";
  }

  std::size_t decisions_ = 0;
  std::size_t disagreements_ = 0;
};

std::string family_name(const testing::TestParamInfo<std::size_t>& param) {
  return conformance::test_name(families()[param.param].name);
}

TEST_P(SmallWorlds, every_policy_alone_with_all_values_of_its_signals) {
  const Family& family = families()[GetParam()];
  json::object tenant = small_tenant();
  const std::vector<SignIn> sign_ins = all_combinations(family.axes);
  for (std::size_t i = 0; i < family.conditions.size(); i += k_share) {
    tenant["policies"] = json::array{small_policy(1, family.conditions[i], demands().front())};
    const TenantSnapshot snapshot = read_snapshot(tenant);
    // Each mode sees a share of the sign-ins; the shares change from policy to policy.
    for (std::size_t mode = 0; mode < modes().size(); ++mode) {
      std::vector<const SignIn*> share;
      for (std::size_t j = 0; j < sign_ins.size(); ++j)
        if ((i + j) % modes().size() == mode) share.push_back(&sign_ins[j]);
      decide(snapshot, modes()[mode], share, "policy " + std::to_string(i));
    }
  }
}

std::vector<Policy> read_policies(const std::vector<json::object>& conditions,
                                  const std::vector<json::object>& demands) {
  json::object tenant;
  json::array policies;
  for (const json::object& one : conditions)
    for (const json::object& demand : demands) policies.push_back(small_policy(1, one, demand));
  tenant["policies"] = std::move(policies);
  return read_snapshot(tenant).policies.items;
}

// Every choice of every condition, and every demand, read once.
class Parts {
 public:
  Parts() : demands_(read_policies({open_conditions()}, demands())) {
    for (const Family& family : families())
      choices_.push_back(read_policies(family.conditions, {json::object()}));
  }

  // Kinds of policies: each family with each demand.
  std::size_t kinds() const { return choices_.size() * demands_.size(); }
  std::size_t first_of(std::size_t family) const { return family * demands_.size(); }
  std::size_t family_of(std::size_t kind) const { return kind / demands_.size(); }

  // The choices of its condition take turns.
  Policy policy(std::size_t kind, std::size_t turn) const {
    const std::vector<Policy>& choices = choices_[family_of(kind)];
    const Policy& demand = demands_[kind % demands_.size()];
    Policy policy = choices[turn % choices.size()];
    policy.state = demand.state;
    policy.grant_controls = demand.grant_controls;
    policy.session_controls = demand.session_controls;
    policy.unread.insert(policy.unread.end(), demand.unread.begin(), demand.unread.end());
    policy.origin.raw += "\ndemands as " + demand.origin.raw;
    return policy;
  }

 private:
  std::vector<Policy> demands_;
  std::vector<std::vector<Policy>> choices_;  // by family
};

// Values of the signals that either family looks at, and sessions: the pool from which their pairs
// take sign-ins in turn.
std::vector<SignIn> sign_ins_for(std::size_t family, std::size_t other) {
  constexpr std::size_t k_pool = 200;
  std::vector<Axis> axes = families()[family].axes;
  if (other != family)
    axes.insert(axes.end(), families()[other].axes.begin(), families()[other].axes.end());
  axes.push_back(all_axes().back());
  return some_combinations(axes, k_pool);
}

TEST_P(SmallWorlds, every_condition_and_demand_beside_every_other) {
  constexpr std::size_t k_sign_ins = 4;  // a pair
  const Parts parts;
  TenantSnapshot tenant = read_snapshot(small_tenant());
  tenant.policies.exported = true;
  std::vector<SignIn> pool;
  std::size_t pair = 0;
  const std::size_t first = parts.first_of(GetParam());
  for (std::size_t b = first; b < parts.kinds(); ++b) {
    if (b == parts.first_of(parts.family_of(b)))
      pool = sign_ins_for(GetParam(), parts.family_of(b));
    for (std::size_t a = first; a < std::min(parts.first_of(GetParam() + 1), b + 1); ++a) {
      if (++pair % k_share != 0) continue;
      // Each is the turn of the other: with all kinds, all choices have had theirs.
      tenant.policies.items = {parts.policy(a, b), parts.policy(b, a)};
      tenant.policies.items[1].id = PolicyId("5a0000ff-0000-4000-8000-000000000002");
      if (pair % 2 == 0) std::swap(tenant.policies.items[0], tenant.policies.items[1]);
      std::vector<const SignIn*> sign_ins;
      for (std::size_t i = 0; i < k_sign_ins; ++i)
        sign_ins.push_back(&pool[(pair * k_sign_ins + i) % pool.size()]);
      decide(tenant, modes()[pair % modes().size()], sign_ins, "pair " + std::to_string(pair));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Family, SmallWorlds, testing::Range<std::size_t>(0, families().size()),
                         family_name);

class SmallWorld : public SmallWorlds {};

TEST_F(SmallWorld, all_policies_of_one_condition_together_with_each_signal_in_turn) {
  json::object tenant = small_tenant();
  json::array policies;
  for (const Family& family : families())
    for (const json::object& conditions : family.conditions)
      policies.push_back(small_policy(policies.size() + 1, conditions,
                                      demands()[policies.size() % demands().size()]));
  tenant["policies"] = std::move(policies);
  const TenantSnapshot snapshot = read_snapshot(tenant);
  std::vector<SignIn> sign_ins;
  for (const Axis& axis : all_axes())
    for (SignIn& sign_in : all_combinations({axis})) sign_ins.push_back(std::move(sign_in));
  for (std::size_t mode = 0; mode < modes().size(); ++mode) {
    std::vector<const SignIn*> share;
    for (std::size_t i = mode * k_share; i < sign_ins.size(); i += modes().size() * k_share)
      share.push_back(&sign_ins[i]);
    decide(snapshot, modes()[mode], share, "all policies together");
  }
}

// Each choice of a condition meets each demand in some pair.
TEST(SmallWorldsData, has_no_more_choices_of_a_condition_than_pairs_take_turns) {
  for (const Family& family : families())
    EXPECT_LE(family.conditions.size(), families().size() * demands().size()) << family.name;
}

}  // namespace
}  // namespace caprock::differential
