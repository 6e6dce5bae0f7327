#include "integration/guess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/guess_fixture.h"

namespace caprock {
namespace {

using guess_fixture::application_sign_in;
using guess_fixture::k_bridge_user;
using guess_fixture::k_other_app;
using guess_fixture::k_own_tenant;
using guess_fixture::k_published;
using guess_fixture::k_sync_role;
using guess_fixture::published;
using guess_fixture::relay;
using guess_fixture::sign_in_from;
using guess_fixture::sign_in_of;
using guess_fixture::text_of;
using guess_fixture::World;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// --- consent -------------------------------------------------------------------------------------

TEST(Guess, the_consent_of_one_account_names_it) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_other_app, ConsentType::principal);
  const Guess guess = world.guess();
  EXPECT_EQ(guess.account, "svc@contoso.example");
  EXPECT_EQ(guess.name, "Relay Messenger: svc@contoso.example");
  EXPECT_THAT(text_of(guess), HasSubstr("consent: consent of this account alone: Chat.Read"));
  EXPECT_THAT(guess.network, IsEmpty());
}

TEST(Guess, consent_for_everybody_names_nobody) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_other_app, ConsentType::all_principals);
  const Guess guess = world.guess();
  EXPECT_EQ(guess.account, "");
  EXPECT_EQ(guess.connection, "account");
  EXPECT_THAT(text_of(guess), HasSubstr("consent for all users: Chat.Read User.Read"));
}

TEST(Guess, consent_to_another_application_says_nothing) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_published, ConsentType::principal);
  EXPECT_EQ(world.guess().account, "");
}

// --- the log -------------------------------------------------------------------------------------

TEST(Guess, sign_ins_give_account_network_and_country_with_how_many_and_when) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  ObservedSignIn later = sign_in_from(k_other_app, "2001:db8::7");
  later.sign_in.at = *parse_instant("2026-03-02T09:00:00Z");
  later.sign_in.request.interactive = true;
  world.observed.add(later);
  const Guess guess = world.guess();
  EXPECT_EQ(guess.account, "svc@contoso.example");
  EXPECT_THAT(guess.network, SizeIs(2));
  EXPECT_EQ(guess.country, "NL");
  EXPECT_THAT(text_of(guess),
              AllOf(HasSubstr("2 sign-ins in the log, the last on 2026-03-02T09:00:00Z"),
                    HasSubstr("1 with nobody there"), HasSubstr("198.51.100.7, 2001:db8::7")));
}

TEST(Guess, an_application_that_only_the_log_has_is_known_by_the_name_there) {
  World world;
  ObservedSignIn record = sign_in_of(k_other_app);
  EXPECT_THAT(world.guesses(), IsEmpty());
  record.client_name = "Relay Bridge";
  world.observed.add(record);
  EXPECT_EQ(world.guess().app, k_other_app);
}

TEST(Guess, addresses_of_refused_sign_ins_are_not_proposed) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  ObservedSignIn refused = sign_in_from(k_other_app, "203.0.113.66");
  refused.went_through = false;
  refused.sign_in.client.country = std::string("ZZ");
  world.observed.add(refused);
  world.observed.add(sign_in_of(k_other_app));
  const Guess guess = world.guess();
  EXPECT_THAT(guess.network, ElementsAre(IpAddress::parse("198.51.100.7").value()));
  EXPECT_EQ(guess.country, "NL");
  EXPECT_THAT(text_of(guess), AllOf(HasSubstr("1 refused"), Not(HasSubstr("203.0.113.66"))));
}

TEST(Guess, more_than_eight_addresses_are_no_network) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  for (int i = 1; i <= 8; ++i)
    world.observed.add(sign_in_from(k_other_app, "198.51.100." + std::to_string(i)));
  EXPECT_THAT(world.guess().network, SizeIs(8));
  world.observed.add(sign_in_from(k_other_app, "198.51.100.9"));
  EXPECT_THAT(world.guess().network, IsEmpty());
  EXPECT_THAT(text_of(world.guess()), HasSubstr("and more, so no network is proposed"));
}

TEST(Guess, two_countries_are_told_and_not_proposed) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  ObservedSignIn abroad = sign_in_of(k_other_app);
  abroad.sign_in.client.country = std::string("DE");
  world.observed.add(abroad);
  EXPECT_EQ(world.guess().country, "");
  EXPECT_THAT(text_of(world.guess()), HasSubstr("in DE, NL"));
}

