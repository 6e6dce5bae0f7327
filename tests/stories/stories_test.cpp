// What each shipped profile is for: its product in a tenant that gets in its way, decided by the
// evaluator itself. The rule behind a story is in the profile; the cause and the cure are found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "evaluate/decide.h"
#include "integration/check_fixture.h"
#include "integration/connection_kinds.h"
#include "integration/words.h"

namespace caprock {
namespace {

using fixture::demanding;
using fixture::k_now;
using fixture::policy_named;

constexpr std::string_view k_directory_sync_accounts = "d29b2b05-8046-44ba-8758-1e26182fcf32";
const TenantId k_provider{"99999999-9999-4999-8999-999999999999"};

std::vector<Profile> shipped_profiles_of_folder() {
  std::vector<Profile> profiles;
  for (const auto& entry : std::filesystem::directory_iterator("profiles")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto profile = parse_profile(text, entry.path().string());
    EXPECT_TRUE(profile.has_value()) << to_string(profile.error());
    if (profile) profiles.push_back(*profile);
  }
  std::sort(profiles.begin(), profiles.end(),
            [](const Profile& a, const Profile& b) { return a.id < b.id; });
  return profiles;
}

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all = shipped_profiles_of_folder();
  return all;
}

Decide engine() {
  return [](const TenantSnapshot& tenant, const SignIn& sign_in, const EvaluationOptions& options) {
    return evaluate::decide(compile_borrowed(tenant, options), sign_in);
  };
}

// The tenant and the connection of fixture::Case; the profile is a shipped one.
struct World : fixture::Case {
  World() : Case(ConnectionKind::delegated_public) {
    connection.token = {k_now - std::chrono::days(2), true, {}};
    connection.app = fixture::k_app;
    connection.network = {*IpRange::from_cidr("198.51.100.7/32")};
    connection.country = "NL";
    tenant.named_locations.exported = true;
    tenant.security_defaults->is_enabled = false;
  }

  void without_mfa() { connection.token.with_mfa = false; }

