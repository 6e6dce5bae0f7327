#include "model/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/id_table.h"
#include "model/sign_in.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint8_t k_every_kind = 0x7F;

std::string guid(int number) {
  std::string digits = std::to_string(number);
  return "aaaaaaaa-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

User user(std::string id, std::string name = {}) {
  User user;
  user.id = UserId(std::move(id));
  user.user_principal_name = std::move(name);
  user.user_type = UserType::member;
  return user;
}

Group group(std::string id, std::optional<std::vector<std::string>> members) {
  Group group;
  group.id = GroupId(std::move(id));
  group.display_name = "Group " + group.id.text();
  if (!members) return group;
  group.members.emplace();
  for (std::string& member : *members) group.members->emplace_back(std::move(member));
  return group;
}

TenantSnapshot tenant(std::vector<User> users, std::vector<Group> groups) {
  TenantSnapshot tenant;
  tenant.users = {true, std::move(users)};
  tenant.groups = {true, std::move(groups)};
  return tenant;
}

constexpr std::uint8_t bit(ExternalKind kind) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(kind));
}

TEST(People, nobody_is_found_in_an_empty_tenant) {
  const People people = people_of(TenantSnapshot{});
  EXPECT_EQ(people.size(), 0u);
  EXPECT_EQ(people.group_count(), 0u);
  EXPECT_FALSE(people.users_exported());
  EXPECT_FALSE(people.find_user(guid(1)));
  EXPECT_FALSE(people.find_user(""));
  EXPECT_FALSE(people.find_principal("x"));
  EXPECT_FALSE(people.find_group(guid(1)));
}

TEST(People, users_are_found_by_id_and_by_name_without_case) {
  std::vector<User> users;
  for (int i = 0; i < 1000; ++i) users.push_back(user(guid(i), "u" + std::to_string(i) + "@t.x"));
  users.push_back(user("svc-account", "Service@T.x"));
  const People people = people_of(tenant(std::move(users), {}));
  for (People::Row row = 0; row < 1000; ++row) {
    EXPECT_EQ(people.find_user(guid(static_cast<int>(row))), row);
    EXPECT_EQ(people.find_user("U" + std::to_string(row) + "@T.X"), row);
    EXPECT_EQ(people.id(row).text(), guid(static_cast<int>(row)));
  }
  EXPECT_EQ(people.find_user("AAAAAAAA-0000-4000-8000-000000000007"), 7u);
  EXPECT_EQ(people.find_user("SVC-Account"), 1000u);
  EXPECT_EQ(people.find_user("service@t.x"), 1000u);
  EXPECT_EQ(people.find_principal("SVC-Account"), 1000u);
  EXPECT_FALSE(people.find_principal("service@t.x"));
  EXPECT_FALSE(people.find_user(guid(1000)));
  EXPECT_FALSE(people.find_user("u1000@t.x"));
}

TEST(People, the_first_user_that_has_the_text_as_id_or_name_counts) {
  const People people = people_of(tenant(
      {user("a", "b"), user("b", "a"), user("a", "c"), user(guid(1), "d"), user("e", guid(1))},
      {}));
  EXPECT_EQ(people.find_user("a"), 0u);
  EXPECT_EQ(people.find_user("b"), 0u);
  EXPECT_EQ(people.find_user("c"), 2u);
  EXPECT_EQ(people.find_user(guid(1)), 3u);
  EXPECT_EQ(people.find_principal("b"), 1u);
}

TEST(People, ids_keep_their_spelling) {
  const std::string upper = "AAAAAAAA-0000-4000-8000-00000000000B";
  const People people = people_of(tenant({user(upper)}, {group("Team", {{upper}})}));
  EXPECT_EQ(people.id(0).text(), upper);
  EXPECT_EQ(people.group_id(0).text(), "Team");
  EXPECT_EQ(people.group_name(0), "Group Team");
  EXPECT_EQ(people.find_group("TEAM"), 0u);
  EXPECT_THAT(people.groups_of(0), ElementsAre(0u));
}

TEST(People, membership_goes_through_nested_groups_and_cycles) {
  const People people =
      people_of(tenant({user(guid(1)), user(guid(2))},
                       {group("top", {{"middle"}}), group("middle", {{"low", guid(2)}}),
                        group("low", {{guid(1), "top"}}), group("aside", {{"nobody"}})}));
  EXPECT_THAT(people.groups_of(0), ElementsAre(0u, 1u, 2u));
  EXPECT_THAT(people.groups_of(1), ElementsAre(0u, 1u, 2u));
  EXPECT_THAT(people.direct_groups(0), ElementsAre(2u));
  EXPECT_THAT(people.parent_groups(0), ElementsAre(2u));
  EXPECT_THAT(people.unlisted_within(0), IsEmpty());
}

