#include <gtest/gtest.h>

#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;
using fixture::find_cause;

struct Row {
  ConnectionKind kind;
  BuiltInControl control;
  int aadsts;  // 0: the control does not touch this kind
};

class GrantControl : public testing::TestWithParam<Row> {};

// Rows of TS 7 for a token obtained without MFA, account registered, kept by a server.
INSTANTIATE_TEST_SUITE_P(
    Rows, GrantControl,
    testing::Values(
        Row{ConnectionKind::delegated_public, BuiltInControl::mfa, 50076},
        Row{ConnectionKind::delegated_device_code, BuiltInControl::mfa, 50076},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::mfa, 50076},
        Row{ConnectionKind::password, BuiltInControl::mfa, 50076},
        Row{ConnectionKind::guest, BuiltInControl::mfa, 50076},
        Row{ConnectionKind::app_only, BuiltInControl::mfa, 0},
        Row{ConnectionKind::managed_identity, BuiltInControl::mfa, 0},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::compliant_device, 530003},
        Row{ConnectionKind::password, BuiltInControl::compliant_device, 530003},
        Row{ConnectionKind::guest, BuiltInControl::compliant_device, 530004},
        Row{ConnectionKind::app_only_multi_tenant, BuiltInControl::compliant_device, 0},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::domain_joined_device, 53001},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::approved_application, 53002},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::compliant_application, 53009},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::password_change, 50142},
        Row{ConnectionKind::delegated_confidential, BuiltInControl::block, 53003},
        Row{ConnectionKind::app_only, BuiltInControl::block, 0}));

TEST_P(GrantControl, ends_the_kinds_it_touches_with_the_code_to_expect) {
  Case test(GetParam().kind);
  test.connection.token.with_mfa = false;
  const ConnectionReport report = test.policy(demanding({GetParam().control})).report();
  if (GetParam().aadsts == 0) {
    EXPECT_EQ(report.health, Health::ok);
    EXPECT_TRUE(report.causes.empty());
    return;
  }
  EXPECT_EQ(report.health, Health::broken);
  ASSERT_EQ(report.causes.size(), 1U);
  EXPECT_EQ(report.causes[0].aadsts, GetParam().aadsts);
  EXPECT_EQ(report.causes[0].end, TokenEnd::refused);
  EXPECT_EQ(report.causes[0].policy_name, "Demand");
}

TEST(grant_causes, a_token_with_mfa_meets_a_demand_for_mfa) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = true;
  EXPECT_EQ(test.policy(demanding({BuiltInControl::mfa})).report().health, Health::ok);
}

TEST(grant_causes, an_account_without_a_registered_factor_is_told_to_register) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = false;
  test.user().is_mfa_registered = false;
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_FALSE(report.causes.empty());
  EXPECT_EQ(report.causes[0].aadsts, 50079);
}

TEST(grant_causes, nobody_saying_whether_the_token_has_mfa_leaves_health_unknown) {
  const ConnectionReport report =
      Case(ConnectionKind::delegated_public).policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.health, Health::unknown);
  ASSERT_EQ(report.missing.size(), 1U);
  EXPECT_NE(report.missing[0].find("`token.with_mfa`"), std::string::npos);
}

TEST(grant_causes, a_password_connection_never_has_mfa_whatever_the_file_says) {
  Case test(ConnectionKind::password);
  test.connection.token.with_mfa = true;
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_EQ(report.health, Health::broken);
}

TEST(grant_causes, controls_joined_by_or_are_one_cause_led_by_what_a_person_can_meet) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  const ConnectionReport report =
      test.policy(demanding({BuiltInControl::compliant_device, BuiltInControl::mfa},
                            GrantOperator::any))
          .report();
  ASSERT_EQ(report.causes.size(), 1U);
  EXPECT_EQ(report.causes[0].control, "requires a compliant device or multifactor authentication");
}

TEST(grant_causes, controls_joined_by_or_with_one_met_end_nothing) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = true;
  const Policy policy =
      demanding({BuiltInControl::compliant_device, BuiltInControl::mfa}, GrantOperator::any);
  EXPECT_EQ(test.policy(policy).report().health, Health::ok);
}

TEST(grant_causes, controls_joined_by_and_are_a_cause_each) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  const Policy policy = demanding({BuiltInControl::compliant_device, BuiltInControl::mfa});
  EXPECT_EQ(test.policy(policy).report().causes.size(), 2U);
}

Policy strength_policy(const StrengthId& id) {
  Policy policy = fixture::policy_named("Strength");
  policy.grant_controls.emplace().authentication_strength = StrengthReference{id, {}};
  return policy;
}

TEST(grant_causes, any_mfa_meets_the_built_in_mfa_strength) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = true;
  EXPECT_EQ(test.policy(strength_policy(k_mfa_strength)).report().health, Health::ok);
}

