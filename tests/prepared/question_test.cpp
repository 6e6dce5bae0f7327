// Preparing: questions as texts, tenants that change, people who are hard to tell apart, and no
// allocation once values are known.
#include <gtest/gtest.h>

#include "bench/tenant_generator.h"
#include "evaluate/decide.h"
#include "evaluate/prepare.h"
#include "tests/prepared/count_allocations.h"

namespace caprock {
namespace {

using namespace evaluate;

struct World {
  bench::GeneratedTenant generated;
  std::shared_ptr<const CompiledTenant> compiled;
  std::shared_ptr<const PreparedTenant> tenant;
};

World generated_world(std::uint32_t policies) {
  World world;
  world.generated = bench::generate_tenant({500, 60, policies, 3}, bench::PeopleObjects::left_out);
  world.compiled = std::make_shared<CompiledTenant>(world.generated.snapshot,
                                                    world.generated.people, EvaluationOptions{});
  world.tenant = std::make_shared<PreparedTenant>(world.compiled);
  return world;
}

Verdict verdict_of(const Preparer& preparer, const Prepared& prepared) {
  Verdict verdict{};
  std::vector<std::uint64_t> kinds(preparer.tenant().columns().blocks());
  preparer.decide({&prepared, 1}, {&verdict, 1}, kinds);
  return verdict;
}

struct Texts {
  std::string user, app, ip, country, platform, client;
  Question question() const { return {user, app, ip, country, platform, client}; }
};

std::vector<Texts> some_questions(const World& world) {
  std::vector<Texts> texts;
  const auto& apps = world.generated.snapshot->service_principals.items;
  const std::vector<std::string> addresses = {"198.51.100.7", "2001:db8::1", "10.1.2.3", ""};
  const std::vector<std::string> countries = {"NL", "us", ""};
  const std::vector<std::string> platforms = {"windows", "iOS", ""};
  const std::vector<std::string> clients = {"browser", "other", ""};
  for (std::uint32_t i = 0; i < 600; ++i)
    texts.push_back({world.compiled->people().id(i * 7 % 500).text(),
                     apps[i * 5 % apps.size()].app_id.text(), addresses[i % addresses.size()],
                     countries[i / 3 % countries.size()], platforms[i / 2 % platforms.size()],
                     clients[i / 5 % clients.size()]});
  return texts;
}

void expect_questions_answered(const World& world, const SignIn& base) {
  Preparer preparer(world.tenant, base);
  for (int round = 0; round < 2; ++round) {  // the second time everything is remembered
    for (const Texts& texts : some_questions(world)) {
      const Prepared prepared = preparer.prepare(texts.question());
      ASSERT_TRUE(prepared.is_understood());
      ASSERT_EQ(verdict_of(preparer, prepared),
                evaluate::decide(*world.compiled, preparer.as_sign_in(texts.question())).verdict)
          << texts.user << ' ' << texts.app << ' ' << texts.ip << ' ' << texts.country << ' '
          << texts.platform << ' ' << texts.client;
    }
  }
}

TEST(Question, is_answered_like_the_sign_in_it_describes) {
  const World world = generated_world(60);
  expect_questions_answered(world, {});
  SignIn refresh;
  refresh.request.grant = GrantType::refresh_token;
  refresh.request.interactive = false;
  refresh.client.gps = Signal<GpsPosition>::absent();
  refresh.session.mfa_claim = true;
  expect_questions_answered(world, refresh);
  SignIn of_a_guest;
  of_a_guest.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
  expect_questions_answered(world, of_a_guest);
}

// More than are read at once, everything new at first, and some that cannot be understood between.
TEST(Question, many_are_answered_like_each_alone) {
  const World world = generated_world(60);
  std::vector<Texts> texts = some_questions(world);
  for (std::size_t i = 0; i < texts.size(); i += 7) texts[i].user = "nobody@example.com";
  for (std::size_t i = 3; i < texts.size(); i += 11) texts[i].ip = "198.51.100";
  std::vector<Question> questions;
  for (const Texts& one : texts) questions.push_back(one.question());
  Preparer many(world.tenant), alone(world.tenant);
  std::vector<Prepared> prepared(questions.size());
  for (int round = 0; round < 2; ++round) {
    many.prepare(questions, prepared);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const Prepared one = alone.prepare(questions[i]);
      ASSERT_EQ(prepared[i].is_understood(), one.is_understood()) << i;
      ASSERT_EQ(one.is_understood(), i % 7 != 0 && i % 11 != 3) << i;
      ASSERT_EQ(verdict_of(many, prepared[i]), verdict_of(alone, one)) << i;
    }
  }
}

TEST(Question, is_refused_when_a_text_cannot_be_read) {
  const World world = generated_world(10);
  const Texts good = some_questions(world).front();
  for (const bool plain : {true, false}) {
    SignIn base;
    if (!plain) base.request.user_action = "urn:user:registersecurityinfo";
    Preparer preparer(world.tenant, base);
    EXPECT_TRUE(preparer.prepare(good.question()).is_understood());
    for (std::string Texts::* member : {&Texts::user, &Texts::app, &Texts::ip, &Texts::country,
                                        &Texts::platform, &Texts::client}) {
      for (const char* const bad : {"Windoze", "1", "D!"}) {
        Texts texts = good;
        texts.*member = bad;
        EXPECT_FALSE(preparer.prepare(texts.question()).is_understood()) << bad;
      }
    }
  }
}

TEST(PreparedTenant, answers_like_a_new_one_after_a_change) {
  const World world = generated_world(60);
  bench::SignInGenerator generator(world.generated, 5);
  std::vector<SignIn> sign_ins;
  for (int i = 0; i < 200; ++i) sign_ins.push_back(generator.next());
  PreparedTenant tenant = *world.tenant;
  TenantSnapshot snapshot = *world.generated.snapshot;
  for (std::size_t change = 0; change < 6; ++change) {
    Policy& policy = snapshot.policies.items[change * 7];
    policy.state = change % 3 == 2 ? PolicyState::disabled : PolicyState::enabled;
    policy.conditions.users.emplace();
    policy.conditions.users->include_groups = {
        world.compiled->people().group_id(static_cast<People::GroupIndex>(change * 3))};
    policy.conditions.users->exclude_users = {
        world.compiled->people().id(static_cast<People::Row>(change * 11))};
    const auto changed =
        std::make_shared<const CompiledTenant>(std::make_shared<const TenantSnapshot>(snapshot),
                                               world.generated.people, EvaluationOptions{});
    tenant = tenant.with(changed);
    Preparer preparer(std::make_shared<const PreparedTenant>(tenant));
    for (const SignIn& sign_in : sign_ins)
      ASSERT_EQ(verdict_of(preparer, preparer.prepare(sign_in)),
                evaluate::decide(*changed, sign_in).verdict)
          << "change " << change;
  }
}

#ifndef CAPROCK_SANITIZED
TEST(Prepared, allocates_nothing_for_known_values) {
  const World world = generated_world(60);
  Preparer preparer(world.tenant);
  std::vector<Texts> texts = some_questions(world);
  for (const Texts& one : texts) ASSERT_TRUE(preparer.prepare(one.question()).is_understood());
  std::vector<std::uint64_t> kinds(world.tenant->columns().blocks());
  Verdict verdict{};
  const std::size_t before = allocations();
  for (const Texts& one : texts) {
    const Prepared prepared = preparer.prepare(one.question());
    preparer.decide({&prepared, 1}, {&verdict, 1}, kinds);
  }
  EXPECT_EQ(allocations(), before);
}

TEST(allocations, counts_aligned_ones_and_huge_pages_too) {
  const std::size_t before = allocations();
  ::operator delete(::operator new(1));
  EXPECT_EQ(allocations(), before + 1);
  constexpr std::align_val_t k_line{64};
  ::operator delete(::operator new(64, k_line), k_line);
  EXPECT_EQ(allocations(), before + 2);
  HugePages<char> pages;
  for (const std::size_t size : {std::size_t{1}, HugePages<char>::k_page})
    pages.deallocate(pages.allocate(size), size);
  EXPECT_EQ(allocations(), before + 4);
}
#endif

// A tenant with a policy for some, and people described badly.
TenantSnapshot small_tenant(std::vector<User> users) {
  TenantSnapshot tenant;
  tenant.users = {true, std::move(users)};
  tenant.groups.exported = tenant.role_assignments.exported = tenant.policies.exported = true;
  tenant.cross_tenant_default.emplace();
  tenant.cross_tenant_partners.exported = true;
  Policy policy;
  policy.id = PolicyId("b0000000-0000-4000-8000-000000000001");
  policy.state = PolicyState::enabled;
  policy.conditions.applications.include_applications = {AppId("All")};
  policy.conditions.client_app_types = {ClientAppType::all};
  policy.conditions.users.emplace();
  policy.grant_controls.emplace();
  tenant.policies.items = {policy};
  return tenant;
}

User person(const std::string& id, const std::string& name) {
  User user;
  user.id = UserId(id);
  user.user_principal_name = name;
  user.user_type = name.find("#EXT#") == std::string::npos ? UserType::member : UserType::guest;
  return user;
}

constexpr const char* k_id = "05e20000-0000-4000-8000-000000000001";
constexpr const char* k_other_id = "05e20000-0000-4000-8000-000000000002";

SignIn sign_in_of(const std::string& user) {
  SignIn sign_in;
  sign_in.subject.user.id = UserId(user);
  sign_in.request.resources = {AppId("00000002-0000-0ff1-ce00-000000000000")};
  sign_in.request.client_kind = ClientKind::public_client;
  return sign_in;
}

// Every order of asking gives each what a decision with reasons gives.
void expect_independent(const TenantSnapshot& tenant, const std::vector<SignIn>& sign_ins) {
  const auto compiled = std::make_shared<CompiledTenant>(compile_borrowed(tenant, {}));
  const auto prepared = std::make_shared<const PreparedTenant>(compiled);
  for (const bool backwards : {false, true}) {
    Preparer preparer(prepared);
    for (std::size_t i = 0; i < sign_ins.size(); ++i) {
      const SignIn& one = sign_ins[backwards ? sign_ins.size() - 1 - i : i];
      EXPECT_EQ(verdict_of(preparer, preparer.prepare(one)),
                evaluate::decide(*compiled, one).verdict)
          << one.subject.user.id.text();
    }
  }
}

TEST(Preparer, tells_people_with_one_id_apart) {
  TenantSnapshot tenant =
      small_tenant({person(k_id, "alice@t.example"), person(k_id, "bob@t.example"),
                    person(k_id, "carl_f.example#EXT#@t.example")});
  Policy& policy = tenant.policies.items.front();
  policy.conditions.users->include_users = {UserId("All")};
  policy.grant_controls->built_in_controls = {BuiltInControl::compliant_device};
  std::vector<SignIn> sign_ins;
  for (const char* const name : {"bob@t.example", "carl_f.example#EXT#@t.example", "nobody"}) {
    sign_ins.push_back(sign_in_of(name));
    Device device;
    device.is_compliant = true;
    sign_ins.back().device = device;
    sign_ins.back().subject.user.home_tenant = TenantId("7e000001-0000-4000-8000-000000000002");
  }
  expect_independent(tenant, sign_ins);
}

TEST(Preparer, does_not_take_what_is_said_of_nobody_for_a_class) {
  TenantSnapshot tenant = small_tenant({person(k_id, "guest_f.example#EXT#@t.example")});
  Policy& policy = tenant.policies.items.front();
  policy.conditions.users->include_users = {UserId(k_id)};
  policy.grant_controls->built_in_controls = {BuiltInControl::block};
  SignIn known = sign_in_of(k_id);
  known.subject.user.external_kind = Signal<ExternalKind>::absent();
  SignIn unnamed = sign_in_of("");
  unnamed.subject.user.roles.emplace();
  expect_independent(tenant, {known, unnamed});
}

TEST(Preparer, does_not_judge_a_class_by_a_name_that_is_an_id) {
  TenantSnapshot tenant =
      small_tenant({person(k_id, k_other_id),
                    person(k_other_id, "bob@t.example"),
                    person("05e20000-0000-4000-8000-000000000003", "eve@t.example"),
                    {}});
  Policy& policy = tenant.policies.items.front();
  policy.conditions.users->include_users = {UserId(k_id)};
  policy.grant_controls->built_in_controls = {BuiltInControl::block};
  expect_independent(tenant, {sign_in_of("bob@t.example"), sign_in_of("eve@t.example"),
                              sign_in_of(k_other_id), sign_in_of(k_id)});
}

}  // namespace
}  // namespace caprock