  ConnectionReport report() const {
    const auto checked = check(tenant, profiles(), {{connection}}, engine(), k_now);
    EXPECT_TRUE(checked.has_value()) << to_string(checked.error());
    return checked ? checked->connections.front() : ConnectionReport{};
  }
};

World world_of(const std::string& profile, const std::string& connection) {
  World world;
  world.connection.name = profile + " " + connection;
  world.connection.profile = profile;
  world.connection.connection = connection;
  return world;
}

// --- policies of the tenant ----------------------------------------------------------------------

Policy mfa() { return demanding({BuiltInControl::mfa}); }
Policy block() { return demanding({BuiltInControl::block}); }
Policy compliant() { return demanding({BuiltInControl::compliant_device}); }
Policy fresh_each(int hours) {
  return fixture::with_frequency(FrequencyInterval::time_based, hours);
}
Policy fresh_every_time() { return fixture::with_frequency(FrequencyInterval::every_time); }

Policy no_legacy_protocols() {
  Policy policy = block();
  policy.conditions.client_app_types = {ClientAppType::exchange_active_sync, ClientAppType::other};
  return policy;
}

Policy mfa_for_azure() {
  Policy policy = mfa();
  policy.conditions.applications.include_applications = {
      AppId("797f4846-ba00-4fd7-ba43-dac1f8f63013")};
  return policy;
}

// --- stories -------------------------------------------------------------------------------------

struct Story {
  const char* title;
  const char* profile;
  const char* connection;
  std::function<void(World&)> arrange;
  Health health;
  std::optional<ControlTopic> topic;  // of the cause that decides
  int aadsts = 0;
  const char* cured_by = "";      // id of a remedy that ends it
  const char* not_cured_by = "";  // id of a remedy that does not
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.title; }

class Stories : public testing::TestWithParam<Story> {};

const TriedRemedy* tried(const ConnectionReport& report, std::string_view id) {
  const auto at = std::find_if(report.remedies.begin(), report.remedies.end(),
                               [&](const TriedRemedy& one) { return one.remedy == id; });
  return at == report.remedies.end() ? nullptr : &*at;
}

TEST_P(Stories, end_as_the_profile_says) {
  const Story& story = GetParam();
  World world = world_of(story.profile, story.connection);
  story.arrange(world);
  const ConnectionReport report = world.report();
  EXPECT_EQ(word_for(report.health), word_for(story.health)) << report.headline;
  if (story.topic) {
    const Cause* cause = fixture::find_cause(report, *story.topic);
    ASSERT_NE(cause, nullptr) << report.headline;
    EXPECT_EQ(cause->aadsts, story.aadsts);
  }
  if (*story.cured_by != '\0') {
    const TriedRemedy* remedy = tried(report, story.cured_by);
    ASSERT_NE(remedy, nullptr) << story.cured_by;
    EXPECT_EQ(word_for(remedy->helps), "yes") << remedy->because;
  }
  if (*story.not_cured_by != '\0') {
    const TriedRemedy* remedy = tried(report, story.not_cured_by);
    ASSERT_NE(remedy, nullptr) << story.not_cured_by;
    EXPECT_EQ(word_for(remedy->helps), "no") << remedy->because;
  }
}

auto with(std::vector<Policy> policies) {
  return [policies](World& world) {
    for (const Policy& policy : policies) world.policy(policy);
  };
}

auto without_mfa_and(std::vector<Policy> policies) {
  return [policies](World& world) {
    world.without_mfa();
    for (const Policy& policy : policies) world.policy(policy);
  };
}

void security_defaults(World& world) { world.tenant.security_defaults->is_enabled = true; }

void as_administrator(World& world) {
  security_defaults(world);
  world.connection.roles = {RoleTemplateId("62e90394-69f5-4237-9190-012177145e10")};
}

// An account of a partner has no object in the customer's tenant.
auto as_provider(std::vector<Policy> policies) {
  return [policies](World& world) {
    world.connection.account = "77777777-7777-4777-8777-777777777777";
    world.connection.home_tenant = k_provider;
    world.tenant.cross_tenant_default.emplace().inbound_trust.emplace() = {true, false, false};
    for (const Policy& policy : policies) world.policy(policy);
  };
}

auto as_guest(std::vector<Policy> policies) {
  return [policies](World& world) {
    world.connection.external_kind = ExternalKind::b2b_collaboration_guest;
    for (const Policy& policy : policies) world.policy(policy);
  };
}

auto as_sync_account(std::vector<Policy> policies) {
  return [policies](World& world) {
    world.connection.roles = {RoleTemplateId(std::string(k_directory_sync_accounts))};
    for (const Policy& policy : policies) world.policy(policy);
  };
}

const auto k_keeps = Health::ok;

INSTANTIATE_TEST_SUITE_P(
    FirstThree, Stories,
    testing::Values(Story{"a Mio user without MFA meets a policy for it", "mio", "synced_user",
                          without_mfa_and({mfa()}), Health::broken, ControlTopic::mfa, 50076,
                          "sign-in-with-mfa", "exclude-app"},
                    Story{"a Mio guest is cut off by a sign-in frequency", "mio", "guest",
                          as_guest({fresh_each(12)}), Health::broken,
                          ControlTopic::sign_in_frequency, 70043, "exclude-guest-kinds", ""},
                    Story{"the UMP token does not outlive a sign-in frequency",
                          "audiocodes-ump-365-sp", "token", with({fresh_each(12)}), Health::broken,
                          ControlTopic::sign_in_frequency, 70043, "exclude-account", ""},
                    Story{"Cayosoft's password cannot answer Security Defaults",
                          "cayosoft-administrator", "connection_account", as_administrator,
                          Health::broken, ControlTopic::security_defaults, 50076,
                          "security-defaults", ""}));

INSTANTIATE_TEST_SUITE_P(
    Providers, Stories,
    testing::Values(
        Story{"CIPP meets a customer's policy on devices", "cipp", "customer",
              as_provider({compliant()}), Health::broken, ControlTopic::compliant_device, 530004,
              "exclude-service-provider", ""},
        Story{"CIPP without MFA meets a customer's policy for it", "cipp", "customer",
              [](World& world) {
                as_provider({mfa()})(world);
                world.without_mfa();
              },
              Health::broken, ControlTopic::mfa, 50076, "exclude-service-provider", ""},
        Story{"CIPP at home lives with a policy of its own", "cipp", "partner",
              [](World& world) {
                Policy own = fresh_every_time();
                own.grant_controls = mfa().grant_controls;
                own.conditions.users->include_users = {UserId(fixture::k_user_id)};
                world.policy(own);
              },
              k_keeps, std::nullopt},
        Story{"CIPP at home is taken out of a policy on devices", "cipp", "partner",
              with({compliant()}), Health::broken, ControlTopic::compliant_device, 530003,
              "own-policy", ""},
        Story{"CIPP at home forgets its MFA where it is remembered for days", "cipp", "partner",
              [](World& world) {
                world.tenant.mfa_service_settings->remember_mfa = std::chrono::days(1);
                world.policy(mfa());
              },
              Health::broken, ControlTopic::remember_mfa, 50078, "remember-mfa-off", ""},
        Story{"Huntress with MFA passes a policy for it", "huntress-managed-itdr",
              "service_account", with({mfa()}), k_keeps, std::nullopt},
        Story{"Huntress cannot answer another maker's factor", "huntress-managed-itdr",
              "service_account", with({fixture::with_custom_control()}), Health::at_risk,
              ControlTopic::custom_control, 50158, "own-policy", ""},
        Story{"a partner's app that was consented without MFA is refused",
              "partner-center-secure-application-model", "partner", without_mfa_and({mfa()}),
              Health::broken, ControlTopic::mfa, 50076, "consent-with-mfa", ""}));

INSTANTIATE_TEST_SUITE_P(
    BackupAndMigration, Stories,
    testing::Values(Story{"AvePoint's delegated app from before MFA", "avepoint-app-profiles",
                          "delegated_app", without_mfa_and({mfa()}), Health::broken,
                          ControlTopic::mfa, 50076, "authorize-again-with-mfa", ""},
                    Story{"AvePoint's excluded consent user", "avepoint-app-profiles",
                          "delegated_app", without_mfa_and({mfa()}), Health::broken,
                          ControlTopic::mfa, 50076, "exclude-consent-user", ""},
                    Story{"BitTitan's administrator cannot answer MFA", "bittitan-migrationwiz",
                          "mailbox_account", with({mfa()}), Health::broken, ControlTopic::mfa,
                          50076, "exclude-from-mfa", ""},
                    Story{"Quest's apps pass what is asked of users", "quest-on-demand-migration",
                          "service_principals", with({mfa(), fresh_every_time(), compliant()}),
                          k_keeps, std::nullopt},
                    Story{"Veeam app-only works with Security Defaults",
                          "veeam-backup-microsoft-365", "app_only", security_defaults, k_keeps,
                          std::nullopt},
                    Story{"Veeam's legacy mode does not", "veeam-backup-microsoft-365",
                          "legacy_protocols", security_defaults, Health::broken,
                          ControlTopic::security_defaults, 530035, "security-defaults", ""},
                    Story{"Veeam's legacy mode meets a policy against legacy protocols",
                          "veeam-backup-microsoft-365", "legacy_protocols",
                          with({no_legacy_protocols()}), Health::broken, ControlTopic::block, 53003,
                          "allow-legacy", ""},
                    Story{"Druva's addresses are left out of the policy", "druva-insync",
                          "configuring_account", without_mfa_and({mfa()}), Health::broken,
                          ControlTopic::mfa, 50076, "named-location", ""}));

INSTANTIATE_TEST_SUITE_P(
    RoomsAndTools, Stories,
    testing::Values(Story{"ManageEngine's password meets MFA", "manageengine-m365-manager-plus",
                          "service_account", with({mfa()}), Health::broken, ControlTopic::mfa,
                          50076, "exclude-account", ""},
                    Story{"ManageEngine from a trusted address", "manageengine-m365-manager-plus",
                          "service_account", with({mfa()}), Health::broken, ControlTopic::mfa,
                          50076, "trusted-ip", ""},
                    Story{"Zoom's older calendar account without MFA", "zoom-rooms-calendar",
                          "delegated", without_mfa_and({mfa()}), Health::broken, ControlTopic::mfa,
                          50076, "sign-in-with-mfa", ""},
                    Story{"Zoom's newer permissions pass", "zoom-rooms-calendar", "application",
                          with({mfa(), fresh_each(1)}), k_keeps, std::nullopt},
                    Story{"Webex passes what is asked of users", "webex-hybrid-calendar",
                          "application", with({mfa(), compliant()}), k_keeps, std::nullopt},
                    Story{"a room on Windows cannot answer MFA", "teams-rooms", "windows",
                          with({mfa()}), Health::broken, ControlTopic::mfa, 50076,
                          "exclude-accounts", ""},
                    Story{"a room on Android loses its device code session", "teams-rooms",
                          "android", with({fixture::without_device_code()}), Health::broken,
                          ControlTopic::block, 530036, "device-code-exception", ""},
                    Story{"a flow's connection meets terms of use", "power-automate-connections",
                          "connection", with({fixture::with_terms()}), Health::at_risk,
                          ControlTopic::terms_of_use, 50158, "exclude-from-terms", ""},
                    Story{"the synchronization account meets MFA", "entra-connect-sync",
                          "sync_account", as_sync_account({mfa()}), Health::broken,
                          ControlTopic::mfa, 50076, "exclude-role", ""},
                    Story{"the synchronization application passes", "entra-connect-sync",
                          "application", with({mfa()}), k_keeps, std::nullopt},
                    Story{"a mail bridge meets a block of the device code flow",
                          "imap-oauth-bridge", "device_code",
                          with({fixture::without_device_code()}), Health::broken,
                          ControlTopic::block, 530036, "exclude-account", ""},
                    Story{"a mail bridge meets a sign-in frequency", "imap-oauth-bridge",
                          "signed_in", with({fresh_each(12)}), Health::broken,
                          ControlTopic::sign_in_frequency, 70043, "exclude-person", ""},
                    Story{"a pipeline's password meets MFA for Azure", "azure-cli-automation",
                          "password", with({mfa_for_azure()}), Health::broken, ControlTopic::mfa,
                          50076, "exclude-account", ""},
                    Story{"a pipeline's service principal passes it", "azure-cli-automation",
                          "service_principal", with({mfa_for_azure()}), k_keeps, std::nullopt}));

// --- two in one tenant --------------------------------------------------------------------------

std::vector<Conflict> conflicts_of(const World& first, const World& second) {
  const auto checked =
      check(first.tenant, profiles(), {{first.connection, second.connection}}, engine(), k_now);
  EXPECT_TRUE(checked.has_value()) << to_string(checked.error());
  return checked ? checked->conflicts : std::vector<Conflict>{};
}

TEST(StoriesOfTwo, a_year_of_remembered_mfa_and_none_at_all) {
  World ump = world_of("audiocodes-ump-365-sp", "token");
  ump.tenant.mfa_service_settings->remember_mfa = std::chrono::days(365);
  const auto conflicts = conflicts_of(ump, world_of("cipp", "partner"));
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].about, "remembered multifactor authentication");
  EXPECT_EQ(conflicts[0].holds, Match::yes) << conflicts[0].because;
}

