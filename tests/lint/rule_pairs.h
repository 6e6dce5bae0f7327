// A tenant in which a rule finds something and one in which it does not.
#pragma once

#include <string_view>
#include <vector>

namespace caprock {

struct RulePair {
  std::string_view rule;
  std::string_view wrong;  // see lint_world
  std::string_view right;
};

// Of rules about external users, workloads, trials, names, and the structure of a tenant.
std::vector<RulePair> structural_pairs();

}  // namespace caprock
