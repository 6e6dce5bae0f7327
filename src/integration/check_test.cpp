#include "integration/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/assessment.h"
#include "integration/check_fixture.h"
#include "integration/tenant_changes.h"
#include "integration/words.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;
using fixture::k_now;
using fixture::remedy;

TEST(check, a_connection_that_nothing_hits_is_ok) {
  const ConnectionReport report = Case(ConnectionKind::delegated_confidential).report();
  EXPECT_EQ(report.health, Health::ok);
  EXPECT_EQ(report.headline, "no policy or setting read here ends its token");
  EXPECT_TRUE(report.fix.empty());
}

TEST(check, an_unknown_profile_is_an_error_with_near_names) {
  Case test(ConnectionKind::delegated_public);
  test.connection.profile = "brigde";
  const auto result = test.result();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::profile_unknown);
  EXPECT_EQ(result.error().hint, "did you mean `bridge`?");
}

TEST(check, an_account_missing_from_an_exported_directory_is_an_error_with_near_names) {
  Case test(ConnectionKind::delegated_public);
  test.connection.account = "scv@contoso.example";
  const auto result = test.result();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::connections_unknown_user);
  EXPECT_EQ(result.error().hint, "did you mean `svc@contoso.example`?");
}

TEST(check, an_app_missing_from_exported_service_principals_is_an_error) {
  Case test(ConnectionKind::app_only);
  test.tenant.service_principals.exported = true;
  const auto result = test.result();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::connections_unknown_app);
}

TEST(check, a_profile_with_several_connections_must_be_told_which) {
  Case test(ConnectionKind::delegated_public);
  test.profile.connections.push_back(test.way());
  test.profile.connections.back().id = "other";
  const auto result = test.result();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::connections_invalid);
}

TEST(check, group_conditions_without_a_directory_stay_unknown_and_ask_for_groups) {
  Case test(ConnectionKind::delegated_public);
  test.tenant.users = {};
  test.connection.account = fixture::k_user_id;
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_groups = {GroupId("g1")};
  test.policy(policy);
  const ConnectionReport unknown = test.report();
  EXPECT_EQ(unknown.health, Health::unknown);
  EXPECT_TRUE(std::any_of(unknown.missing.begin(), unknown.missing.end(), [](const auto& line) {
    return line.find("`groups`") != std::string::npos;
  }));
  test.connection.groups = std::vector<GroupId>{};
  EXPECT_EQ(test.report().health, Health::ok);
}

TEST(check, a_policy_that_lists_ids_may_mean_an_account_known_only_by_name) {
  Case test(ConnectionKind::delegated_public);
  test.tenant.users = {};
  Policy policy = demanding({BuiltInControl::block});
  policy.conditions.users->include_users = {UserId(fixture::k_user_id)};
  EXPECT_EQ(test.policy(policy).report().health, Health::unknown);
}

TEST(check, an_account_known_only_by_name_may_be_in_any_group_and_hold_any_role) {
  for (const bool by_role : {false, true}) {
    Case test(ConnectionKind::delegated_public);
    test.tenant.users = {};
    Policy policy = demanding({BuiltInControl::block});
    if (by_role)
      policy.conditions.users->exclude_roles = {RoleTemplateId("r1")};
    else
      policy.conditions.users->exclude_groups = {GroupId("g1")};
    test.policy(policy);
    EXPECT_EQ(test.report().health, Health::unknown);
    test.connection.groups.emplace();
    test.connection.roles.emplace();
    EXPECT_EQ(test.report().health, Health::broken);
  }
}

TEST(check, a_policy_with_parts_not_understood_leaves_health_unknown) {
  Case test(ConnectionKind::delegated_public);
  Policy policy = fixture::policy_named("New");
  policy.unread = {{PolicyPart::grant_controls, "/grantControls/newThing", "true"}};
  const ConnectionReport report = test.policy(policy).report();
  EXPECT_EQ(report.health, Health::unknown);
  ASSERT_FALSE(report.missing.empty());
}