TEST(StoriesOfTwo, an_administrator_without_mfa_and_a_provider_that_must_have_it) {
  World bittitan = world_of("bittitan-migrationwiz", "mailbox_account");
  bittitan.policy(mfa());
  const auto conflicts = conflicts_of(bittitan, world_of("cipp", "partner"));
  ASSERT_FALSE(conflicts.empty());
  for (const Conflict& conflict : conflicts) {
    EXPECT_EQ(conflict.about, "multifactor authentication of one account");
    EXPECT_EQ(conflict.holds, Match::yes) << conflict.because;
  }
}

TEST(StoriesOfTwo, a_room_on_android_and_a_block_of_the_device_code_flow) {
  World room = world_of("teams-rooms", "android");
  room.policy(fixture::without_device_code());
  const auto conflicts = conflicts_of(room, world_of("webex-hybrid-calendar", "application"));
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_THAT(conflicts[0].other.who, testing::ElementsAre("No device codes"));
  EXPECT_EQ(conflicts[0].holds, Match::yes) << conflicts[0].because;
}

// --- rules for all of them -----------------------------------------------------------------------

using Way = std::pair<std::string, std::string>;

std::vector<Way> all_ways() {
  std::vector<Way> ways;
  for (const Profile& profile : profiles())
    for (const ProfileConnection& way : profile.connections) ways.emplace_back(profile.id, way.id);
  return ways;
}

