// Two that cannot both have what they ask for, and what satisfies both.
#include "integration/conflicts.h"

#include <gmock/gmock.h>

#include "integration/arrangements.h"
#include "integration/check_fixture.h"

namespace caprock {
namespace {

using fixture::Case;
using fixture::demanding;
using fixture::k_now;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Requirement asks(RequirementKind kind, std::vector<ControlTopic> topics = {}) {
  Requirement requirement;
  requirement.kind = kind;
  requirement.says = "It asks for this.";
  requirement.topics = std::move(topics);
  if (kind == RequirementKind::remember_mfa_days_at_least) requirement.days = 365;
  return requirement;
}

// A tenant with two integrations; the second has an account of its own unless they share one.
struct Two : Case {
  Two(Requirement one, Requirement other, bool share)
      : Case(ConnectionKind::delegated_confidential), second(profile) {
    second.id = "second";
    profile.requirements = {std::move(one)};
    second.requirements = {std::move(other)};
    connection.token = {k_now - std::chrono::days(2), true, {}};
    second_connection = connection;
    second_connection.name = "Second in Contoso";
    second_connection.profile = "second";
    if (share) return;
    User another = user();
    another.id = UserId("33333333-3333-3333-3333-333333333333");
    another.user_principal_name = second_connection.account = "second@contoso.example";
    tenant.users.items.push_back(another);
  }

  std::vector<Conflict> conflicts() const {
    const auto report =
        check(tenant, {profile, second}, {{connection, second_connection}}, fixture::decide, k_now);
    EXPECT_TRUE(report.has_value());
    return report->conflicts;
  }

  Profile second;
  Connection second_connection;
};

TEST(conflicts, remembered_mfa_for_a_year_and_never) {
  Two two(asks(RequirementKind::remember_mfa_days_at_least),
          asks(RequirementKind::remember_mfa_off), false);
  two.tenant.mfa_service_settings->remember_mfa = std::chrono::days(365);
  const auto conflicts = two.conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].about, "remembered multifactor authentication");
  EXPECT_THAT(conflicts[0].one.who, testing::ElementsAre("Bridge in Contoso"));
  EXPECT_EQ(conflicts[0].other.profile, "second");
  EXPECT_THAT(conflicts[0].arrangement, HasSubstr("Switch the remembering"));
  EXPECT_EQ(conflicts[0].holds, Match::yes) << conflicts[0].because;
}

TEST(conflicts, stay_open_where_the_setting_is_not_in_the_export) {
  Two two(asks(RequirementKind::remember_mfa_days_at_least),
          asks(RequirementKind::remember_mfa_off), false);
  two.tenant.mfa_service_settings.reset();
  const auto conflicts = two.conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].holds, Match::unknown);
  EXPECT_THAT(conflicts[0].because, HasSubstr("not in the export"));
}

TEST(conflicts, one_account_cannot_be_without_mfa_and_with_it) {
  Two two(asks(RequirementKind::never_asked_for_mfa),
          asks(RequirementKind::own_policy, {ControlTopic::mfa}), true);
  two.policy(demanding({BuiltInControl::mfa}));
  const auto conflicts = two.conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(conflicts[0].arrangement, HasSubstr("an account of its own"));
  EXPECT_EQ(conflicts[0].holds, Match::yes) << conflicts[0].because;
}

TEST(conflicts, separate_accounts_do_not_help_against_security_defaults) {
  Two two(asks(RequirementKind::never_asked_for_mfa), asks(RequirementKind::mfa_in_token), true);
  two.tenant.security_defaults->is_enabled = true;
  two.profile.connections[0].kind = ConnectionKind::password;
  two.user().is_mfa_registered = false;
  const auto conflicts = two.conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].holds, Match::no);
  EXPECT_THAT(conflicts[0].because, HasSubstr("still does not get it"));
}

TEST(conflicts, two_accounts_may_differ) {
  EXPECT_THAT(Two(asks(RequirementKind::never_asked_for_mfa),
                  asks(RequirementKind::own_policy, {ControlTopic::mfa}), false)
                  .conflicts(),
              IsEmpty());
}

TEST(conflicts, a_policy_of_its_own_for_devices_does_not_clash_with_no_mfa) {
  EXPECT_THAT(Two(asks(RequirementKind::never_asked_for_mfa),
                  asks(RequirementKind::own_policy, {ControlTopic::compliant_device}), true)
                  .conflicts(),
              IsEmpty());
}

TEST(conflicts, out_of_a_control_that_the_other_wants) {
  Two two(asks(RequirementKind::excluded_from_controls, {ControlTopic::mfa, ControlTopic::block}),
          asks(RequirementKind::own_policy, {ControlTopic::mfa}), true);
  EXPECT_THAT(two.conflicts(), SizeIs(1));
}

TEST(conflicts, a_policy_against_the_device_code_flow_and_a_room_that_needs_it) {
  Two two(asks(RequirementKind::device_code_allowed), asks(RequirementKind::account_enabled),
          false);
  two.profile.connections[0].kind = ConnectionKind::delegated_device_code;
  two.policy(fixture::without_device_code());
  const auto conflicts = two.conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(conflicts[0].other.who, testing::ElementsAre("No device codes"));
  EXPECT_THAT(conflicts[0].other.profile, IsEmpty());
  EXPECT_THAT(conflicts[0].arrangement, HasSubstr("everybody else stays blocked"));
  EXPECT_EQ(conflicts[0].holds, Match::yes) << conflicts[0].because;
}

TEST(conflicts, a_policy_for_a_group_holds_for_others_as_it_did) {
  Two two(asks(RequirementKind::device_code_allowed), asks(RequirementKind::account_enabled),
          false);
  two.profile.connections[0].kind = ConnectionKind::delegated_device_code;
  Policy policy = fixture::without_device_code();
  policy.conditions.users->include_users.clear();
  policy.conditions.users->include_groups = {GroupId("rooms")};
  two.connection.groups = {GroupId("rooms")};
  two.policy(policy);
  const auto found = two.conflicts();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].holds, Match::yes) << found[0].because;
}

TEST(conflicts, the_new_account_stays_in_policies_that_it_can_meet) {
  Two two(asks(RequirementKind::never_asked_for_mfa), asks(RequirementKind::mfa_in_token), true);
  Policy devices = demanding({BuiltInControl::compliant_device});
  devices.display_name = "Devices";
  two.policy(demanding({BuiltInControl::mfa})).policy(devices);
  const std::vector<Profile> profiles{two.profile, two.second};
  const auto one = find_target(two.tenant, profiles, two.connection);
  const auto other = find_target(two.tenant, profiles, two.second_connection);
  ASSERT_TRUE(one && other);
  std::string says;
  const auto arranged = separate_accounts({*one, two.profile.requirements[0]},
                                          {*other, two.second.requirements[0]}, says);
  ASSERT_TRUE(arranged.has_value());
  EXPECT_THAT(arranged->tenant.policies.items[0].conditions.users->exclude_users, SizeIs(1));
  EXPECT_THAT(arranged->tenant.policies.items[1].conditions.users->exclude_users, IsEmpty());
}

TEST(conflicts, a_policy_that_leaves_the_room_out_is_no_conflict) {
  Two two(asks(RequirementKind::device_code_allowed), asks(RequirementKind::account_enabled),
          false);
  Policy policy = fixture::without_device_code();
  policy.conditions.users->exclude_users = {UserId(fixture::k_user_id)};
  two.policy(policy);
  EXPECT_THAT(two.conflicts(), IsEmpty());
}

}  // namespace
}  // namespace caprock
