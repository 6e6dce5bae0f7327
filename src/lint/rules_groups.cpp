// Groups in groups, and people in many of them: L50, C07.
#include <algorithm>
#include <array>

#include "lint/group_nesting.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// --- L50
constexpr std::size_t k_many_groups = 2048;
constexpr std::size_t k_too_many_groups = 4096;

// At most so many groups are a group and those around it; past the limits any number will do.
std::vector<std::size_t> most_groups_around(const People& people) {
  constexpr std::size_t k_enough = k_too_many_groups + 1;
  std::vector<std::size_t> most(people.group_count(), k_enough);
  const std::vector<People::GroupIndex> order = inner_groups_first(people);
  for (auto group = order.rbegin(); group != order.rend(); ++group) {
    std::size_t sum = 1;
    for (const People::GroupIndex parent : people.parent_groups(*group)) sum += most[parent];
    most[*group] = std::min(sum, k_enough);
  }
  return most;
}

// Exact where there are many; fewer are not counted.
std::size_t count_groups(const People& people, People::Row row,
                         const std::vector<std::size_t>& most_around) {
  const std::size_t unlisted = people.unlisted_groups_of(row).size();
  std::size_t most = unlisted;
  for (const People::GroupIndex group : people.direct_groups(row)) most += most_around[group];
  return most > k_many_groups ? people.groups_of(row).size() + unlisted : 0;
}

void users_have_few_groups(const LintInput& input, Findings& findings) {
  const People& people = input.tenant().people();
  const std::vector<User>& users = input.snapshot().users.items;
  const std::vector<std::size_t> most_around = most_groups_around(people);
  const auto rows = std::min<std::size_t>(users.size(), people.user_count());
  for (People::Row row = 0; row < rows; ++row) {
    const std::size_t count = count_groups(people, row, most_around);
    if (count <= k_many_groups) continue;
    const User& user = users[row];
    findings.look_at(user.display_name.empty() ? user.user_principal_name : user.display_name,
                     user.id.text(), user.origin);
    findings.add("", "in " + std::to_string(count) + " groups, through nested ones as well",
                 count > k_too_many_groups ? Severity::error : Severity::warning);
  }
}

// --- C07
constexpr std::size_t k_deep = 5;

// Levels of groups from this one down, itself included; 0 where they run in a circle.
std::vector<std::size_t> levels_of(const People& people) {
  std::vector<std::size_t> below(people.group_count(), 0), levels(people.group_count(), 0);
  for (const People::GroupIndex group : inner_groups_first(people)) {
    levels[group] = below[group] + 1;
    for (const People::GroupIndex parent : people.parent_groups(group))
      below[parent] = std::max(below[parent], levels[group]);
  }
  return levels;
}

std::string depth_in_words(std::size_t levels) {
  if (levels == 0) return "groups are nested in a circle in ";
  return "groups are nested " + std::to_string(levels) + " levels deep in ";
}

void groups_are_shallow(const LintInput& input, Findings& findings) {
  const People& people = input.tenant().people();
  const std::vector<std::size_t> levels = levels_of(people);
  const auto look = [&](const std::vector<GroupId>& groups, std::string_view pointer) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto index = people.find_group(groups[i].text());
      if (!index || (levels[*index] > 0 && levels[*index] <= k_deep)) continue;
      const std::string_view name = people.group_name(*index);
      findings.add(entry(pointer, i), depth_in_words(levels[*index]) +
                                          in_backticks(name.empty() ? groups[i].text() : name));
    }
  };
  for (const Policy& policy : input.snapshot().policies.items) {
    if (!policy.conditions.users) continue;
    findings.look_at(policy);
    look(policy.conditions.users->include_groups, "/conditions/users/includeGroups");
    look(policy.conditions.users->exclude_groups, "/conditions/users/excludeGroups");
  }
}

constexpr std::array k_groups_rules = {
    Rule{"L50", "user in more groups than policies see", Severity::warning, "U",
         "beyond 2048 groups a sign-in may be refused, and beyond 4096 policies for groups may "
         "not be enforced",
         "take the account out of groups, or name it in the policies by id", users_have_few_groups},
    Rule{"C07", "group in a policy that is nested deep", Severity::note, "X",
         "nobody can tell by looking who is meant: more than five levels, or a circle, are seldom "
         "intended",
         "put people into the group itself, or make it a dynamic one", groups_are_shallow},
};

}  // namespace

std::span<const Rule> group_rules() { return k_groups_rules; }

}  // namespace caprock
