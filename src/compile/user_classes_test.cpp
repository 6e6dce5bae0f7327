#include "compile/user_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <tuple>

namespace caprock {
namespace {

using testing::ElementsAre;

User user(std::string id) {
  User user;
  user.id = UserId(std::move(id));
  user.user_principal_name = user.id.text() + "@t.x";
  user.user_type = UserType::member;
  return user;
}

Group group(std::string id, std::vector<std::string> members) {
  Group group;
  group.id = GroupId(std::move(id));
  group.members.emplace();
  for (std::string& member : members) group.members->emplace_back(std::move(member));
  return group;
}

// Everything that conditions on users can see of a person, written out.
using Seen = std::tuple<std::set<People::GroupIndex>, std::set<GroupId>, std::string, std::uint8_t,
                        bool, bool>;

Seen seen_of(const People& people, People::Row row, const UserMentions& mentions) {
  Seen seen;
  for (const People::GroupIndex in : people.groups_of(row))
    if (std::binary_search(mentions.groups.begin(), mentions.groups.end(), in))
      std::get<0>(seen).insert(in);
  for (const GroupId& id : people.unlisted_groups_of(row))
    if (std::binary_search(mentions.unlisted_groups.begin(), mentions.unlisted_groups.end(), id))
      std::get<1>(seen).insert(id);
  if (std::binary_search(mentions.people.begin(), mentions.people.end(), row))
    std::get<2>(seen) = people.id(row).text();
  std::get<3>(seen) = people.possible_kinds(row);
  std::get<4>(seen) = people.lists_own_groups(row);
  std::get<5>(seen) = row < people.user_count();
  return seen;
}

// One class for each thing seen, no more and no fewer.
void expect_right(const People& people, const UserMentions& mentions, const UserClasses& classes) {
  std::map<Seen, UserClasses::ClassId> expected;
  std::set<UserClasses::ClassId> ids;
  for (People::Row row = 0; row < people.size(); ++row) {
    const UserClasses::ClassId id = classes.class_of(row);
    const auto [at, fresh] = expected.try_emplace(seen_of(people, row, mentions), id);
    EXPECT_EQ(at->second, id) << "row " << row;
    ids.insert(id);
  }
  EXPECT_EQ(expected.size(), classes.count());
  EXPECT_EQ(ids.size(), classes.count());
  for (const UserClasses::ClassId id : ids)
    EXPECT_EQ(classes.class_of(classes.representative(id)), id);
}

TenantSnapshot some_tenant(std::mt19937& random) {
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  const auto some_id = [&] { return std::string(1, static_cast<char>('a' + random() % 20)); };
  TenantSnapshot tenant;
  tenant.users.exported = tenant.groups.exported = true;
  for (char c = 'a'; c < 'k'; ++c) {
    User one = user(std::string(1, c));
    if (chance(20)) one.user_type = UserType::guest;
    if (chance(20)) {
      one.transitive_member_of.emplace();
      while (chance(60)) one.transitive_member_of->emplace_back(some_id());
    }
    tenant.users.items.push_back(std::move(one));
  }
  for (char c = 'k'; c < 'p'; ++c) {
    Group one = group(std::string(1, c), {});
    while (chance(75)) one.members->emplace_back(some_id());
    tenant.groups.items.push_back(std::move(one));
  }
  return tenant;
}

UserMentions some_mentions(std::mt19937& random, const People& people) {
  UserMentions mentions;
  for (People::GroupIndex in = 0; in < people.group_count(); ++in)
    if (random() % 3 == 0) mentions.groups.push_back(in);
  for (People::Row row = 0; row < people.size(); ++row)
    if (random() % 8 == 0) mentions.people.push_back(row);
  for (const char* id : {"q", "s", "t"})
    if (random() % 3 == 0) mentions.unlisted_groups.emplace_back(id);
  return mentions;
}

UserMentions united(const UserMentions& a, const UserMentions& b) {
  UserMentions both;
  const auto unite = [](const auto& x, const auto& y, auto& into) {
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(into));
  };
  unite(a.groups, b.groups, both.groups);
  unite(a.people, b.people, both.people);
  unite(a.unlisted_groups, b.unlisted_groups, both.unlisted_groups);
  return both;
}

TEST(UserClasses, tell_apart_exactly_what_policies_can_see) {
  for (std::uint32_t seed = 0; seed < 300 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const People people = people_of(some_tenant(random));
    UserMentions mentions = some_mentions(random, people);
    UserClasses classes = UserClasses::of(people, mentions);
    expect_right(people, mentions, classes);
    for (int step = 0; step < 3; ++step) {
      const UserMentions more = some_mentions(random, people);
      mentions = united(mentions, more);
      classes = classes.refined(people, more);
      expect_right(people, mentions, classes);
    }
  }
}

TEST(UserClasses, nobody_makes_no_class) {
  const UserClasses classes = UserClasses::of(People(), {});
  EXPECT_EQ(classes.count(), 0u);
}

TEST(UserClasses, may_be_more_than_two_bytes_can_number) {
  TenantSnapshot tenant;
  UserMentions everybody;
  for (People::Row row = 0; row < 70'000; ++row) {
    tenant.users.items.push_back(user("u" + std::to_string(row)));
    everybody.people.push_back(row);
  }
  const People people = people_of(tenant);
  const UserClasses one = UserClasses::of(people, {});
  EXPECT_EQ(one.count(), 1u);
  for (const UserClasses& classes :
       {UserClasses::of(people, everybody), one.refined(people, everybody)}) {
    EXPECT_EQ(classes.count(), people.size());
    std::set<UserClasses::ClassId> ids;
    for (People::Row row = 0; row < people.size(); ++row) ids.insert(classes.class_of(row));
    EXPECT_EQ(ids.size(), people.size());
  }
}

TEST(UserClasses, users_with_the_id_of_a_mentioned_one_are_told_apart_as_well) {
  TenantSnapshot tenant;
  tenant.users.items = {user("a"), user("b"), user("c"), user("a")};
  tenant.users.items[3].user_principal_name = "other@t.x";
  const People people = people_of(tenant);
  const UserClasses classes = UserClasses::of(people, {{}, {0}, {}});
  EXPECT_EQ(classes.class_of(1), classes.class_of(2));
  EXPECT_NE(classes.class_of(3), classes.class_of(1));
}

TEST(UserMentions, are_users_groups_and_holders_of_roles) {
  TenantSnapshot tenant;
  tenant.users.items = {user("a"), user("b"), user("c")};
  tenant.groups.items = {group("g", {}), group("h", {}), group("i", {})};
  const auto assign = [&](std::string role, std::string principal) {
    RoleAssignment assignment;
    assignment.role = RoleTemplateId(std::move(role));
    assignment.principal = DirectoryObjectId(std::move(principal));
    tenant.role_assignments.items.push_back(std::move(assignment));
  };
  assign("admin", "c");
  assign("ADMIN", "i");
  assign("other", "a");
  assign("other", "g");
  Policy policy;
  policy.conditions.users.emplace();
  policy.conditions.users->include_users = {UserId("All"), UserId("B")};
  policy.conditions.users->exclude_groups = {GroupId("h"), GroupId("elsewhere")};
  policy.conditions.users->include_roles = {RoleTemplateId("Admin")};
  const People people = people_of(tenant);
  const UserMentions mentions = mentions_of({&policy, 1}, tenant, people);
  EXPECT_THAT(mentions.people, ElementsAre(1u, 2u));
  EXPECT_THAT(mentions.groups, ElementsAre(1u, 2u));
  EXPECT_THAT(mentions.unlisted_groups, ElementsAre(GroupId("elsewhere")));
}

}  // namespace
}  // namespace caprock
