// Groups in groups: what lies around one, and in which order to go through them all.
#pragma once

#include <span>
#include <vector>

#include "model/people.h"

namespace caprock {

// These groups and every group around them, by index. Cost: memberships of groups in groups.
std::vector<bool> with_groups_around(const People& people,
                                     std::span<const People::GroupIndex> groups);

// Every group after the groups nested in it. Groups in a circle, and those around one, are left
// out. Cost: as above.
std::vector<People::GroupIndex> inner_groups_first(const People& people);

}  // namespace caprock
