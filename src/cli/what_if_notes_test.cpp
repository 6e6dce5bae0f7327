#include "cli/decider.h"
#include "cli/what_if_report.h"
#include "cli/what_if_test_tenant.h"
#include "compile/address_table.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> notes_from(const char* address) {
  SignIn sign_in;
  sign_in.subject.user.id = UserId("11111111-0000-4000-8000-000000000001");
  sign_in.client.ip = *IpAddress::parse(address);
  return notes_on(sign_in, small_tenant());
}

TEST(WhatIfNotes, private_addresses_match_no_range) {
  for (const char* const address :
       {"10.0.0.1", "172.31.0.1", "192.168.7.7", "fd00::1", "fe80::1"}) {
    EXPECT_THAT(notes_from(address), Contains(AllOf(HasSubstr("is a private address"),
                                                    HasSubstr("no address range matches it"))))
        << address;
    EXPECT_TRUE(is_private_address(*IpAddress::parse(address))) << address;
  }
}

// What a location says of them counts, so nothing may deny it.
TEST(WhatIfNotes, other_addresses_that_nobody_on_the_internet_has_are_told) {
  EXPECT_THAT(notes_from("127.9.9.9"), Contains(HasSubstr("is a loopback address")));
  EXPECT_THAT(notes_from("::1"), Contains(HasSubstr("is a loopback address")));
  EXPECT_THAT(notes_from("169.254.1.1"), Contains(HasSubstr("is an address of one link")));
  EXPECT_THAT(notes_from("100.64.0.1"), Contains(HasSubstr("behind a carrier's NAT")));
  EXPECT_THAT(notes_from("100.127.255.255"), Contains(HasSubstr("behind a carrier's NAT")));
  for (const char* const address : {"127.9.9.9", "::1", "169.254.1.1", "100.64.0.1"})
    EXPECT_THAT(notes_from(address), Not(Contains(HasSubstr("no address range matches it"))))
        << address;
}

// The notes about a range and what policies make of it.
TEST(WhatIfNotes, say_of_a_range_what_the_decision_makes_of_it) {
  for (const char* const address : {"127.9.9.9", "169.254.1.1", "100.64.0.1", "10.0.0.1"}) {
    TenantSnapshot tenant = small_tenant();
    NamedLocation everywhere;
    everywhere.id = LocationId("66666666-0000-4000-8000-000000000001");
    everywhere.kind = IpNamedLocation{false, {*IpRange::from_cidr("0.0.0.0/0")}};
    tenant.named_locations.items = {everywhere};
    Policy& policy = tenant.policies.items.front();
    policy.conditions.locations.emplace().include_locations = {everywhere.id};
    SignIn sign_in;
    sign_in.subject.user.id = tenant.users.items.front().id;
    sign_in.request.resources = {tenant.service_principals.items.front().app_id};
    sign_in.client.ip = *IpAddress::parse(address);
    const Decision decision = decide_once(tenant, sign_in, {});
    const bool denied = testing::Value(notes_on(sign_in, tenant),
                                       Contains(HasSubstr("no address range matches it")));
    EXPECT_EQ(decision.policies.front().applies, denied ? Match::no : Match::yes) << address;
  }
}

TEST(WhatIfNotes, the_addresses_beside_them_are_public) {
  for (const char* const address :
       {"11.0.0.1", "100.63.255.255", "100.128.0.0", "128.0.0.1", "::2"})
    EXPECT_THAT(notes_from(address), Not(Contains(HasSubstr("behind which it hides")))) << address;
}

}  // namespace
}  // namespace caprock
