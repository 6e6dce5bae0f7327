#include "cli/what_if_report.h"
#include "cli/what_if_test_tenant.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> notes_from(const char* address) {
  SignIn sign_in;
  sign_in.subject.user.id = UserId("11111111-0000-4000-8000-000000000001");
  sign_in.client.ip = *IpAddress::parse(address);
  return notes_on(sign_in, small_tenant());
}

TEST(WhatIfNotes, addresses_that_nobody_on_the_internet_has_are_told) {
  EXPECT_THAT(notes_from("10.0.0.1"), Contains(HasSubstr("is a private address")));
  EXPECT_THAT(notes_from("fd00::1"), Contains(HasSubstr("is a private address")));
  EXPECT_THAT(notes_from("127.9.9.9"), Contains(HasSubstr("is a loopback address")));
  EXPECT_THAT(notes_from("::1"), Contains(HasSubstr("is a loopback address")));
  EXPECT_THAT(notes_from("169.254.1.1"), Contains(HasSubstr("is a private address of one link")));
  EXPECT_THAT(notes_from("100.64.0.1"), Contains(HasSubstr("behind a carrier's NAT")));
  EXPECT_THAT(notes_from("100.127.255.255"), Contains(HasSubstr("behind a carrier's NAT")));
}

TEST(WhatIfNotes, the_addresses_beside_them_are_public) {
  for (const char* const address :
       {"11.0.0.1", "100.63.255.255", "100.128.0.0", "128.0.0.1", "::2"})
    EXPECT_THAT(notes_from(address), Not(Contains(HasSubstr("behind which it hides")))) << address;
}

}  // namespace
}  // namespace caprock
