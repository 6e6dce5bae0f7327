// The differential check itself: that it can fail, that what it finds is made small, and a short
// slice of it. The long run is `./dev differential`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "reference/decide.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/tenant_json.h"
#include "tests/conformance/vector.h"
#include "tests/differential/campaign.h"
#include "tests/differential/differences.h"
#include "tests/differential/reduce.h"
#include "tests/differential/share.h"
#include "tests/differential/vector_text.h"

namespace caprock::differential {
namespace {

// Evaluators with one rule broken each, as a person may break it.

Decision forgets_excluded_groups(const TenantSnapshot& tenant, const SignIn& sign_in,
                                 const EvaluationOptions& options) {
  TenantSnapshot changed = tenant;
  for (Policy& policy : changed.policies.items)
    if (policy.conditions.users) policy.conditions.users->exclude_groups.clear();
  return reference::decide(changed, sign_in, options);
}

Decision takes_unknown_addresses_for_none(const TenantSnapshot& tenant, const SignIn& sign_in,
                                          const EvaluationOptions& options) {
  SignIn changed = sign_in;
  if (changed.client.ip.is_unknown()) changed.client.ip = Signal<IpAddress>::absent();
  return reference::decide(tenant, changed, options);
}

Decision enforces_report_only(const TenantSnapshot& tenant, const SignIn& sign_in,
                              const EvaluationOptions& options) {
  TenantSnapshot changed = tenant;
  for (Policy& policy : changed.policies.items)
    if (policy.state == PolicyState::enabled_for_reporting && policy.fully_read())
      policy.state = PolicyState::enabled;
  return reference::decide(changed, sign_in, options);
}

Decision minds_letter_case(const TenantSnapshot& tenant, const SignIn& sign_in,
                           const EvaluationOptions& options) {
  Decision decision = reference::decide(tenant, sign_in, options);
  for (PolicyResult& policy : decision.policies)
    for (ConditionResult& condition : policy.conditions)
      if (condition.include_rule == "deviceFilter") condition.include_rule = "devicefilter";
  return decision;
}

Decision puts_controls_in_another_order(const TenantSnapshot& tenant, const SignIn& sign_in,
                                        const EvaluationOptions& options) {
  Decision decision = reference::decide(tenant, sign_in, options);
  for (PolicyResult& policy : decision.policies)
    std::reverse(policy.controls.begin(), policy.controls.end());
  return decision;
}

Campaign campaign_with(const Engine& engine, std::uint64_t seed, std::uint64_t decisions) {
  Campaign campaign;
  campaign.seed = seed;
  campaign.decisions = decisions;
  campaign.engines = {&engine};
  return campaign;
}

TEST(Differential, finds_every_evaluator_that_is_broken_on_purpose) {
  for (const Engine& broken :
       {whole_engine("forgets excluded groups", forgets_excluded_groups),
        whole_engine("takes unknown addresses for none", takes_unknown_addresses_for_none),
        whole_engine("enforces report-only", enforces_report_only),
        whole_engine("minds letter case", minds_letter_case),
        whole_engine("puts controls in another order", puts_controls_in_another_order)}) {
    const Outcome outcome = run(campaign_with(broken, 1, 20000));
    ASSERT_TRUE(outcome.disagreement) << broken.name;
    EXPECT_FALSE(outcome.disagreement->differences.empty()) << broken.name;
  }
}

TEST(Differential, finds_nothing_where_the_reference_meets_itself) {
  const Engine itself = whole_engine("reference", reference::decide);
  const Outcome outcome = run(campaign_with(itself, 2, 2000));
  EXPECT_FALSE(outcome.disagreement);
  EXPECT_GE(outcome.tally.decisions, 2000U);
}

TEST(Differential, asks_for_every_verdict_and_every_way_a_policy_can_go) {
  Campaign campaign;
  campaign.decisions = 4000;
  const Tally tally = run(campaign).tally;
  for (const std::uint64_t verdicts : tally.verdicts) EXPECT_GT(verdicts, tally.decisions / 50);
  for (const std::uint64_t policies : tally.policies) EXPECT_GT(policies, tally.decisions / 10);
}

TEST(Differential, one_world_can_be_asked_for_alone) {
  Campaign alone;
  alone.seed = 5;
  alone.first_world = 3;
  alone.decisions = 1;
  std::vector<std::uint64_t> worlds;
  alone.progress = [&](std::uint64_t world, std::uint64_t) { worlds.push_back(world); };
  EXPECT_EQ(run(alone).tally.worlds, 1U);
  EXPECT_EQ(worlds, std::vector<std::uint64_t>{3});
  EXPECT_EQ(questions_of(5, 3).front().tenant, questions_of(5, 3).front().tenant);
  EXPECT_NE(questions_of(5, 3).front().tenant, questions_of(5, 4).front().tenant);
}

TEST(Differential, a_disagreement_is_made_small_and_becomes_a_vector) {
  const Engine broken = whole_engine("broken", forgets_excluded_groups);
  const Outcome outcome = run(campaign_with(broken, 1, 20000));
  ASSERT_TRUE(outcome.disagreement);
  const StillShows shows = [&](const Question& question) {
    return !differences_on(question, broken).empty();
  };
  const Question small = reduced(outcome.disagreement->question, shows);
  EXPECT_TRUE(shows(small));
  EXPECT_EQ(small.tenant.at("policies").as_array().size(), 1U);
  EXPECT_LE(small.sign_in.size(), 2U);

  const Result<conformance::World> world = conformance::read_world();
  ASSERT_TRUE(world) << to_string(world.error());
  const auto one = read(small);
  ASSERT_TRUE(one);
  const Decision right = reference::decide(one->tenant, one->sign_in, one->options);
  const std::string text = vector_text("F-1", small, right, world->sign_in);
  const auto parsed = parse_json(text, "F-1.json");
  ASSERT_TRUE(parsed) << text;
  const Result<conformance::Vector> vector =
      conformance::vector_of(parsed->value.as_object(), "F-1", *world);
  ASSERT_TRUE(vector) << to_string(vector.error()) << text;
  const conformance::Case& only = vector->cases.at(0);
  EXPECT_TRUE(same(reference::decide(vector->tenant, only.sign_in, only.options), right)) << text;
  EXPECT_FALSE(
      differences(right, forgets_excluded_groups(vector->tenant, only.sign_in, only.options))
          .empty());
}

TEST(Differential, names_the_value_that_differs) {
  Decision expected;
  Decision got;
  EXPECT_TRUE(differences(expected, got).empty());
  got.verdict = Verdict::blocked;
  got.policies.emplace_back();
  EXPECT_EQ(differences(expected, got).front(), "verdict: undetermined, but blocked");
  expected = got;
  ConditionResult users;
  users.condition = Condition::users;
  expected.policies[0].conditions = {users};
  users.why = "in other words";
  got.policies[0].conditions = {users};
  EXPECT_TRUE(differences(expected, got).empty());
  got.policies[0].conditions[0].match = Match::yes;
  EXPECT_EQ(differences(expected, got),
            std::vector<std::string>{"policies[0].users#0.match: unknown, but yes"});
  got = expected;
  got.policies[0].conditions[0].undetermined_by = {"ipAddress"};
  EXPECT_EQ(differences(expected, got),
            std::vector<std::string>{"policies[0].users#0.undetermined_by: {}, but {ipaddress}"});
  got = expected;
  got.session.token_protection = true;
  EXPECT_EQ(differences(expected, got),
            std::vector<std::string>{"session.token_protection: false, but true"});
  got = expected;
  got.policies[0].state = PolicyState::enabled;
  EXPECT_EQ(differences(expected, got).size(), 1U);
}

// The prepared way promises less than a whole decision: the verdict, and which policies apply.
TEST(Differential, the_prepared_way_is_held_to_the_verdict_and_to_who_applies) {
  const std::optional<ReadQuestion> one = read(questions_of(5, 3).front());
  ASSERT_TRUE(one);
  const Decision right = reference::decide(one->tenant, one->sign_in, one->options);
  const Check check = engine_named("prepared")->ready(compiled_once(one->tenant, one->options));
  EXPECT_TRUE(check(one->sign_in, right).empty());
  Decision wrong = right;
  wrong.verdict = right.verdict == Verdict::blocked ? Verdict::granted : Verdict::blocked;
  EXPECT_THAT(check(one->sign_in, wrong), testing::Each(testing::StartsWith("verdict by ")));
  EXPECT_THAT(check(one->sign_in, wrong), testing::Not(testing::IsEmpty()));
  wrong = right;
  for (PolicyResult& policy : wrong.policies)
    policy.applies = policy.applies == Match::yes ? Match::no : Match::yes;
  EXPECT_THAT(check(one->sign_in, wrong), testing::Not(testing::IsEmpty()));
}

TEST(Differential, every_engine_agrees_on_a_slice_of_random_worlds) {
  Campaign campaign;
  campaign.seed = 20261121;
  campaign.decisions = 10000 / k_share;
  for (const Engine& engine : engines()) campaign.engines.push_back(&engine);
  if (const auto found = run(campaign).disagreement)
    ADD_FAILURE() << found->engine << ": caprock_differential --seed 20261121 --world "
                  << found->world << "\n"
                  << join(found->differences, "\n");
}

}  // namespace
}  // namespace caprock::differential