TEST(grant_causes, mfa_by_an_unknown_method_may_or_may_not_meet_a_stronger_strength) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = true;
  const ConnectionReport report =
      test.policy(strength_policy(k_phishing_resistant_strength)).report();
  EXPECT_EQ(report.health, Health::at_risk);
  ASSERT_FALSE(report.causes.empty());
  EXPECT_EQ(report.causes[0].certainty, Match::unknown);
}

Policy terms_policy() {
  Policy policy = fixture::policy_named("Terms");
  policy.grant_controls.emplace().terms_of_use = {TermsOfUseId("t1")};
  return policy;
}

TEST(grant_causes, terms_of_use_may_end_a_token_whose_account_a_person_can_use) {
  const ConnectionReport report =
      Case(ConnectionKind::delegated_confidential).policy(terms_policy()).report();
  EXPECT_EQ(report.health, Health::at_risk);
}

TEST(grant_causes, terms_of_use_end_a_token_that_nobody_can_accept_them_for) {
  Case test(ConnectionKind::local_guest);
  test.way().person_can_sign_in = false;
  const ConnectionReport report = test.policy(terms_policy()).report();
  EXPECT_EQ(report.health, Health::broken);
  ASSERT_NE(find_cause(report, ControlTopic::terms_of_use), nullptr);
  EXPECT_EQ(find_cause(report, ControlTopic::terms_of_use)->aadsts, 50158);
}

Policy device_code_block() {
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.authentication_flows =
      AuthenticationFlows{static_cast<std::uint8_t>(TransferMethod::device_code_flow)};
  return policy;
}

TEST(grant_causes, blocking_the_device_code_flow_everywhere_kills_the_token_it_made) {
  const ConnectionReport report =
      Case(ConnectionKind::delegated_device_code).policy(device_code_block()).report();
  ASSERT_FALSE(report.causes.empty());
  EXPECT_EQ(report.causes[0].aadsts, 530036);
  EXPECT_EQ(report.causes[0].end, TokenEnd::terminal);
}

TEST(grant_causes, blocking_the_device_code_flow_except_somewhere_only_refuses) {
  Policy policy = device_code_block();
  policy.conditions.applications.exclude_applications = {AppId("somewhere")};
  const ConnectionReport report =
      Case(ConnectionKind::delegated_device_code).policy(policy).report();
  ASSERT_FALSE(report.causes.empty());
  EXPECT_EQ(report.causes[0].aadsts, 53003);
  EXPECT_EQ(report.causes[0].end, TokenEnd::refused);
}

TEST(grant_causes, blocking_the_device_code_flow_leaves_other_kinds_alone) {
  EXPECT_EQ(Case(ConnectionKind::delegated_public).policy(device_code_block()).report().health,
            Health::ok);
}

Policy location_block() {
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.locations.emplace();
  policy.conditions.locations->include_locations = {LocationId("All")};
  policy.conditions.locations->exclude_locations = {LocationId("AllTrusted")};
  return policy;
}

TEST(grant_causes, a_location_block_says_which_address_it_hits) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.network = {*IpRange::from_cidr("203.0.113.5/32")};
  const ConnectionReport report = test.policy(location_block()).report();
  EXPECT_EQ(report.health, Health::broken);
  ASSERT_FALSE(report.causes.empty());
  EXPECT_NE(report.causes[0].explains.find("203.0.113.5"), std::string::npos);
}

TEST(grant_causes, a_location_block_on_an_unknown_address_asks_for_the_network) {
  const ConnectionReport report =
      Case(ConnectionKind::delegated_confidential).policy(location_block()).report();
  EXPECT_EQ(report.health, Health::unknown);
  ASSERT_FALSE(report.missing.empty());
  EXPECT_NE(report.missing[0].find("`network`"), std::string::npos);
}

TEST(grant_causes, of_several_addresses_the_worst_counts) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.network = {*IpRange::from_cidr("198.51.100.0/24"),
                             *IpRange::from_cidr("203.0.113.5/32")};
  NamedLocation office;
  office.id = LocationId("office");
  office.kind = IpNamedLocation{true, {*IpRange::from_cidr("198.51.100.0/24")}};
  test.tenant.named_locations.items = {office};
  EXPECT_EQ(test.policy(location_block()).report().health, Health::broken);
}

TEST(grant_causes, a_risk_policy_is_a_note_until_there_is_risk) {
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.sign_in_risk_levels = {RiskLevel::high};
  const ConnectionReport report = Case(ConnectionKind::delegated_public).policy(policy).report();
  EXPECT_EQ(report.health, Health::ok);
  ASSERT_EQ(report.causes.size(), 1U);
  EXPECT_EQ(report.causes[0].severity, Severity::note);
}

TEST(grant_causes, a_block_by_place_of_a_web_client_is_our_reading) {
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.locations.emplace().exclude_locations = {LocationId("office")};
  Case test(ConnectionKind::delegated_confidential);
  test.connection.network = {*IpRange::from_cidr("203.0.113.5/32")};
  EXPECT_EQ(test.policy(policy).report().causes[0].evidence, Evidence::choice);
}

}  // namespace
}  // namespace caprock
