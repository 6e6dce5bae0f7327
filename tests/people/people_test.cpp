// People in columns say of everybody and every group what the reference interpreter says.
#include "model/people.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "reference/people.h"

namespace caprock {
namespace {

constexpr std::uint32_t k_seeds = 600;

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool chance(std::size_t percent) { return below(100) < percent; }

 private:
  std::mt19937 engine_;
};

// A few ids for everything, so that one id is sometimes a user, a group and a service principal;
// some are no GUIDs, some are spelled in upper case.
std::string some_id(Random& random) {
  const std::size_t number = random.below(14);
  if (number >= 12) return number == 12 ? "name-a" : "name-b";
  const bool upper = random.chance(5);
  std::string id = "00000000-0000-4000-8000-0000000000";
  id += upper ? 'A' : 'a';
  id += upper ? "0123456789AB"[number] : "0123456789ab"[number];
  return id;
}

User some_user(Random& random) {
  User user;
  user.id = UserId(some_id(random));
  if (random.chance(80)) user.user_principal_name = "u" + std::to_string(random.below(8)) + "@t.x";
  if (random.chance(20)) user.user_principal_name += "#EXT#";
  if (random.chance(70)) user.user_type = random.chance(30) ? UserType::guest : UserType::member;
  if (random.chance(20)) user.creation_type = "Invitation";
  if (random.chance(10)) {
    user.transitive_member_of.emplace();
    while (random.chance(60)) user.transitive_member_of->emplace_back(some_id(random));
  }
  return user;
}

Group some_group(Random& random) {
  Group group;
  group.id = GroupId(some_id(random));
  if (random.chance(15)) return group;
  group.members.emplace();
  while (random.chance(70)) group.members->emplace_back(some_id(random));
  return group;
}

TenantSnapshot some_tenant(std::uint32_t seed) {
  Random random(seed);
  TenantSnapshot tenant;
  tenant.users.exported = random.chance(70);
  tenant.groups.exported = random.chance(60);
  while (random.chance(75)) tenant.users.items.push_back(some_user(random));
  while (random.chance(80)) tenant.groups.items.push_back(some_group(random));
  while (random.chance(30))
    tenant.service_principals.items.emplace_back().id = ServicePrincipalId(some_id(random));
  return tenant;
}

std::set<std::string> paths_of_unlisted(const People& people, People::GroupIndex group) {
  std::set<std::string> paths;
  for (const GroupId& id : people.unlisted_within(group))
    paths.insert(reference::tenant_path("groups", id.text(), "members"));
  return paths;
}

// What the columns say: in the group, perhaps, or not.
Match membership(const People& people, People::Row row, People::GroupIndex group) {
  const auto groups = people.groups_of(row);
  if (std::binary_search(groups.begin(), groups.end(), group)) return Match::yes;
  if (people.lists_own_groups(row)) return Match::no;
  return people.unlisted_within(group).empty() ? Match::no : Match::unknown;
}

// For ids spelled in different ways the reference names the first spelling it meets on its way.
std::set<std::string> without_case(const std::set<std::string>& paths) {
  std::set<std::string> lower;
  for (const std::string& path : paths) lower.insert(to_lower(path));
  return lower;
}

void compare(const TenantSnapshot& tenant, const People& people, const std::string& subject,
             People::Row row) {
  SignIn sign_in;
  sign_in.subject.user.id = UserId(subject);
  const EvaluationOptions options;
  const reference::Situation situation{tenant, sign_in, options, {}};
  ASSERT_EQ(reference::user_id(situation), people.id(row)) << subject;
  std::uint8_t kinds = 0;
  for (const ExternalKind kind : reference::possible_kinds(situation).kinds)
    kinds = static_cast<std::uint8_t>(kinds | 1u << static_cast<unsigned>(kind));
  EXPECT_EQ(people.possible_kinds(row), kinds) << subject;
  for (const Group& group : tenant.groups.items) {
    const auto index = people.find_group(group.id.text());
    ASSERT_TRUE(index);
    const auto expected = reference::in_group(situation, group.id);
    EXPECT_EQ(membership(people, row, *index), expected.match) << subject << group.id.text();
    if (expected.match != Match::unknown) continue;
    const std::set<std::string> paths(expected.undetermined_by.begin(),
                                      expected.undetermined_by.end());
    EXPECT_EQ(without_case(paths_of_unlisted(people, *index)), without_case(paths));
  }
}

void compare_everybody(const TenantSnapshot& tenant) {
  const People people = people_of(tenant);
  ASSERT_EQ(people.user_count(), tenant.users.items.size());
  ASSERT_EQ(people.group_count(), tenant.groups.items.size());
  std::set<std::string> subjects;
  for (const User& user : tenant.users.items) {
    subjects.insert(user.id.text());
    if (!user.user_principal_name.empty()) subjects.insert(user.user_principal_name);
  }
  for (People::Row row = people.user_count(); row < people.size(); ++row)
    subjects.insert(people.id(row).text());
  for (const std::string& subject : subjects) {
    const auto row = people.find_user(subject);
    const User* user = find_user(tenant, subject);
    ASSERT_EQ(row.has_value(), user != nullptr) << subject;
    // CA 2.9.15: a text that is no id is searched for in no list, whoever the lists mean by it.
    if (!row && !UserId(subject).is_guid()) continue;
    EXPECT_EQ(user, row ? &tenant.users.items[*row] : nullptr) << subject;
    compare(tenant, people, subject, row ? *row : *people.find_principal(subject));
  }
}

void expect_rows_of_strangers(const TenantSnapshot& tenant) {
  const People people = people_of(tenant);
  std::set<DirectoryObjectId> strangers;
  for (const Group& group : tenant.groups.items) {
    if (!group.members || tenant.groups.find(group.id) != &group) continue;
    for (const DirectoryObjectId& member : *group.members)
      if (!tenant.users.find(UserId(member.text())) &&
          !tenant.groups.find(GroupId(member.text())) &&
          !tenant.service_principals.find(ServicePrincipalId(member.text())))
        strangers.insert(member);
  }
  EXPECT_EQ(people.size() - people.user_count(), strangers.size());
  for (const DirectoryObjectId& id : strangers) {
    const auto row = people.find_principal(id.text());
    ASSERT_TRUE(row) << id.text();
    EXPECT_GE(*row, people.user_count());
  }
}

TEST(EveryPerson, is_in_the_groups_that_the_reference_says) {
  for (std::uint32_t seed = 0; seed < k_seeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    compare_everybody(some_tenant(seed));
  }
}

TEST(EveryPerson, has_a_row_when_only_groups_know_them) {
  for (std::uint32_t seed = 0; seed < k_seeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_rows_of_strangers(some_tenant(seed));
  }
}

}  // namespace
}  // namespace caprock
