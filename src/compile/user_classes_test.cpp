// Classes of people against what tells people apart, on random tenants.
#include "compile/user_classes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace caprock {
namespace {

std::string id_of(std::string_view kind, std::uint32_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, 12 - digits.size(), '0');
  return std::string(kind) + "-0000-4000-8000-" + digits;
}
UserId user_id(std::uint32_t number) { return UserId(id_of("05e20000", number)); }
GroupId group_id(std::uint32_t number) { return GroupId(id_of("96000000", number)); }

constexpr std::uint32_t k_users = 60;
constexpr std::uint32_t k_groups = 12;
const RoleTemplateId k_role{"62e90394-69f5-4237-9190-012177145e10"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(engine_);
  }

 private:
  std::mt19937 engine_;
};

Policy random_policy(Random& random, std::uint32_t number) {
  Policy policy;
  policy.id = PolicyId(id_of("b0000000", number));
  policy.state = random.below(5) == 0 ? PolicyState::disabled : PolicyState::enabled;
  Users& users = policy.conditions.users.emplace();
  for (std::uint32_t i = random.below(3); i > 0; --i)
    users.include_groups.push_back(group_id(random.below(k_groups + 2)));
  if (random.below(3) == 0) users.exclude_groups = {group_id(random.below(k_groups))};
  if (random.below(3) == 0) users.exclude_users = {user_id(random.below(k_users))};
  if (random.below(3) == 0) users.include_roles = {k_role};
  return policy;
}

// Nested groups with cycles, guests, a role held through a group, some with transitiveMemberOf.
TenantSnapshot random_tenant(Random& random) {
  TenantSnapshot tenant;
  tenant.users.exported = tenant.groups.exported = tenant.policies.exported = true;
  tenant.role_assignments.exported = true;
  for (std::uint32_t i = 0; i < k_users; ++i) {
    User user;
    user.id = user_id(i);
    user.user_principal_name = "u" + std::to_string(i) + "@contoso.example";
    user.user_type = random.below(6) == 0 ? UserType::guest : UserType::member;
    if (random.below(8) == 0)
      user.transitive_member_of = std::vector{group_id(random.below(k_groups + 2))};
    tenant.users.items.push_back(std::move(user));
  }
  for (std::uint32_t i = 0; i < k_groups; ++i) {
    Group group;
    group.id = group_id(i);
    group.members.emplace();
    for (std::uint32_t n = random.below(12); n > 0; --n)
      group.members->push_back(DirectoryObjectId(user_id(random.below(k_users + 3)).text()));
    for (std::uint32_t n = random.below(3); n > 0; --n)
      group.members->push_back(DirectoryObjectId(group_id(random.below(k_groups)).text()));
    tenant.groups.items.push_back(std::move(group));
  }
  RoleAssignment assignment;
  assignment.role = k_role;
  assignment.principal = DirectoryObjectId(
      random.below(2) == 0 ? group_id(random.below(k_groups)).text() : user_id(3).text());
  tenant.role_assignments.items = {assignment};
  for (std::uint32_t i = 0; i < 5; ++i) tenant.policies.items.push_back(random_policy(random, i));
  return tenant;
}

struct Named {
  std::set<GroupId> groups;
  std::set<UserId> users;
};

Named named_by(const TenantSnapshot& tenant) {
  Named named;
  for (const Policy& policy : tenant.policies.items) {
    if (policy.state == PolicyState::disabled) continue;
    const Users& users = *policy.conditions.users;
    for (const auto* groups : {&users.include_groups, &users.exclude_groups})
      named.groups.insert(groups->begin(), groups->end());
    named.users.insert(users.exclude_users.begin(), users.exclude_users.end());
    if (users.include_roles.empty()) continue;
    const DirectoryObjectId& holder = tenant.role_assignments.items.front().principal;
    named.groups.insert(GroupId(holder.text()));
    named.users.insert(UserId(holder.text()));
  }
  return named;
}

// What tells a person apart, in words.
std::string looks(const People& people, const Named& named, People::Row row) {
  std::set<std::string> groups;
  for (const People::GroupIndex group : people.groups_of(row))
    if (named.groups.contains(people.group_id(group))) groups.insert(people.group_id(group).text());
  for (const GroupId& id : people.unlisted_groups_of(row))
    if (named.groups.contains(id)) groups.insert(id.text());
  std::string text = std::to_string(people.possible_kinds(row)) +
                     (people.lists_own_groups(row) ? " own" : "") +
                     (row < people.user_count() ? " user" : "");
  for (const std::string& group : groups) text += " " + group;
  if (named.users.contains(people.id(row))) text += " " + people.id(row).text();
  return text;
}

CompiledTenant compiled(const TenantSnapshot& tenant, std::shared_ptr<const People> people) {
  return {std::make_shared<const TenantSnapshot>(tenant), std::move(people), EvaluationOptions{}};
}

// The number of different looks in each class, and of classes for each look.
void expect_classes(const UserClasses& classes, const People& people, const Named& named,
                    bool exactly) {
  std::map<UserClasses::Class, std::set<std::string>> looks_of;
  std::map<std::string, std::set<UserClasses::Class>> classes_of;
  ASSERT_EQ(classes.class_of_row().size(), people.size());
  for (People::Row row = 0; row < people.size(); ++row) {
    const UserClasses::Class number = classes.class_of_row()[row];
    ASSERT_LT(number, classes.count());
    EXPECT_EQ(classes.class_of_row()[classes.representatives()[number]], number);
    looks_of[number].insert(looks(people, named, row));
    classes_of[looks(people, named, row)].insert(number);
  }
  for (const auto& [number, different] : looks_of)
    EXPECT_EQ(different.size(), 1U) << testing::PrintToString(different);
  if (!exactly) return;
  for (const auto& [look, numbers] : classes_of) EXPECT_EQ(numbers.size(), 1U) << look;
}

TEST(UserClasses, hold_exactly_those_who_look_the_same) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const TenantSnapshot tenant = random_tenant(random);
    const auto people = std::make_shared<const People>(people_of(tenant));
    expect_classes(UserClasses::of(compiled(tenant, people)), *people, named_by(tenant), true);
  }
}

TEST(UserClasses, are_split_when_policies_name_somebody_new) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    TenantSnapshot tenant = random_tenant(random);
    const auto people = std::make_shared<const People>(people_of(tenant));
    UserClasses classes = UserClasses::of(compiled(tenant, people));
    for (std::uint32_t i = 0; i < 4; ++i) {
      tenant.policies.items[i] = random_policy(random, i);
      classes = classes.refined_for(compiled(tenant, people));
      expect_classes(classes, *people, named_by(tenant), false);
    }
  }
}

}  // namespace
}  // namespace caprock
