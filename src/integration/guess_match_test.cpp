// Which profile an application is of, by its id and its name.
#include "integration/guess_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/guess_fixture.h"
#include "model/well_known.h"

namespace caprock {
namespace {

using guess_fixture::k_other_app;
using guess_fixture::k_published;
using guess_fixture::published;
using guess_fixture::relay;
using guess_fixture::sign_in_of;
using guess_fixture::text_of;
using guess_fixture::World;
using testing::HasSubstr;
using testing::IsEmpty;

// --- names and ids -------------------------------------------------------------------------------

TEST(Guess, a_published_app_id_is_certain_whatever_its_name) {
  World world;
  world.profiles = {published(), relay()};
  world.principal(k_published, "Anything");
  const Guess guess = world.guess();
  EXPECT_EQ(guess.strength, GuessStrength::certain);
  EXPECT_EQ(guess.profile, "published");
  EXPECT_EQ(guess.connection, "account");
  EXPECT_EQ(guess.app, k_published);
  EXPECT_EQ(guess.account, "");
  EXPECT_THAT(text_of(guess), HasSubstr("appId: application `Anything` has the appId"));
}

TEST(Guess, another_app_id_than_the_published_one_is_another_application) {
  World world;
  world.profiles = {published()};
  world.principal(k_other_app, "Relay Bridge");
  EXPECT_THAT(world.guesses(), IsEmpty());
}

struct NameCase {
  std::string name;
  std::optional<GuessStrength> strength;
};

TEST(Guess, names_match_as_whole_words_without_case) {
  const NameCase cases[] = {{"relay bridge", GuessStrength::likely},
                            {"RELAY MESSENGER", GuessStrength::likely},
                            {"Relay Bridge, Basel", GuessStrength::possible},
                            {"The Relay-Messenger", std::nullopt},
                            {"X_Relay Messenger_01", GuessStrength::possible},
                            {"Fabrikam Mail", GuessStrength::possible},
                            {"Fabrikams", std::nullopt},
                            {"\u00dcFabrikam", std::nullopt},
                            {"Bridge", std::nullopt},
                            {"", std::nullopt}};
  for (const NameCase& one : cases) {
    World world;
    world.principal(k_other_app, one.name);
    const auto guesses = world.guesses();
    ASSERT_EQ(guesses.size(), one.strength ? 1u : 0u) << one.name;
    if (one.strength) {
      EXPECT_EQ(guesses[0].strength, *one.strength) << one.name;
    }
  }
}

TEST(Guess, the_name_microsoft_says_nothing) {
  World world;
  world.profiles[0].vendor = "Microsoft";
  world.principal(k_other_app, "Archive for Microsoft Teams");
  EXPECT_THAT(world.guesses(), IsEmpty());
}

TEST(Guess, only_the_strongest_profiles_of_an_application_are_proposed) {
  World world;
  Profile other = relay();
  other.id = "other";
  other.name = "Another";
  other.connections.front().client_name = "Relay";
  other.connections.resize(1);
  world.profiles = {other, relay()};
  world.principal(k_other_app, "Relay Bridge");
  EXPECT_EQ(world.guess().profile, "relay");
}

TEST(Guess, microsofts_own_applications_count_only_by_an_app_id_that_a_profile_names) {
  const AppId cli("04b07795-8ddb-461a-bbee-02f9e1bf7b46");
  World world;
  world.principal(cli, "Relay Bridge");
  world.principal(k_other_app, "Relay Bridge").app_owner_organization_id =
      TenantId(std::string(microsoft_tenants().front()));
  world.observed.add(sign_in_of(cli));
  EXPECT_THAT(world.guesses(), IsEmpty());
  world.profiles[0].connections.resize(1);
  world.profiles[0].connections.front().client_app = cli;
  EXPECT_EQ(world.guess().app, cli);
  // It is in every tenant: that it is there does not mean that anybody uses it.
  world.observed = {};
  EXPECT_THAT(world.guesses(), IsEmpty());
}

TEST(Guess, what_is_no_application_id_is_passed_over) {
  World world;
  world.principal(AppId("not an id"), "Relay Bridge");
  world.observed.add(sign_in_of(AppId("another")));
  EXPECT_THAT(world.guesses(), IsEmpty());
}

}  // namespace
}  // namespace caprock
