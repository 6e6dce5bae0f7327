// What a profile asks of a tenant: each kind of requirement met, not met, and not known.
#include "integration/requirements.h"

#include <gtest/gtest.h>

#include <functional>

#include "integration/check_fixture.h"
#include "integration/words.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;
using fixture::k_now;
using fixture::k_user_id;
using fixture::policy_named;
using fixture::with_custom_control;
using fixture::with_terms;
using fixture::without_device_code;

const std::string k_guest_inviter = "95e79109-95c0-4d8e-aee3-d01accf2d47b";

Policy own_policy_with(std::vector<BuiltInControl> controls) {
  Policy policy = demanding(std::move(controls));
  policy.display_name = "Own";
  policy.conditions.users->include_users = {UserId(k_user_id)};
  return policy;
}

Policy without_the_account(Policy policy) {
  policy.conditions.users->exclude_users = {UserId(k_user_id)};
  return policy;
}

Policy for_teams_only() {
  Policy policy = demanding({BuiltInControl::mfa});
  policy.conditions.applications.include_applications = {fixture::k_teams};
  return policy;
}

struct Asked {
  const char* name;
  RequirementKind kind;
  Match met;
  std::function<void(Case&, Requirement&)> arrange;
};

void PrintTo(const Asked& asked, std::ostream* out) { *out << asked.name; }

class Requirements : public testing::TestWithParam<Asked> {};

TEST_P(Requirements, are_met_or_not_or_unknown) {
  Case test(ConnectionKind::delegated_confidential);
  Requirement requirement;
  requirement.kind = GetParam().kind;
  requirement.says = "As asked.";
  GetParam().arrange(test, requirement);
  const std::vector<Profile> profiles{test.profile};
  const auto target = find_target(test.tenant, profiles, test.connection);
  ASSERT_TRUE(target.has_value());
  const Assessment assessment = assess(*target, fixture::decide, k_now);
  EXPECT_EQ(is_met(requirement, *target, assessment, fixture::decide, k_now), GetParam().met);
}

using Kind = RequirementKind;
const auto k_as_it_is = [](Case&, Requirement&) {};

template <class Change>
auto with(Change change) {
  return [change](Case& test, Requirement&) { change(test); };
}

INSTANTIATE_TEST_SUITE_P(
    Settings, Requirements,
    testing::Values(
        Asked{"remember off", Kind::remember_mfa_off, Match::yes, k_as_it_is},
        Asked{"remember on", Kind::remember_mfa_off, Match::no, with([](Case& test) {
                test.tenant.mfa_service_settings->remember_mfa = std::chrono::days(30);
              })},
        Asked{"remember not exported", Kind::remember_mfa_off, Match::unknown,
              with([](Case& test) { test.tenant.mfa_service_settings.reset(); })},
        Asked{"app passwords forbidden", Kind::app_passwords_allowed, Match::no, k_as_it_is},
        Asked{"app passwords allowed", Kind::app_passwords_allowed, Match::yes,
              with([](Case& test) {
                test.tenant.mfa_service_settings->app_passwords_allowed = true;
              })},
        Asked{"app passwords not exported", Kind::app_passwords_allowed, Match::unknown,
              with([](Case& test) { test.tenant.mfa_service_settings.reset(); })},
        Asked{"account on", Kind::account_enabled, Match::yes,
              with([](Case& test) { test.user().account_enabled = true; })},
        Asked{"account off", Kind::account_enabled, Match::no,
              with([](Case& test) { test.user().account_enabled = false; })},
        Asked{"account not exported", Kind::account_enabled, Match::unknown,
              with([](Case& test) { test.user().account_enabled.reset(); })},
        Asked{"password older than the token", Kind::password_unchanged, Match::yes,
              with([](Case& test) {
                test.user().last_password_change = k_now - std::chrono::days(9);
                test.connection.token.signed_in_at = k_now - std::chrono::days(2);
              })},
        Asked{"password newer than the token", Kind::password_unchanged, Match::no,
              with([](Case& test) {
                test.user().last_password_change = k_now - std::chrono::days(1);
                test.connection.token.signed_in_at = k_now - std::chrono::days(2);
              })},
        Asked{"password of an unknown date", Kind::password_unchanged, Match::unknown, k_as_it_is},
        Asked{"token with MFA", Kind::mfa_in_token, Match::yes,
              with([](Case& test) { test.connection.token.with_mfa = true; })},
        Asked{"token without MFA", Kind::mfa_in_token, Match::no,
              with([](Case& test) { test.connection.token.with_mfa = false; })},
        Asked{"token nobody describes", Kind::mfa_in_token, Match::unknown, k_as_it_is}));