TEST(Guess, the_protocol_chooses_the_way) {
  struct ProtocolCase {
    std::string way;
    void (*change)(ObservedSignIn&);
  };
  const ProtocolCase cases[] = {
      {"account", [](ObservedSignIn&) {}},
      {"device", [](ObservedSignIn& r) { r.sign_in.request.grant = GrantType::device_code; }},
      {"device", [](ObservedSignIn& r) { r.sign_in.original_transfer_method = std::uint8_t{1}; }},
      {"stored", [](ObservedSignIn& r) { r.sign_in.request.grant = GrantType::password; }},
      {"mail", [](ObservedSignIn& r) { r.sign_in.client.app_type = SignInClient::other; }},
      {"guest",
       [](ObservedSignIn& r) {
         r.sign_in.subject.user.external_kind = ExternalKind::b2b_collaboration_guest;
       }},
      {"local",
       [](ObservedSignIn& r) {
         r.sign_in.subject.user.external_kind = ExternalKind::internal_guest;
       }},
      {"application", [](ObservedSignIn& r) { r = application_sign_in(k_other_app); }}};
  for (const ProtocolCase& one : cases) {
    World world;
    world.principal(k_other_app, "Relay Bridge").app_owner_organization_id =
        TenantId("7e000001-0000-4000-8000-000000000009");
    ObservedSignIn record = sign_in_of(k_other_app);
    one.change(record);
    world.observed.add(record);
    EXPECT_EQ(world.guess().connection, one.way);
  }
}

TEST(Guess, an_application_of_this_tenant_is_no_vendors) {
  World world;
  world.principal(k_other_app, "Relay Bridge").app_owner_organization_id = k_own_tenant;
  world.observed.add(application_sign_in(k_other_app));
  const Guess guess = world.guess();
  EXPECT_EQ(guess.connection, "own_application");
  EXPECT_EQ(guess.account, "");
  EXPECT_EQ(guess.name, "Relay Bridge");
}

TEST(Guess, a_guest_of_the_export_is_a_guest_when_the_log_does_not_say) {
  World world;
  world.tenant.users.items[0].user_type = UserType::guest;
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_other_app, ConsentType::principal);
  EXPECT_EQ(world.guess().connection, "local");
  world.tenant.users.items[0].user_principal_name = "a_b.example#EXT#@contoso.example";
  EXPECT_EQ(world.guess().connection, "guest");
}

TEST(Guess, says_when_several_ways_fit) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  EXPECT_THAT(text_of(world.guess()), HasSubstr("fit equally well; `account` comes first"));
  world.observed.add(sign_in_of(k_other_app));
  EXPECT_THAT(text_of(world.guess()), HasSubstr("it is `account` that fits best"));
}

TEST(Guess, a_persons_own_sign_in_is_said_to_be_one) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  EXPECT_THAT(text_of(world.guess()), Not(HasSubstr("a person's own")));
  world.profiles[0].connections.front().account_of = AccountOf::person;
  EXPECT_THAT(text_of(world.guess()), HasSubstr("`account` is a person's own sign-in"));
}

TEST(Guess, an_application_that_signs_in_as_no_way_of_the_profile_says_so) {
  World world;
  world.profiles[0].connections.resize(1);
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(application_sign_in(k_other_app));
  EXPECT_EQ(world.guess().connection, "account");
  EXPECT_EQ(word_of(world.guess().strength), "possible");
  EXPECT_THAT(text_of(world.guess()),
              AllOf(HasSubstr("as the application itself"),
                    HasSubstr("signs in as no connection of the profile does")));
}

TEST(Guess, one_account_by_id_and_by_name_is_one) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_other_app, ConsentType::principal);
  world.observed.add(sign_in_of(k_other_app));
  ObservedSignIn by_name = sign_in_of(k_other_app);
  by_name.sign_in.subject.user.id = UserId("SVC@contoso.example");
  world.observed.add(by_name);
  EXPECT_THAT(text_of(world.guess()), HasSubstr("consent of this account"));
}

TEST(Guess, accounts_and_the_application_itself_are_proposed_apart) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  world.observed.add(application_sign_in(k_other_app));
  EXPECT_THAT(world.guesses(), SizeIs(2));
}

TEST(Guess, a_crowd_of_accounts_is_counted_and_not_proposed) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  for (int i = 0; i < 9; ++i) {
    ObservedSignIn record = sign_in_of(k_other_app);
    record.sign_in.subject.user.id = UserId("person" + std::to_string(i) + "@contoso.example");
    world.observed.add(record);
  }
  const Guess guess = world.guess();
  EXPECT_EQ(guess.account, "");
  EXPECT_THAT(guess.network, IsEmpty());
  EXPECT_THAT(text_of(guess), HasSubstr("more than 8 accounts"));
}

TEST(Guess, an_account_that_the_export_lacks_is_said_to_be_missing) {
  World world;
  world.tenant.users.items.clear();
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  EXPECT_EQ(world.guess().account, "svc@contoso.example");
  EXPECT_THAT(text_of(world.guess()), HasSubstr("the export has no user"));
}