TEST(check, a_report_only_policy_is_a_note_and_ends_nothing) {
  Case test(ConnectionKind::delegated_public);
  Policy policy = demanding({BuiltInControl::block});
  policy.state = PolicyState::enabled_for_reporting;
  const ConnectionReport report = test.policy(policy).report();
  EXPECT_EQ(report.health, Health::ok);
  ASSERT_FALSE(report.notes.empty());
  EXPECT_NE(report.notes.back().find("switches it on"), std::string::npos);
}

TEST(check, a_report_only_policy_that_only_may_end_the_connection_is_told_so) {
  Case test(ConnectionKind::delegated_confidential);
  Policy policy = fixture::with_frequency(FrequencyInterval::time_based);
  policy.state = PolicyState::enabled_for_reporting;
  const ConnectionReport report = test.policy(policy).report();
  ASSERT_FALSE(report.notes.empty());
  EXPECT_NE(report.notes.back().find("but may end"), std::string::npos);
}

// The report when the decision for the refresh is changed like this.
template <class Change>
ConnectionReport report_when_decided(const Case& test, const Change& change) {
  const Decide decide = [&](const TenantSnapshot& tenant, const SignIn& sign_in,
                            const EvaluationOptions& options) {
    Decision decision = fixture::decide(tenant, sign_in, options);
    if (!sign_in.request.interactive) change(decision);
    return decision;
  };
  return check(test.tenant, {test.profile}, {{test.connection}}, decide, fixture::k_now)
      ->connections.front();
}

Case with_mfa_done_and_demanded() {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = true;
  test.policy(demanding({BuiltInControl::mfa}));
  return test;
}

TEST(check, a_position_that_nobody_can_give_ends_the_connection) {  // CA 2.2.2
  const auto blocked = [](Decision& decision) {
    decision.verdict = Verdict::blocked;
    decision.determined_by = {decision.policies[0].id};
    decision.policies[0].applies = Match::unknown;
    decision.policies[0].conditions.push_back(
        fixture::condition(Condition::locations, Match::unknown, "gps"));
  };
  const ConnectionReport report = report_when_decided(with_mfa_done_and_demanded(), blocked);
  EXPECT_EQ(report.health, Health::broken);
  ASSERT_EQ(report.causes.size(), 1U);
  EXPECT_EQ(report.causes[0].topic, ControlTopic::block);
  EXPECT_EQ(report.causes[0].aadsts, 53003);
  EXPECT_EQ(report.headline, "policy `Demand` asks for the position of a phone (GPS)");
  EXPECT_TRUE(report.missing.empty());
}

TEST(check, a_verdict_that_no_cause_explains_is_a_cause_itself) {  // CA 2.2
  const auto decided = [](Verdict verdict) {
    return [verdict](Decision& decision) {
      decision.verdict = verdict;
      decision.determined_by = {decision.policies[0].id};
      if (verdict == Verdict::undetermined) decision.undetermined_by = {"session.approvedApp"};
    };
  };
  const Case test = with_mfa_done_and_demanded();
  for (const Verdict verdict : {Verdict::blocked, Verdict::needs_controls}) {
    const ConnectionReport report = report_when_decided(test, decided(verdict));
    EXPECT_EQ(report.health, Health::broken);
    EXPECT_EQ(report.headline, "policy `Demand` refuses the request");
  }
  const ConnectionReport open = report_when_decided(test, decided(Verdict::undetermined));
  EXPECT_EQ(open.health, Health::unknown);
  EXPECT_EQ(open.headline, "possibly: policy `Demand` refuses the request");
  ASSERT_EQ(open.missing.size(), 1U);
  EXPECT_THAT(open.missing[0], testing::HasSubstr("session.approvedApp"));
  EXPECT_EQ(report_when_decided(test, decided(Verdict::granted)).health, Health::ok);
}

Policy in_unknown_state(Policy policy, std::string text) {
  policy.state = PolicyState::unknown;
  policy.unread = {{PolicyPart::state, "/state", std::move(text)}};
  return policy;
}