INSTANTIATE_TEST_SUITE_P(
    Policies, Requirements,
    testing::Values(
        Asked{"no policy asks", Kind::never_asked_for_mfa, Match::yes, k_as_it_is},
        Asked{"a policy asks, and the token would answer", Kind::never_asked_for_mfa, Match::no,
              with([](Case& test) {
                test.connection.token.with_mfa = true;
                test.policy(demanding({BuiltInControl::mfa}));
              })},
        Asked{"a policy asks others", Kind::never_asked_for_mfa, Match::yes, with([](Case& test) {
                test.policy(without_the_account(demanding({BuiltInControl::mfa})));
              })},
        Asked{"per-user MFA asks", Kind::never_asked_for_mfa, Match::no, with([](Case& test) {
                test.user().per_user_mfa_state = PerUserMfaState::enforced;
                test.connection.token.with_mfa = false;
              })},
        Asked{"a policy lists groups that nobody exported", Kind::never_asked_for_mfa,
              Match::unknown, with([](Case& test) {
                Policy policy = demanding({BuiltInControl::mfa});
                policy.conditions.users->include_users.clear();
                policy.conditions.users->include_groups = {GroupId(k_guest_inviter)};
                test.policy(policy);
              })},
        Asked{"another maker's factor", Kind::entra_mfa_only, Match::no,
              with([](Case& test) { test.policy(with_custom_control()); })},
        Asked{"methods do not show in policies", Kind::entra_mfa_only, Match::unknown, k_as_it_is},
        Asked{"excluded but for its own", Kind::excluded_from_other_policies, Match::yes,
              with([](Case& test) {
                test.policy(without_the_account(demanding({BuiltInControl::mfa})))
                    .policy(own_policy_with({BuiltInControl::mfa}));
              })},
        Asked{
            "still in one", Kind::excluded_from_other_policies, Match::no, with([](Case& test) {
              test.policy(policy_named("All users")).policy(own_policy_with({BuiltInControl::mfa}));
            })},
        Asked{"a policy switched off does not count", Kind::excluded_from_other_policies,
              Match::yes, with([](Case& test) {
                Policy off = policy_named("Off");
                off.state = PolicyState::disabled;
                test.policy(off);
              })},
        Asked{"own policy with MFA", Kind::own_policy, Match::yes,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::mfa};
                test.policy(own_policy_with({BuiltInControl::mfa}));
              }},
        Asked{"own policy without the frequency", Kind::own_policy, Match::no,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::mfa, ControlTopic::sign_in_frequency};
                test.policy(own_policy_with({BuiltInControl::mfa}));
              }},
        Asked{"a policy for a group may be its own", Kind::own_policy, Match::unknown,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::mfa};
                Policy policy = own_policy_with({BuiltInControl::mfa});
                policy.conditions.users->include_users.clear();
                policy.conditions.users->include_groups = {GroupId(k_guest_inviter)};
                test.connection.groups = {GroupId(k_guest_inviter)};
                test.policy(policy);
              }},
        Asked{"a policy for all is not its own", Kind::own_policy, Match::no,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::mfa};
                test.policy(demanding({BuiltInControl::mfa}));
              }},
        Asked{"out of terms of use", Kind::excluded_from_controls, Match::yes,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::terms_of_use};
                test.policy(without_the_account(with_terms()))
                    .policy(demanding({BuiltInControl::mfa}));
              }},
        Asked{"in terms of use", Kind::excluded_from_controls, Match::no,
              [](Case& test, Requirement& requirement) {
                requirement.topics = {ControlTopic::terms_of_use};
                test.policy(with_terms());
              }},
        Asked{"device code free", Kind::device_code_allowed, Match::yes,
              with([](Case& test) { test.policy(demanding({BuiltInControl::mfa})); })},
        Asked{"device code blocked", Kind::device_code_allowed, Match::no,
              with([](Case& test) { test.policy(without_device_code()); })},
        Asked{"device code blocked for others", Kind::device_code_allowed, Match::yes,
              with([](Case& test) { test.policy(without_the_account(without_device_code())); })},
        Asked{"all resources alike", Kind::same_policies_for_all_resources, Match::yes,
              with([](Case& test) {
                test.way().resources = {fixture::k_teams, fixture::k_app};
                test.policy(demanding({BuiltInControl::mfa}));
              })},
        Asked{"one resource asks for more", Kind::same_policies_for_all_resources, Match::no,
              with([](Case& test) {
                test.way().resources = {fixture::k_teams, fixture::k_app};
                test.policy(for_teams_only());
              })}));

TEST(requirements, are_told_beside_the_causes) {
  Case test(ConnectionKind::delegated_confidential);
  Requirement& off = test.profile.requirements.emplace_back();
  off.kind = RequirementKind::remember_mfa_off;
  off.says = "Remembering is off.";
  EXPECT_EQ(test.report().notes.front(), "required: Remembering is off. (met)");
}

TEST(requirements, of_another_connection_are_not_told) {
  Case test(ConnectionKind::delegated_confidential);
  test.profile.requirements.emplace_back().connections = {"another"};
  EXPECT_TRUE(test.report().notes.empty());
}

TEST(remedies, a_role_may_be_excluded) {
  Case test(ConnectionKind::password);
  test.connection.roles = {RoleTemplateId(k_guest_inviter)};
  Remedy out = fixture::remedy("role", RemedyChange::exclude_role, {ControlTopic::mfa});
  out.value = k_guest_inviter;
  test.profile.remedies = {out};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_EQ(report.remedies.size(), 1u);
  EXPECT_NE(report.remedies[0].widens.find("everybody who holds this role"), std::string::npos);
}

TEST(remedies, a_policy_of_its_own_keeps_the_account_guarded) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token = {k_now - std::chrono::days(2), true, {}};
  test.profile.remedies = {
      fixture::remedy("own", RemedyChange::add_own_policy, {ControlTopic::compliant_device})};
  const ConnectionReport report =
      test.policy(demanding({BuiltInControl::compliant_device})).report();
  ASSERT_EQ(report.remedies.size(), 1u);
  EXPECT_EQ(report.remedies[0].helps, Helps::yes) << report.remedies[0].because;
}

TEST(remedies, a_policy_of_its_own_does_not_help_a_token_without_a_second_factor) {
  Case test(ConnectionKind::delegated_confidential);
  test.connection.token = {k_now - std::chrono::days(2), false, {}};
  test.profile.remedies = {
      fixture::remedy("own", RemedyChange::add_own_policy, {ControlTopic::mfa})};
  const ConnectionReport report = test.policy(demanding({BuiltInControl::mfa})).report();
  ASSERT_EQ(report.remedies.size(), 1u);
  EXPECT_NE(report.remedies[0].helps, Helps::yes);
}

}  // namespace
}  // namespace caprock
