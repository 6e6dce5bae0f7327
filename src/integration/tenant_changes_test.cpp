// Remedies carried out on a copy of the tenant.
#include "integration/tenant_changes.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;

const TenantId k_home{"99999999-9999-9999-9999-999999999999"};
const TenantId k_other{"88888888-8888-8888-8888-888888888888"};

Case guest_in_a_policy() {
  Case test(ConnectionKind::guest);
  test.way().external_kind = ExternalKind::service_provider;
  test.policy(demanding({BuiltInControl::mfa}));
  return test;
}

// The exclusion that the remedy leaves in the one policy of the tenant.
std::optional<GuestsOrExternalUsers> excluded_after(const Case& test) {
  const std::vector<Profile> profiles{test.profile};
  const auto target = find_target(test.tenant, profiles, test.connection);
  Cause cause;
  cause.policy = test.tenant.policies.items[0].id;
  cause.policy_name = test.tenant.policies.items[0].display_name;
  const auto changed = carry_out(fixture::remedy("guests", RemedyChange::exclude_guest_kinds, {}),
                                 *target, {cause}, fixture::k_now);
  return changed->tenant.policies.items[0].conditions.users->exclude_guests_or_external_users;
}

TEST(tenant_changes, excludes_guests_of_one_tenant_where_the_connection_says_which) {
  Case test = guest_in_a_policy();
  test.connection.home_tenant = k_home;
  const auto excluded = excluded_after(test);
  ASSERT_TRUE(excluded && excluded->external_tenants);
  EXPECT_EQ(excluded->types, static_cast<std::uint8_t>(GuestType::service_provider));
  EXPECT_EQ(excluded->external_tenants->members, std::vector{k_home});
  EXPECT_EQ(excluded->external_tenants->membership_kind, MembershipKind::enumerated);
}

TEST(tenant_changes, excludes_guests_of_all_tenants_where_nobody_says_which) {
  const auto excluded = excluded_after(guest_in_a_policy());
  ASSERT_TRUE(excluded.has_value());
  EXPECT_FALSE(excluded->external_tenants.has_value());
}

TEST(tenant_changes, adds_the_tenant_to_those_already_excluded) {
  Case test = guest_in_a_policy();
  test.connection.home_tenant = k_home;
  auto& before =
      test.tenant.policies.items[0].conditions.users->exclude_guests_or_external_users.emplace();
  before.types = static_cast<std::uint8_t>(GuestType::service_provider);
  before.external_tenants = ExternalTenants{MembershipKind::enumerated, {k_other}};
  EXPECT_EQ(excluded_after(test)->external_tenants->members, (std::vector{k_other, k_home}));
}

TEST(tenant_changes, leaves_an_exclusion_of_all_tenants_as_wide_as_it_is) {
  Case test = guest_in_a_policy();
  test.connection.home_tenant = k_home;
  auto& before =
      test.tenant.policies.items[0].conditions.users->exclude_guests_or_external_users.emplace();
  before.types = static_cast<std::uint8_t>(GuestType::internal_guest);
  EXPECT_FALSE(excluded_after(test)->external_tenants.has_value());
}

}  // namespace
}  // namespace caprock