TEST(check, a_policy_in_an_unknown_state_may_end_the_connection) {
  const std::pair<std::string, std::string> cases[] = {
      {R"("paused")", "its state `paused` is not known here"}, {"null", "its state is not given"}};
  for (const auto& [text, words] : cases) {
    Case test(ConnectionKind::delegated_public);
    const ConnectionReport report =
        test.policy(in_unknown_state(demanding({BuiltInControl::block}), text)).report();
    EXPECT_EQ(report.health, Health::unknown);
    ASSERT_FALSE(report.causes.empty());
    EXPECT_EQ(report.causes[0].topic, ControlTopic::block);
    EXPECT_EQ(report.causes[0].certainty, Match::unknown);
    EXPECT_NE(report.causes[0].explains.find(words), std::string::npos)
        << report.causes[0].explains;
    EXPECT_EQ(report.missing,
              std::vector<std::string>{"whether policy `Demand` is on: look at the policy"});
  }
}

Policy rolled_out_in_parts(Policy policy) {
  policy.state = PolicyState::enabled_for_reporting;
  policy.unread = {{PolicyPart::state, "/state", "\"partiallyEnabled\""}};
  return policy;
}

TEST(check, a_policy_that_is_rolled_out_in_parts_may_end_the_connection) {  // CA 2.11.11
  Case test(ConnectionKind::delegated_public);
  const ConnectionReport report =
      test.policy(rolled_out_in_parts(demanding({BuiltInControl::block}))).report();
  EXPECT_EQ(report.health, Health::unknown);
  EXPECT_EQ(report.headline, "possibly: policy `Demand` blocks access");
  ASSERT_FALSE(report.causes.empty());
  EXPECT_THAT(report.causes[0].explains,
              testing::HasSubstr("it may be enforced for this account already"));
  EXPECT_THAT(report.causes[0].rules, testing::Contains("CA 2.11.11"));
  EXPECT_THAT(report.notes, testing::Not(testing::Contains(testing::HasSubstr("ends nothing"))));
  EXPECT_THAT(report.missing,
              testing::Contains("whether policy `Demand` is enforced for this account already: "
                                "look at the policy"));
}

TEST(check, a_rollout_in_parts_ends_nothing_where_the_demand_is_met) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = true;
  test.policy(rolled_out_in_parts(demanding({BuiltInControl::mfa})));
  EXPECT_EQ(test.report().health, Health::ok);
  // The age of that factor counts for whom the rollout has reached.
  test.tenant.mfa_service_settings->remember_mfa = std::chrono::days(30);
  EXPECT_EQ(test.report().health, Health::unknown);
}

TEST(check, an_unknown_state_ends_nothing_where_the_demand_is_met_or_the_account_is_excluded) {
  Policy policy = in_unknown_state(demanding({BuiltInControl::mfa}), R"("paused")");
  Case met(ConnectionKind::delegated_public);
  met.connection.token.with_mfa = true;
  EXPECT_EQ(met.policy(policy).report().health, Health::ok);
  policy.conditions.users->exclude_users = {UserId(fixture::k_user_id)};
  Case excluded(ConnectionKind::delegated_public);
  EXPECT_EQ(excluded.policy(policy).report().health, Health::ok);
}

TEST(check, a_disabled_policy_is_not_mentioned) {
  Case test(ConnectionKind::delegated_public);
  Policy policy = demanding({BuiltInControl::block});
  policy.state = PolicyState::disabled;
  const ConnectionReport report = test.policy(policy).report();
  EXPECT_TRUE(report.causes.empty());
  EXPECT_TRUE(report.notes.empty());
}

TEST(check, something_certain_and_broken_outranks_something_unknown) {
  Case test(ConnectionKind::delegated_public);
  test.policy(demanding({BuiltInControl::mfa})).policy(demanding({BuiltInControl::block}));
  const ConnectionReport report = test.report();
  EXPECT_EQ(report.health, Health::broken);
  EXPECT_EQ(report.causes[0].topic, ControlTopic::block);
}