TEST(Guess, an_account_name_that_no_file_can_hold_is_given_by_its_id) {
  World world;
  world.tenant.users.items[0].user_principal_name = "svc@contoso.example\n  - name: x";
  world.principal(k_other_app, "Relay Bridge");
  world.grant(k_other_app, ConsentType::principal);
  EXPECT_EQ(world.guess().account, k_bridge_user.text());
}

// --- roles ---------------------------------------------------------------------------------------

World world_with_role_holder(RoleAssignmentType type) {
  World world;
  Remedy remedy;
  remedy.change = RemedyChange::exclude_role;
  remedy.value = k_sync_role;
  remedy.connections = {"stored"};
  world.profiles[0].remedies = {remedy};
  RoleAssignment assignment;
  assignment.role = RoleTemplateId(std::string(k_sync_role));
  assignment.principal = DirectoryObjectId(k_bridge_user.text());
  assignment.type = type;
  world.tenant.role_assignments.items.push_back(assignment);
  return world;
}

TEST(Guess, who_holds_the_products_own_role_is_its_account) {
  World world = world_with_role_holder(RoleAssignmentType::active);
  const Guess guess = world.guess();
  EXPECT_EQ(guess.account, "svc@contoso.example");
  EXPECT_EQ(guess.connection, "stored");
  EXPECT_EQ(guess.strength, GuessStrength::likely);
  EXPECT_FALSE(guess.app);
  world.tenant.role_assignments.items[0].role = RoleTemplateId("another");
  EXPECT_THAT(world.guesses(), IsEmpty());
  EXPECT_THAT(world_with_role_holder(RoleAssignmentType::eligible).guesses(), IsEmpty());
}

TEST(Guess, a_role_holder_that_the_log_has_is_not_proposed_twice) {
  World world = world_with_role_holder(RoleAssignmentType::active);
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  EXPECT_THAT(text_of(world.guess()), HasSubstr("role: the account holds"));
}

// --- what is known already -----------------------------------------------------------------------

Connection known_connection(std::string account) {
  Connection connection;
  connection.name = "relay messenger: SVC@contoso.example";
  connection.profile = "relay";
  connection.account = std::move(account);
  connection.app = k_other_app;
  return connection;
}

TEST(Guess, known_connections_are_left_out) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  world.known.items = {known_connection("SVC@contoso.example")};
  EXPECT_THAT(world.guesses(), IsEmpty());
  world.known.items = {known_connection(k_bridge_user.text())};
  EXPECT_THAT(world.guesses(), IsEmpty());
  world.known.items[0].app.reset();
  EXPECT_THAT(world.guesses(), IsEmpty());
}

TEST(Guess, another_account_app_or_profile_is_another_connection) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.observed.add(sign_in_of(k_other_app));
  world.known.items = {known_connection("other@contoso.example")};
  EXPECT_EQ(world.guess().name, "Relay Messenger: svc@contoso.example (2)");
  world.known.items = {known_connection("svc@contoso.example")};
  world.known.items[0].app = k_published;
  EXPECT_THAT(world.guesses(), SizeIs(1));
  world.known.items[0].app = k_other_app;
  world.known.items[0].profile = "another";
  EXPECT_THAT(world.guesses(), SizeIs(1));
}

TEST(Guess, an_application_whose_accounts_are_known_is_not_proposed_without_one) {
  World world;
  world.principal(k_other_app, "Relay Bridge");
  world.known.items = {known_connection("svc@contoso.example")};
  EXPECT_THAT(world.guesses(), IsEmpty());
  // Unless it was seen to act as itself as well.
  world.observed.add(application_sign_in(k_other_app));
  EXPECT_THAT(world.guesses(), SizeIs(1));
}

// --- the list ------------------------------------------------------------------------------------

TEST(Guess, the_strongest_come_first_and_equal_ones_by_name_each_with_its_own) {
  World world;
  world.profiles = {relay(), published()};
  world.principal(AppId("a0000001-0000-4000-8000-000000000003"), "Fabrikam Two");
  world.principal(k_other_app, "fabrikam one");
  world.principal(AppId("a0000001-0000-4000-8000-000000000004"), "Fabrikam Two");
  world.principal(AppId("a0000001-0000-4000-8000-000000000005"), "Relay Bridge");
  world.principal(k_published, "Zebra");
  std::vector<std::string> names;
  for (const Guess& guess : world.guesses()) names.push_back(guess.name);
  EXPECT_THAT(names, ElementsAre("Zebra", "Relay Bridge", "fabrikam one", "Fabrikam Two",
                                 "Fabrikam Two (2)"));
}

TEST(Guess, a_tenant_without_anything_gives_nothing) {
  EXPECT_THAT(guess_connections({}, {relay()}, {}, {}), IsEmpty());
}

}  // namespace
}  // namespace caprock