TEST(People, transitive_groups_of_a_user_are_the_whole_truth) {
  User one = user(guid(1));
  one.transitive_member_of = {{GroupId("low"), GroupId("elsewhere")}};
  const People people = people_of(
      tenant({one, user(guid(2))}, {group("top", {{"low", guid(1)}}), group("low", {{guid(2)}})}));
  EXPECT_TRUE(people.lists_own_groups(0));
  EXPECT_THAT(people.groups_of(0), ElementsAre(1u));
  EXPECT_THAT(people.unlisted_groups_of(0), ElementsAre(GroupId("elsewhere")));
  EXPECT_FALSE(people.lists_own_groups(1));
  EXPECT_THAT(people.groups_of(1), ElementsAre(0u, 1u));
  EXPECT_THAT(people.unlisted_groups_of(1), IsEmpty());
}

TEST(People, members_that_are_nothing_known_are_people_by_id) {
  TenantSnapshot snapshot = tenant(
      {user(guid(1))},
      {group("g", {{"h", guid(5), guid(6), guid(1), ""}}), group("h", {{guid(5), guid(6)}})});
  ServicePrincipal principal;
  principal.id = ServicePrincipalId(guid(6));
  snapshot.service_principals.items = {principal};
  const People people = people_of(snapshot);
  ASSERT_EQ(people.size(), 2u);
  EXPECT_EQ(people.user_count(), 1u);
  EXPECT_EQ(people.find_principal(guid(5)), 1u);
  EXPECT_FALSE(people.find_user(guid(5)));
  EXPECT_FALSE(people.find_principal(guid(6)));
  EXPECT_FALSE(people.find_principal("h"));
  EXPECT_EQ(people.id(1).text(), guid(5));
  EXPECT_EQ(people.possible_kinds(1), k_every_kind);
  EXPECT_FALSE(people.lists_own_groups(1));
  EXPECT_THAT(people.groups_of(1), ElementsAre(0u, 1u));
  EXPECT_THAT(people.unlisted_within(0), IsEmpty());
}

TEST(People, unknown_members_may_be_groups_where_groups_were_not_exported) {
  TenantSnapshot snapshot =
      tenant({user(guid(1))}, {group("top", {{"x", "low", guid(1), guid(9)}}),
                               group("low", {{"closed", "x", "top"}}),
                               group("closed", std::nullopt), group("open", {{guid(1)}})});
  snapshot.groups.exported = false;
  const People people = people_of(snapshot);
  EXPECT_THAT(people.unlisted_within(0),
              ElementsAre(GroupId("x"), GroupId("closed"), GroupId(guid(9))));
  EXPECT_THAT(people.unlisted_within(1),
              ElementsAre(GroupId("closed"), GroupId("x"), GroupId(guid(9))));
  EXPECT_THAT(people.unlisted_within(2), ElementsAre(GroupId("closed")));
  EXPECT_THAT(people.unlisted_within(3), IsEmpty());
  EXPECT_EQ(people.size(), 3u);
}

TEST(People, of_equal_group_ids_the_first_counts) {
  const People people =
      people_of(tenant({user(guid(1))}, {group("g", {{"inner"}}), group("G", {{guid(1)}}),
                                         group("inner", std::nullopt)}));
  EXPECT_EQ(people.group_count(), 3u);
  EXPECT_EQ(people.find_group("G"), 0u);
  EXPECT_THAT(people.groups_of(0), IsEmpty());
  EXPECT_THAT(people.unlisted_within(0), ElementsAre(GroupId("inner")));
  EXPECT_THAT(people.unlisted_within(1), IsEmpty());
}

