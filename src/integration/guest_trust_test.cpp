#include "integration/guest_trust.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;

Case guest_with_trust(bool trusted) {
  Case test(ConnectionKind::guest);
  test.connection.token.with_mfa = false;
  auto& trust = test.tenant.cross_tenant_default.emplace().inbound_trust.emplace();
  trust.is_mfa_accepted = trusted;
  trust.is_compliant_device_accepted = trusted;
  return test;
}

TEST(guest_trust, a_device_that_is_not_trusted_and_a_missing_one_have_codes_of_their_own) {
  for (const bool trusted : {false, true}) {
    const ConnectionReport report =
        guest_with_trust(trusted).policy(demanding({BuiltInControl::compliant_device})).report();
    EXPECT_EQ(report.causes[0].aadsts, trusted ? 530003 : 530004);
  }
}

TEST(guest_trust, a_trusted_second_factor_is_shown_at_home) {
  Case test = guest_with_trust(true);
  test.user().is_mfa_registered = false;
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.causes[0].aadsts, 50076);
  EXPECT_NE(report.causes[0].explains.find("shown there"), std::string::npos);
}

TEST(guest_trust, a_partner_that_differs_from_the_default_leaves_it_open) {
  Case test = guest_with_trust(false);
  auto& partner = test.tenant.cross_tenant_partners.items.emplace_back();
  partner.inbound_trust.emplace().is_compliant_device_accepted = true;
  const std::vector<Profile> profiles = {test.profile};
  const auto target = find_target(test.tenant, profiles, test.connection);
  ASSERT_TRUE(target);
  EXPECT_EQ(trusts_home_devices(*target), Match::unknown);
  EXPECT_EQ(trusts_home_mfa(*target), Match::no);
}

}  // namespace
}  // namespace caprock
