#include "lint/group_nesting.h"

namespace caprock {

std::vector<bool> with_groups_around(const People& people,
                                     std::span<const People::GroupIndex> groups) {
  std::vector<bool> reached(people.group_count(), false);
  std::vector<People::GroupIndex> to_do;
  const auto reach = [&](People::GroupIndex group) {
    if (reached[group]) return;
    reached[group] = true;
    to_do.push_back(group);
  };
  for (const People::GroupIndex group : groups) reach(group);
  while (!to_do.empty()) {
    const People::GroupIndex group = to_do.back();
    to_do.pop_back();
    for (const People::GroupIndex parent : people.parent_groups(group)) reach(parent);
  }
  return reached;
}

std::vector<People::GroupIndex> inner_groups_first(const People& people) {
  std::vector<std::size_t> to_come(people.group_count(), 0);  // nested groups not yet in the order
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    for (const People::GroupIndex parent : people.parent_groups(group)) ++to_come[parent];
  std::vector<People::GroupIndex> order;
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    if (to_come[group] == 0) order.push_back(group);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const People::GroupIndex parent : people.parent_groups(order[i]))
      if (--to_come[parent] == 0) order.push_back(parent);
  return order;
}

}  // namespace caprock
