// Every small world: the reference and the engines must give the same whole answer.
#include <gtest/gtest.h>

#include <iostream>

#include "base/text.h"
#include "graph_json/sign_in_json.h"
#include "reference/decide.h"
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

// Every combination of one value of each axis.
std::vector<SignIn> product(const std::vector<Axis>& axes) {
  std::vector<std::vector<const json::object*>> tuples = {{}};
  for (const Axis& axis : axes) {
    std::vector<std::vector<const json::object*>> longer;
    for (const auto& tuple : tuples)
      for (const json::object& value : axis) {
        longer.push_back(tuple);
        longer.back().push_back(&value);
      }
    tuples = std::move(longer);
  }
  std::vector<SignIn> sign_ins;
  for (const auto& tuple : tuples)
    sign_ins.push_back(read_sign_in(small_sign_in(tuple), {}).value());
  return sign_ins;
}

class SmallWorlds : public testing::Test {
 protected:
  // Every sign-in in this world, in this mode.
  void decide(const TenantSnapshot& tenant, const EvaluationOptions& options,
              const std::vector<SignIn>& sign_ins, const std::string& what) {
    std::vector<Check> checks;
    for (const Engine& engine : engines()) checks.push_back(engine.ready(tenant, options));
    for (std::size_t i = 0; i < sign_ins.size(); ++i) {
      const Decision expected = reference::decide(tenant, sign_ins[i], options);
      ++decisions_;
      for (std::size_t e = 0; e < checks.size(); ++e) {
        const auto found = checks[e](sign_ins[i], expected);
        if (!found.empty()) complain(tenant, engines()[e].name, what, i, found);
      }
    }
  }

  void complain(const TenantSnapshot& tenant, const std::string& engine, const std::string& what,
                std::size_t sign_in, const std::vector<std::string>& found) {
    if (++disagreements_ > k_most_shown) return;
    std::string policies;
    for (const Policy& policy : tenant.policies.items)
      if (tenant.policies.items.size() < 5) policies += "\n" + policy.origin.raw;
    ADD_FAILURE() << engine << ", " << what << ", sign-in " << sign_in << "\n  "
                  << join(found, "\n  ") << policies;
  }

  void TearDown() override {
    EXPECT_EQ(disagreements_, 0U);
    std::cout << decisions_ << " decisions\n";
  }

  std::size_t decisions_ = 0;
  std::size_t disagreements_ = 0;
};

TEST_F(SmallWorlds, every_policy_of_one_condition_alone_with_all_values_of_its_signals) {
  json::object tenant = small_tenant();
  for (const Family& family : families()) {
    const std::vector<SignIn> sign_ins = product(family.axes);
    for (std::size_t i = 0; i < family.conditions.size(); ++i) {
      tenant["policies"] = json::array{small_policy(1, family.conditions[i], demands().front())};
      const TenantSnapshot snapshot = read_snapshot(tenant);
      // Each mode sees a share of the sign-ins; the shares change from policy to policy.
      for (std::size_t mode = 0; mode < modes().size(); ++mode) {
        std::vector<SignIn> share;
        for (std::size_t j = 0; j < sign_ins.size(); ++j)
          if ((i + j) % (modes().size() * k_share) == mode) share.push_back(sign_ins[j]);
        decide(snapshot, modes()[mode], share, family.name + " " + std::to_string(i));
      }
    }
  }
  EXPECT_GE(decisions_, 100000U / k_share);
}

TEST_F(SmallWorlds, all_policies_of_one_condition_together_with_each_signal_in_turn) {
  json::object tenant = small_tenant();
  json::array policies;
  for (const Family& family : families())
    for (const json::object& conditions : family.conditions)
      policies.push_back(small_policy(policies.size() + 1, conditions,
                                      demands()[policies.size() % demands().size()]));
  tenant["policies"] = std::move(policies);
  const TenantSnapshot snapshot = read_snapshot(tenant);
  std::vector<std::vector<SignIn>> sign_ins(modes().size());
  std::size_t count = 0;
  for (const Axis& axis : all_axes())
    for (const SignIn& sign_in : product({axis}))
      if (++count % k_share == 0) sign_ins[count / k_share % modes().size()].push_back(sign_in);
  for (std::size_t mode = 0; mode < modes().size(); ++mode)
    decide(snapshot, modes()[mode], sign_ins[mode], "all policies together");
}

// The first policy of a family with each demand, beside every other policy.
TEST_F(SmallWorlds, pairs_of_policies_with_all_demands) {
  json::object tenant = small_tenant();
  std::vector<SignIn> sign_ins;
  for (const Axis& axis : all_axes()) sign_ins.push_back(product({axis}).back());
  const std::vector<SignIn> sessions = product({all_axes().back()});
  sign_ins.insert(sign_ins.end(), sessions.begin(), sessions.end());
  const std::vector<json::object> all_demands = demands();
  const std::vector<Family> all_families = families();
  constexpr std::size_t k_step = 5 * k_share;  // all pairs take a minute
  std::size_t pair = 0;
  for (const Family& family : all_families)
    for (const json::object& conditions : family.conditions)
      for (const json::object& beside : all_demands) {
        ++pair;
        if (pair % k_step != 0) continue;
        const Family& other = all_families[pair % all_families.size()];
        tenant["policies"] =
            json::array{small_policy(1, conditions, all_demands[pair / 7 % all_demands.size()]),
                        small_policy(2, other.conditions[pair % other.conditions.size()], beside)};
        decide(read_snapshot(tenant), modes()[pair / k_step % modes().size()], sign_ins,
               "pair " + std::to_string(pair));
      }
}

}  // namespace
}  // namespace caprock::differential
