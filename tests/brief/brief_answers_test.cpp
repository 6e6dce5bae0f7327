// Answers from memory against decisions with every reason, text against text: on random worlds, on
// a generated tenant, and on the demo tenant.
#include "cli/brief_answers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "bench/tenant_generator.h"
#include "evaluate/decide.h"
#include "source/source.h"
#include "tests/differential/campaign.h"
#include "tests/differential/random.h"
#include "tests/differential/share.h"

namespace caprock {
namespace {

using differential::k_share;

std::string expected(const CompiledTenant& tenant, const SignIn& sign_in) {
  return brief_members(evaluate::decide(tenant, sign_in));
}

// Asks for everything twice: the second time from memory.
void expect_same(const TenantSnapshot& tenant, const EvaluationOptions& options,
                 const std::vector<SignIn>& sign_ins) {
  BriefAnswers answers(compile_borrowed(tenant, options));
  for (const int round : {1, 2})
    for (std::size_t i = 0; i < sign_ins.size(); ++i)
      ASSERT_EQ(answers.members(sign_ins[i]), expected(answers.tenant(), sign_ins[i]))
          << "sign-in " << i << ", round " << round;
}

TEST(BriefAnswers, are_the_decisions_of_random_worlds) {
  std::size_t asked = 0;
  for (std::uint64_t world = 0; world < 150 / k_share; ++world) {
    const auto questions = differential::questions_of(7, world);
    // The questions of a world share one tenant; those with the options of the first are asked.
    const auto first = differential::read(questions.front());
    if (!first) continue;
    std::vector<SignIn> sign_ins;
    for (const differential::Question& question : questions)
      if (const auto read = differential::read(question); read && read->options == first->options)
        sign_ins.push_back(read->sign_in);
    SCOPED_TRACE("world " + std::to_string(world));
    expect_same(first->tenant, first->options, sign_ins);
    asked += sign_ins.size();
  }
  EXPECT_GT(asked, 400 / k_share);
}

TEST(BriefAnswers, are_the_decisions_of_a_generated_tenant) {
  const bench::GeneratedTenant generated =
      bench::generate_tenant({300, 60, 40, 3}, bench::PeopleObjects::included);
  bench::SignInGenerator generator(generated, 11);
  std::vector<SignIn> sign_ins;
  for (std::size_t i = 0; i < 2000 / k_share; ++i) sign_ins.push_back(generator.next());
  expect_same(*generated.snapshot, {}, sign_ins);
}

// The demo tenant's people from everywhere, with every client, device and risk.
std::vector<SignIn> demo_sign_ins(const TenantSnapshot& tenant) {
  std::vector<SignIn> sign_ins;
  differential::Random random(5);
  for (std::size_t i = 0; i < 4000 / k_share; ++i) {
    SignIn one;
    one.subject.user.id = random.pick(tenant.users.items).id;
    one.request.resources = {random.pick(tenant.service_principals.items).app_id};
    one.request.interactive = random.chance(50);
    one.client.ip = *IpAddress::parse(random.chance(50) ? "203.0.113.70" : "198.51.100.4");
    if (random.chance(80)) one.client.country = std::string(random.chance(50) ? "US" : "KP");
    if (random.chance(80)) one.client.app_type = static_cast<SignInClient>(random.below(4));
    if (random.chance(80)) one.client.platform = static_cast<SignInPlatform>(random.below(7));
    if (random.chance(50)) one.device = Signal<Device>::absent();
    if (random.chance(80)) one.risk.sign_in = random.chance(50) ? RiskLevel::none : RiskLevel::high;
    if (random.chance(50)) one.risk.user = random.chance(50) ? RiskLevel::none : RiskLevel::high;
    if (random.chance(50)) one.session.mfa_claim = random.chance(50);
    sign_ins.push_back(std::move(one));
  }
  return sign_ins;
}

TEST(BriefAnswers, are_the_decisions_of_the_demo_tenant) {
  const auto read = read_source(CAPROCK_SOURCE_DIR "/demo/larkfield", {});
  ASSERT_TRUE(read) << to_string(read.error());
  const TenantSnapshot& tenant = read->value.tenant;
  const std::vector<SignIn> sign_ins = demo_sign_ins(tenant);
  expect_same(tenant, {}, sign_ins);
  EvaluationOptions whatif;
  whatif.mode = EvaluationMode::whatif;
  expect_same(tenant, whatif, sign_ins);
}

// What makes two sign-ins one: nothing but the time, and the address within a range.
TEST(BriefAnswers, remember_what_differs_in_nothing_that_counts) {
  const bench::GeneratedTenant generated =
      bench::generate_tenant({100, 40, 10, 3}, bench::PeopleObjects::included);
  BriefAnswers answers(compile_borrowed(*generated.snapshot, {}));
  SignIn sign_in;
  sign_in.subject.user.id = generated.snapshot->users.items.front().id;
  sign_in.at = *parse_instant("2026-03-01T09:00:00Z");
  answers.members(sign_in);
  sign_in.at = *parse_instant("2026-03-02T09:00:00Z");
  answers.members(sign_in);
  EXPECT_EQ(answers.remembered(), 1U);
  sign_in.at = {};
  answers.members(sign_in);
  EXPECT_EQ(answers.remembered(), 2U);
  sign_in.device = Device{};
  answers.members(sign_in);
  EXPECT_EQ(answers.remembered(), 3U);
}

TEST(BriefAnswers, remember_addresses_by_the_ranges_they_are_in) {
  NamedLocation office;
  office.id = LocationId("66666666-0000-4000-8000-000000000001");
  office.kind = IpNamedLocation{false, {*IpRange::from_cidr("198.51.100.0/24")}};
  TenantSnapshot tenant;
  tenant.named_locations.exported = true;
  tenant.named_locations.items = {office};
  BriefAnswers answers(compile_borrowed(tenant, {}));
  const auto ask_from = [&](std::string_view address) {
    SignIn sign_in;
    sign_in.client.ip = *IpAddress::parse(address);
    answers.members(sign_in);
    return answers.remembered();
  };
  EXPECT_EQ(ask_from("198.51.100.7"), 1U);
  EXPECT_EQ(ask_from("198.51.100.200"), 1U);
  EXPECT_EQ(ask_from("203.0.113.7"), 2U);
}

TEST(BriefAnswers, keep_no_more_bytes_than_they_may) {
  const bench::GeneratedTenant generated =
      bench::generate_tenant({300, 60, 40, 3}, bench::PeopleObjects::included);
  constexpr std::size_t k_most_bytes = 64'000;
  BriefAnswers answers(compile_borrowed(*generated.snapshot, {}), k_most_bytes);
  bench::SignInGenerator generator(generated, 13);
  std::size_t most_seen = 0;
  std::size_t forgotten = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const SignIn sign_in = generator.next();
    const std::size_t before = answers.remembered();
    const std::string said(answers.members(sign_in));
    ASSERT_EQ(said, expected(answers.tenant(), sign_in)) << i;
    ASSERT_EQ(answers.members(sign_in), said) << i;
    ASSERT_LE(answers.remembered_bytes(), k_most_bytes) << i;
    most_seen = std::max(most_seen, answers.remembered_bytes());
    if (answers.remembered() < before) ++forgotten;
  }
  EXPECT_GT(most_seen, k_most_bytes / 2);
  EXPECT_GT(forgotten, 1U);
}

TEST(BriefAnswers, answer_even_what_is_too_large_to_keep_beside_others) {
  const TenantSnapshot tenant;
  BriefAnswers answers(compile_borrowed(tenant, {}), 1);
  SignIn sign_in;
  for (const RiskLevel level : {RiskLevel::none, RiskLevel::high}) {
    sign_in.risk.user = level;
    EXPECT_EQ(answers.members(sign_in), expected(answers.tenant(), sign_in));
    EXPECT_EQ(answers.remembered(), 1U);
  }
}

}  // namespace
}  // namespace caprock
