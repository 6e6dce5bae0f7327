#include "model/words.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/well_known.h"

namespace caprock {
namespace {

TEST(Words, every_word_is_read_back_without_case) {
  for (const Word<DevicePlatform>& row : words<DevicePlatform>())
    EXPECT_EQ(value_of<DevicePlatform>(to_lower(row.text)), row.value) << row.text;
  for (const Word<BuiltInControl>& row : words<BuiltInControl>())
    EXPECT_EQ(value_of<BuiltInControl>(to_lower(row.text)), row.value) << row.text;
  EXPECT_EQ(value_of<PolicyState>("EnabledForReportingButNotEnforced"),
            PolicyState::enabled_for_reporting);
  EXPECT_FALSE(value_of<BuiltInControl>("MfaAndChangePassword"));
}

TEST(Words, removed_client_app_types_are_read_and_never_written) {
  EXPECT_EQ(value_of<ClientAppType>("modern"), ClientAppType::mobile_apps_and_desktop_clients);
  EXPECT_EQ(word_for(ClientAppType::mobile_apps_and_desktop_clients),
            "mobileAppsAndDesktopClients");
}

// A user id never fits where an application id goes.
static_assert(!std::is_convertible_v<UserId, AppId> && !std::is_assignable_v<AppId&, UserId>);

TEST(WellKnown, ids_are_guids_and_appear_once) {
  std::vector<std::string> seen;
  for (const WellKnownApp& row : well_known_apps()) {
    EXPECT_TRUE(looks_like_guid(row.app_id)) << row.name;
    EXPECT_EQ(std::count(seen.begin(), seen.end(), row.app_id), 0) << row.name;
    seen.emplace_back(row.app_id);
  }
  EXPECT_EQ(well_known_app("00000003-0000-0FF1-CE00-000000000000")->name,
            "Office 365 SharePoint Online");
  EXPECT_EQ(well_known_app("11111111-1111-1111-1111-111111111111"), nullptr);
}

TEST(WellKnown, every_scope_and_dependency_names_a_known_resource) {
  for (const ScopeAudience& row : scope_audiences())
    EXPECT_NE(well_known_app(row.app_id), nullptr) << row.scope;
  for (const ServiceDependency& row : early_bound_dependencies())
    EXPECT_NE(well_known_app(row.downstream_app_id), nullptr);
}

TEST(BuiltInStrengths, contain_each_other) {
  const auto* mfa = built_in_strength(k_mfa_strength);
  const auto* resistant = built_in_strength(k_phishing_resistant_strength);
  ASSERT_NE(mfa, nullptr);
  ASSERT_NE(resistant, nullptr);
  EXPECT_EQ(mfa->allowed_combinations.size(), 19u);
  EXPECT_EQ(resistant->allowed_combinations.size(), 3u);
  for (const Combination combination : resistant->allowed_combinations)
    EXPECT_EQ(
        std::count(mfa->allowed_combinations.begin(), mfa->allowed_combinations.end(), combination),
        1);
}

TEST(SignInFrequency, has_a_period_only_when_it_is_complete) {
  using std::chrono::hours;
  SignInFrequency frequency{.is_enabled = true, .value = 8, .type = FrequencyUnit::hours};
  EXPECT_EQ(frequency.period(), std::chrono::seconds(hours(8)));
  frequency.type.reset();
  EXPECT_FALSE(frequency.period());
  frequency.frequency_interval = FrequencyInterval::every_time;
  EXPECT_EQ(frequency.period(), std::chrono::seconds(0));
}

}  // namespace
}  // namespace caprock
