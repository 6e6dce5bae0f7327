#include "integration/account_state.h"

#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::find_cause;
using fixture::k_now;

constexpr std::chrono::hours k_hour{1};

Case signed_in_yesterday(ConnectionKind kind) {
  Case test(kind);
  test.connection.token.signed_in_at = k_now - 24 * k_hour;
  return test;
}

TEST(account_state, a_disabled_account_breaks_what_hangs_on_it) {
  for (const ConnectionKind kind :
       {ConnectionKind::delegated_confidential, ConnectionKind::password, ConnectionKind::guest}) {
    Case test(kind);
    test.user().account_enabled = false;
    const ConnectionReport report = test.report();
    EXPECT_EQ(report.health, Health::broken);
    EXPECT_EQ(report.causes[0].aadsts, 50057);
    EXPECT_EQ(report.causes[0].end, TokenEnd::refused);
  }
}

TEST(account_state, sessions_revoked_after_the_sign_in_kill_the_token) {
  Case test = signed_in_yesterday(ConnectionKind::delegated_confidential);
  test.user().sign_in_sessions_valid_from = k_now - k_hour;
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].aadsts, 50173);
  EXPECT_EQ(report.causes[0].end, TokenEnd::terminal);
}

TEST(account_state, sessions_revoked_before_the_sign_in_or_of_a_guest_end_nothing) {
  Case before = signed_in_yesterday(ConnectionKind::delegated_confidential);
  before.user().sign_in_sessions_valid_from = k_now - 48 * k_hour;
  EXPECT_EQ(before.report().health, Health::ok);
  Case guest = signed_in_yesterday(ConnectionKind::guest);
  guest.user().sign_in_sessions_valid_from = k_now - k_hour;
  EXPECT_EQ(guest.report().health, Health::ok);
}

TEST(account_state, a_new_password_may_end_the_token_of_a_public_client_only) {
  for (const ConnectionKind kind :
       {ConnectionKind::delegated_public, ConnectionKind::delegated_confidential}) {
    Case test = signed_in_yesterday(kind);
    test.user().last_password_change = k_now - k_hour;
    EXPECT_EQ(test.report().health,
              kind == ConnectionKind::delegated_public ? Health::at_risk : Health::ok);
  }
}

TEST(account_state, a_disabled_app_breaks_app_only_and_delegated_connections) {
  for (const ConnectionKind kind :
       {ConnectionKind::app_only_multi_tenant, ConnectionKind::delegated_confidential}) {
    Case test(kind);
    ServicePrincipal& app = test.tenant.service_principals.items.emplace_back();
    app.id = ServicePrincipalId("44444444-4444-4444-4444-444444444444");
    app.app_id = fixture::k_app;
    app.account_enabled = false;
    const ConnectionReport report = test.report();
    EXPECT_EQ(report.health, Health::broken);
    EXPECT_EQ(report.causes[0].aadsts, 7000112);
  }
}

TEST(account_state, a_guest_report_says_what_is_not_read) {
  const ConnectionReport report = Case(ConnectionKind::guest).report();
  EXPECT_TRUE(std::any_of(report.notes.begin(), report.notes.end(), [](const std::string& note) {
    return note.find("AADSTS500213") != std::string::npos;
  }));
}

}  // namespace
}  // namespace caprock
