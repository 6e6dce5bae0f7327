#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/temporary_folder.h"
#include "bench/tenant_generator.h"
#include "source/source.h"
#include "tests/people/same_people.h"

namespace caprock::bench {
namespace {

constexpr TenantSize k_size{3000, 120, 90, 7};

TEST(GeneratedTenant, is_the_same_in_columns_in_objects_and_in_files) {
  const GeneratedTenant generated = generate_tenant(k_size, PeopleObjects::included);
  expect_same_people(*generated.people, people_of(*generated.snapshot));
  const TemporaryFolder folder;
  ASSERT_TRUE(write_tenant(k_size, folder.path(), 1000));
  const auto read = read_source(folder.path(), {});
  ASSERT_TRUE(read) << to_string(read.error());
  for (const Diagnostic& diagnostic : read->diagnostics)
    ADD_FAILURE() << to_string(diagnostic.error);
  const TenantSnapshot& tenant = read->value.tenant;
  expect_same_people(people_of(tenant), *generated.people);
  ASSERT_EQ(tenant.policies.items.size(), k_size.policies);
  for (std::size_t i = 0; i < k_size.policies; ++i) {
    Policy policy = tenant.policies.items[i];
    policy.origin = {};
    EXPECT_EQ(policy, generated.snapshot->policies.items[i]) << policy.display_name;
  }
  EXPECT_EQ(tenant.service_principals.items.size(), k_size.apps);
  EXPECT_EQ(tenant.role_assignments.items.size(),
            generated.snapshot->role_assignments.items.size());
}

TEST(GeneratedTenant, depends_on_its_seed_only) {
  const auto policies = [](std::uint32_t seed) {
    return generate_tenant({500, 60, 40, seed}, PeopleObjects::left_out).snapshot->policies.items;
  };
  EXPECT_EQ(policies(1), policies(1));
  EXPECT_NE(policies(1), policies(2));
}

// The numbers of the conditions and controls that a policy has.
std::set<std::size_t> used_by(const Policy& policy) {
  const Conditions& c = policy.conditions;
  const Users users = c.users.value_or(Users{});
  const ClientApplications clients = c.client_applications.value_or(ClientApplications{});
  const GrantControls grant = policy.grant_controls.value_or(GrantControls{});
  const SessionControls session = policy.session_controls.value_or(SessionControls{});
  const bool uses[] = {!users.include_users.empty(),
                       !users.exclude_users.empty(),
                       !users.include_groups.empty(),
                       !users.exclude_groups.empty(),
                       !users.include_roles.empty(),
                       !users.exclude_roles.empty(),
                       users.include_guests_or_external_users.has_value(),
                       users.exclude_guests_or_external_users.has_value(),
                       !clients.include_service_principals.empty(),
                       !clients.exclude_service_principals.empty(),
                       clients.service_principal_filter.has_value(),
                       !clients.include_agent_id_service_principals.empty(),
                       !c.applications.include_user_actions.empty(),
                       !c.applications.include_authentication_context_class_references.empty(),
                       c.applications.application_filter.has_value(),
                       c.client_app_types != std::vector{ClientAppType::all},
                       c.platforms.has_value(),
                       c.locations.has_value(),
                       c.devices.has_value(),
                       c.device_states.has_value(),
                       !c.sign_in_risk_levels.empty(),
                       !c.user_risk_levels.empty(),
                       !c.service_principal_risk_levels.empty(),
                       c.insider_risk_levels != 0,
                       c.agent_id_risk_levels != 0,
                       c.authentication_flows.has_value(),
                       !grant.terms_of_use.empty(),
                       !grant.custom_authentication_factors.empty(),
                       grant.authentication_strength.has_value(),
                       session.application_enforced_restrictions,
                       session.cloud_app_security.has_value(),
                       session.sign_in_frequency.has_value(),
                       session.persistent_browser.has_value(),
                       session.disable_resilience_defaults.has_value(),
                       session.secure_sign_in_session,
                       session.continuous_access_evaluation.has_value(),
                       session.global_secure_access_filtering_profile.has_value()};
  std::set<std::size_t> numbers;
  for (std::size_t i = 0; i < std::size(uses); ++i)
    if (uses[i]) numbers.insert(i);
  return numbers;
}

TEST(GeneratedTenant, enabled_policies_use_every_condition_and_control) {
  const GeneratedTenant generated = generate_tenant({1000, 100, 240, 1}, PeopleObjects::left_out);
  std::set<std::size_t> used;
  for (const Policy& policy : generated.snapshot->policies.items)
    if (policy.state == PolicyState::enabled) used.merge(used_by(policy));
  for (std::size_t number = 0; number < 37; ++number) EXPECT_TRUE(used.contains(number)) << number;
}

TEST(GeneratedTenant, people_are_like_those_of_real_tenants) {
  const GeneratedTenant generated = generate_tenant({20'000, 100, 240, 1}, PeopleObjects::left_out);
  const People& people = *generated.people;
  std::size_t direct = 0, external = 0, deepest = 0;
  for (People::Row row = 0; row < people.size(); ++row) {
    direct += people.direct_groups(row).size();
    external += (people.possible_kinds(row) & 1u) == 0;
    deepest = std::max(deepest, people.groups_of(row).size());
  }
  EXPECT_TRUE(generated.snapshot->users.items.empty());
  EXPECT_EQ(people.user_count(), 20'000u);
  EXPECT_EQ(people.size(), people.user_count());
  EXPECT_NEAR(static_cast<double>(direct) / 20'000, 4.0, 0.5);
  EXPECT_NEAR(static_cast<double>(external) / 20'000, 0.05, 0.01);
  EXPECT_GT(deepest, 12u);
  EXPECT_LT(people.bytes(), 20'000u * 80u + 2'000'000u);
}

TEST(SignInGenerator, gives_people_and_workloads_of_the_tenant) {
  const GeneratedTenant generated = generate_tenant(k_size, PeopleObjects::left_out);
  SignInGenerator sign_ins(generated, 3), again(generated, 3);
  std::set<SubjectKind> kinds;
  for (int i = 0; i < 2000; ++i) {
    const SignIn sign_in = sign_ins.next();
    EXPECT_EQ(sign_in, again.next());
    kinds.insert(sign_in.subject.kind);
    const bool person = sign_in.subject.kind == SubjectKind::user;
    EXPECT_EQ(generated.people->find_user(sign_in.subject.user.id.text()).has_value(), person);
  }
  EXPECT_EQ(kinds.size(), 3u);
}

}  // namespace
}  // namespace caprock::bench