TEST(check, excluding_the_client_app_does_not_help_while_the_resource_is_in_scope) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = false;
  test.profile.remedies = {remedy("app", RemedyChange::exclude_client_app, {ControlTopic::mfa}),
                           remedy("account", RemedyChange::exclude_account, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_EQ(report.remedies.size(), 2U);
  EXPECT_EQ(report.remedies[0].helps, Helps::no);
  EXPECT_NE(report.remedies[0].because.find(
                "the token is asked for Microsoft Teams Services, and policies match the "
                "resource, not the client"),
            std::string::npos);
  EXPECT_EQ(report.remedies[1].helps, Helps::yes);
  ASSERT_EQ(report.fix.size(), 1U);
  EXPECT_EQ(report.fix[0].does, "exclude the account");
  EXPECT_EQ(report.fix[0].policies, (std::vector<std::string>{"Demand"}));
  EXPECT_EQ(report.after_fix, "press Re-sync");
}

TEST(check, security_defaults_know_no_exclusions) {
  Case test(ConnectionKind::password);
  test.tenant.security_defaults->is_enabled = true;
  test.connection.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  test.profile.remedies = {
      remedy("account", RemedyChange::exclude_account, {ControlTopic::security_defaults}),
      remedy("off", RemedyChange::disable_security_defaults, {ControlTopic::security_defaults})};
  const ConnectionReport report = test.report();
  ASSERT_EQ(report.remedies.size(), 2U);
  EXPECT_EQ(report.remedies[0].helps, Helps::no);
  EXPECT_EQ(report.remedies[1].helps, Helps::yes);
  EXPECT_FALSE(report.remedies[1].widens.empty());
}

TEST(check, a_new_sign_in_only_postpones_a_sign_in_frequency) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.signed_in_at = k_now - std::chrono::days(2);
  test.profile.remedies = {
      remedy("again", RemedyChange::sign_in_with_mfa, {ControlTopic::sign_in_frequency})};
  const ConnectionReport report =
      test.policy(fixture::with_frequency(FrequencyInterval::time_based)).report();
  ASSERT_EQ(report.remedies.size(), 1U);
  EXPECT_EQ(report.remedies[0].helps, Helps::partly);
  ASSERT_EQ(report.fix.size(), 1U);
  EXPECT_EQ(report.fix[0].lasts_until, parse_instant("2026-06-02T00:00:00Z"));
}

