#include "integration/network_probes.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;

std::vector<std::string> tried(std::string_view range, const TenantSnapshot& tenant = {}) {
  std::vector<std::string> out;
  for (const IpAddress& address : addresses_to_try(*IpRange::from_cidr(range), tenant))
    out.push_back(to_string(address));
  return out;
}

void add_location(TenantSnapshot& tenant, std::string_view range) {
  NamedLocation& location = tenant.named_locations.items.emplace_back();
  location.id = LocationId("office");
  location.kind = IpNamedLocation{true, {*IpRange::from_cidr(range)}};
  tenant.named_locations.exported = true;
}

TEST(network_probes, a_range_stands_for_its_first_and_last_address) {
  EXPECT_EQ(tried("192.0.2.7/32"), (std::vector<std::string>{"192.0.2.7"}));
  EXPECT_EQ(tried("198.51.100.0/23"), (std::vector<std::string>{"198.51.100.0", "198.51.101.255"}));
  EXPECT_EQ(tried("2001:db8::/127"), (std::vector<std::string>{"2001:db8::", "2001:db8::1"}));
}

TEST(network_probes, a_location_inside_the_range_adds_both_sides_of_its_borders) {
  TenantSnapshot tenant;
  add_location(tenant, "203.0.113.64/27");
  EXPECT_EQ(tried("203.0.113.0/24", tenant),
            (std::vector<std::string>{"203.0.113.0", "203.0.113.255", "203.0.113.64",
                                      "203.0.113.95", "203.0.113.63", "203.0.113.96"}));
}

Case blocked_but_from_the_office() {
  Case test(ConnectionKind::delegated_confidential);
  add_location(test.tenant, "203.0.113.64/27");
  test.connection.network = {*IpRange::from_cidr("203.0.113.64/26")};
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.locations.emplace().exclude_locations = {LocationId("AllTrusted")};
  return test.policy(policy);
}

TEST(network_probes, a_range_that_is_trusted_only_at_its_start_is_judged_at_its_worst) {
  EXPECT_EQ(blocked_but_from_the_office().report().health, Health::broken);
}

TEST(network_probes, a_location_meets_a_requirement_only_with_the_whole_range) {
  Case test = blocked_but_from_the_office();
  Requirement requirement;
  requirement.kind = RequirementKind::trusted_location_allowed;
  requirement.says = "Trust it.";
  test.profile.requirements = {requirement};
  EXPECT_EQ(test.report().notes.front(), "optional: Trust it. (not met)");
  test.connection.network = {*IpRange::from_cidr("203.0.113.64/28")};
  EXPECT_EQ(test.report().notes.front(), "optional: Trust it. (met)");
}

}  // namespace
}  // namespace caprock
