// A rule with a tenant in which it finds something and one in which it does not.
#pragma once

#include <span>
#include <string_view>

namespace caprock {

struct RulePair {
  std::string_view rule;
  std::string_view wrong;  // see lint_world
  std::string_view right;
};

// Of rules that look beyond the single policy: accounts, apps, licences, settings.
std::span<const RulePair> tenant_rule_pairs();

// Of rules about external users, workloads, trials, names, and the structure of a tenant.
std::span<const RulePair> structural_rule_pairs();

}  // namespace caprock