TEST(check, a_remedy_that_needs_what_nobody_said_is_not_tried) {
  Case test(ConnectionKind::delegated_public);
  test.connection.token.with_mfa = false;
  test.profile.remedies = {
      remedy("location", RemedyChange::add_named_location, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_EQ(report.remedies.size(), 1U);
  EXPECT_EQ(report.remedies[0].helps, Helps::not_tried);
  EXPECT_NE(report.remedies[0].because.find("`network`"), std::string::npos);
}

TEST(check, remedies_for_other_topics_are_left_out) {
  Case test(ConnectionKind::delegated_public);
  test.profile.remedies = {
      remedy("account", RemedyChange::exclude_account, {ControlTopic::sign_in_frequency})};
  EXPECT_TRUE(test.policy(demanding({BuiltInControl::block})).report().remedies.empty());
}

// --- properties over every kind and a set of policies -------------------------------------------

std::vector<Policy> sample_policies() {
  return {demanding({BuiltInControl::mfa}),
          demanding({BuiltInControl::block}),
          demanding({BuiltInControl::compliant_device, BuiltInControl::mfa}),
          demanding({BuiltInControl::compliant_device, BuiltInControl::mfa}, GrantOperator::any),
          fixture::with_frequency(FrequencyInterval::time_based),
          fixture::with_frequency(FrequencyInterval::every_time)};
}

std::vector<Remedy> all_remedies() {
  const std::vector<ControlTopic> topics = {ControlTopic::mfa, ControlTopic::block,
                                            ControlTopic::compliant_device,
                                            ControlTopic::sign_in_frequency};
  return {remedy("app", RemedyChange::exclude_client_app, topics),
          remedy("account", RemedyChange::exclude_account, topics),
          remedy("guests", RemedyChange::exclude_guest_kinds, topics),
          remedy("sign-in", RemedyChange::sign_in_with_mfa, topics)};
}

std::vector<Case> every_case() {
  std::vector<Case> cases;
  for (const Word<ConnectionKind>& kind : words<ConnectionKind>())
    for (const Policy& policy : sample_policies())
      for (const bool with_mfa : {false, true}) {
        Case& test = cases.emplace_back(kind.value);
        test.connection.token.with_mfa = with_mfa;
        test.profile.remedies = all_remedies();
        test.policy(policy);
      }
  return cases;
}

TEST(check_property, an_ok_connection_has_no_cause_that_matters) {
  for (const Case& test : every_case()) {
    const ConnectionReport report = test.report();
    const bool hit = std::any_of(report.causes.begin(), report.causes.end(), matters);
    EXPECT_EQ(report.health == Health::ok, !hit) << report.headline;
  }
}

TEST(check_property, a_remedy_that_helps_yields_a_report_without_its_causes) {
  int helped = 0;
  for (const Case& test : every_case()) {
    const ConnectionReport before = test.report();
    for (std::size_t i = 0; i < before.remedies.size(); ++i) {
      if (before.remedies[i].helps != Helps::yes) continue;
      const std::vector<Profile> profiles = {test.profile};
      const auto found = find_target(test.tenant, profiles, test.connection);
      const auto remedies = all_remedies();
      const auto chosen = std::find_if(remedies.begin(), remedies.end(), [&](const Remedy& r) {
        return r.id == before.remedies[i].remedy;
      });
      const auto changed = carry_out(*chosen, *found, before.causes, k_now);
      ASSERT_TRUE(changed);
      Case after = test;
      after.tenant = changed->tenant;
      after.connection = changed->connection;
      const ConnectionReport report = after.report();
      for (const std::size_t cured : before.remedies[i].cures)
        for (const Cause& left : report.causes)
          EXPECT_FALSE(matters(left) && left.topic == before.causes[cured].topic)
              << before.remedies[i].remedy;
      ++helped;
    }
  }
  EXPECT_GT(helped, 20);
}

TEST(check_property, a_broken_connection_says_what_ends_it_in_its_headline) {
  for (const Case& test : every_case()) {
    const ConnectionReport report = test.report();
    if (report.health != Health::broken) continue;
    EXPECT_NE(report.headline.find(report.causes[0].control), std::string::npos);
    EXPECT_EQ(report.causes[0].severity, Severity::error);
    EXPECT_EQ(report.causes[0].certainty, Match::yes);
  }
}

TEST(check, says_what_an_exclusion_opens_and_how_to_fence_it) {
  Case test(ConnectionKind::password);
  test.connection.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
  test.connection.network = {*IpRange::from_cidr("192.0.2.77/32")};
  test.profile.remedies = {remedy("account", RemedyChange::exclude_account, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  EXPECT_NE(report.exposure.find("62e90394-69f5-4237-9190-012177145e10"), std::string::npos);
  EXPECT_NE(report.exposure.find("192.0.2.77/32"), std::string::npos);
}

TEST(check, an_exclusion_leaves_alone_what_only_may_end_the_connection) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token.with_mfa = false;
  test.profile.remedies = {remedy("account", RemedyChange::exclude_account,
                                  {ControlTopic::mfa, ControlTopic::sign_in_frequency})};
  Policy frequency = fixture::with_frequency(FrequencyInterval::time_based);
  frequency.display_name = "Frequency";
  const ConnectionReport report =
      test.policy(frequency).policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_EQ(report.fix.size(), 1U);
  EXPECT_EQ(report.fix[0].does, "exclude the account");
  EXPECT_EQ(report.fix[0].policies, (std::vector<std::string>{"Demand"}));
}

}  // namespace
}  // namespace caprock