const ProfileConnection& way_of(const Way& way) {
  for (const Profile& profile : profiles())
    if (profile.id == way.first)
      for (const ProfileConnection& one : profile.connections)
        if (one.id == way.second) return one;
  throw std::logic_error("no such way");
}

class EveryConnection : public testing::TestWithParam<Way> {};

TEST_P(EveryConnection, is_left_alone_by_a_tenant_without_policies) {
  const ConnectionReport report = world_of(GetParam().first, GetParam().second).report();
  EXPECT_EQ(word_for(report.health), "ok") << report.headline;
}

TEST_P(EveryConnection, is_stopped_by_a_policy_that_blocks_all_unless_no_user_is_behind_it) {
  World world = world_of(GetParam().first, GetParam().second);
  world.policy(block());
  const ConnectionReport report = world.report();
  if (is_app_only(way_of(GetParam()).kind))
    EXPECT_EQ(word_for(report.health), "ok") << report.headline;
  else
    EXPECT_EQ(word_for(report.health), "broken") << report.headline;
}

class EveryConnectionWithoutUser : public testing::TestWithParam<Way> {};

TEST_P(EveryConnectionWithoutUser, passes_all_that_is_asked_of_users) {
  World world = world_of(GetParam().first, GetParam().second);
  for (const Policy& policy :
       {mfa(), compliant(), fresh_every_time(), fixture::without_device_code(),
        no_legacy_protocols(), fixture::with_terms()})
    world.policy(policy);
  EXPECT_EQ(word_for(world.report().health), "ok");
  World defaults = world_of(GetParam().first, GetParam().second);
  security_defaults(defaults);
  EXPECT_EQ(word_for(defaults.report().health), "ok");
}

std::vector<Way> ways_without_user() {
  std::vector<Way> ways = all_ways();
  std::erase_if(ways, [](const Way& way) { return !is_app_only(way_of(way).kind); });
  return ways;
}

INSTANTIATE_TEST_SUITE_P(Shipped, EveryConnection, testing::ValuesIn(all_ways()));
INSTANTIATE_TEST_SUITE_P(Shipped, EveryConnectionWithoutUser,
                         testing::ValuesIn(ways_without_user()));

}  // namespace
}  // namespace caprock