TEST(People, kinds_follow_type_creation_and_name) {
  using enum ExternalKind;
  struct Case {
    std::optional<UserType> type;
    std::string creation, name;
    std::uint8_t kinds;
  };
  const std::uint8_t either = bit(b2b_collaboration_guest) | bit(b2b_collaboration_member);
  for (const Case& each : std::vector<Case>{
           {UserType::member, "", "a@t.x", bit(none)},
           {UserType::guest, "", "a@t.x", bit(internal_guest)},
           {UserType::guest, "invitation", "", bit(b2b_collaboration_guest)},
           {UserType::member, "", "a_b.x#ext#@t.x", bit(b2b_collaboration_member)},
           {std::nullopt, "", "a#b#EXT#@t.x", either},
           {std::nullopt, "", "a@t.x", static_cast<std::uint8_t>(bit(none) | bit(internal_guest))},
           {std::nullopt, "", "",
            static_cast<std::uint8_t>(bit(none) | bit(internal_guest) | either)},
           {UserType::member, "", "",
            static_cast<std::uint8_t>(bit(none) | bit(b2b_collaboration_member))},
           {UserType::guest, "", "",
            static_cast<std::uint8_t>(bit(internal_guest) | bit(b2b_collaboration_guest))}}) {
    User one = user("u", each.name);
    one.user_type = each.type;
    one.creation_type = each.creation;
    EXPECT_EQ(people_of(tenant({one}, {})).possible_kinds(0), each.kinds)
        << each.creation << " " << each.name;
  }
}

TEST(People, a_million_users_would_take_less_than_80_bytes_each) {
  std::vector<User> users;
  std::vector<Group> groups;
  for (int i = 0; i < 50; ++i)
    groups.push_back(group(guid(1'000'000 + i), std::vector<std::string>()));
  for (int i = 0; i < 20'000; ++i) {
    users.push_back(user(guid(i), "somebody." + std::to_string(i) + "@larkfield.example"));
    for (int k = 0; k < 4; ++k)
      groups[static_cast<std::size_t>((i + 11 * k) % 50)].members->emplace_back(guid(i));
  }
  const People people = people_of(tenant(std::move(users), std::move(groups)));
  EXPECT_LT(people.bytes(), 20'000u * 80u);
  EXPECT_EQ(people.groups_of(49).size(), 4u);
}

TEST(IdTable, finds_what_was_inserted_one_by_one) {
  IdTable table;
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(table.insert(guid(i)), static_cast<IdTable::Row>(i));
  EXPECT_EQ(table.insert("text"), 5000u);
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(table.find(guid(i)), static_cast<IdTable::Row>(i));
  EXPECT_EQ(table.find("TEXT"), 5000u);
  EXPECT_FALSE(table.find(guid(5000)));
  EXPECT_FALSE(table.find("00000000-0000-0000-0000-000000000000"));
}

TEST(IdTable, names_the_rows_whose_id_came_before) {
  IdTable table;
  for (const char* id : {"a", "b", "A", "c", "b"}) table.append(id);
  table.append(guid(1));
  table.append(guid(1));
  EXPECT_THAT(table.build_index(), ElementsAre(2u, 4u, 6u));
  EXPECT_EQ(table.find("b"), 1u);
  EXPECT_EQ(table.find(guid(1)), 5u);
}

// Row numbers then grow faster than the table that finds GUIDs.
TEST(IdTable, finds_guids_behind_many_other_texts) {
  IdTable table;
  table.insert(guid(0));
  for (int i = 0; i < 3000; ++i) table.insert("text " + std::to_string(i));
  for (int i = 1; i < 100; ++i)
    EXPECT_EQ(table.insert(guid(i)), static_cast<IdTable::Row>(3000 + i));
  for (int i = 1; i < 100; ++i) EXPECT_EQ(table.find(guid(i)), static_cast<IdTable::Row>(3000 + i));
  EXPECT_EQ(table.find(guid(0)), 0u);
  EXPECT_EQ(table.find("TEXT 7"), 8u);
}

TEST(IdTable, finds_many_at_once_as_it_finds_them_alone) {
  IdTable table;
  for (int i = 0; i < 10'000; i += 2) table.append(guid(i));
  table.build_index();
  std::vector<Guid> asked;
  for (int i = 0; i < 1000; ++i) asked.push_back(*Guid::parse(guid(i * 7 % 11'000)));
  std::vector<IdTable::Row> rows(asked.size());
  table.find_all(asked, rows);
  std::size_t found = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    EXPECT_EQ(rows[i], table.find(asked[i]).value_or(RowSlots::k_empty));
    found += rows[i] == RowSlots::k_empty ? 0 : 1;
  }
  EXPECT_GT(found, 300u);
  EXPECT_LT(found, 700u);
}

}  // namespace
}  // namespace caprock
