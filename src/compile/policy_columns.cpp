#include "compile/policy_columns.h"

#include <algorithm>

namespace caprock {
namespace {

constexpr std::size_t k_columns_in_kind = 8;

// Where an object was read does not change what it demands.
bool same_strength(const std::optional<StrengthReference>& a,
                   const std::optional<StrengthReference>& b) {
  if (!a || !b) return !a && !b;
  if (a->id != b->id || a->inline_copy.has_value() != b->inline_copy.has_value()) return false;
  if (!a->inline_copy) return true;
  AuthenticationStrength left = *a->inline_copy;
  AuthenticationStrength right = *b->inline_copy;
  left.origin = {};
  right.origin = {};
  return left == right;
}

bool same_grants(const std::optional<GrantControls>& a, const std::optional<GrantControls>& b) {
  if (!a || !b) return !a && !b;
  return a->combine == b->combine && a->built_in_controls == b->built_in_controls &&
         a->custom_authentication_factors == b->custom_authentication_factors &&
         a->terms_of_use == b->terms_of_use &&
         same_strength(a->authentication_strength, b->authentication_strength);
}

std::optional<SignInFrequency> frequency(const Policy& policy) {
  return policy.session_controls ? policy.session_controls->sign_in_frequency : std::nullopt;
}

bool protects_tokens(const Policy& policy) {
  return policy.session_controls && policy.session_controls->secure_sign_in_session;
}

}  // namespace

bool demand_the_same(const CompiledPolicy& one, const CompiledPolicy& other) {
  const Policy& a = *one.policy;
  const Policy& b = *other.policy;
  return a.unread.empty() && b.unread.empty() && same_grants(a.grant_controls, b.grant_controls) &&
         frequency(a) == frequency(b) && protects_tokens(a) == protects_tokens(b) &&
         a.conditions.sign_in_risk_levels.empty() == b.conditions.sign_in_risk_levels.empty() &&
         one.targets.includes_all == other.targets.includes_all;
}

PolicyColumns::PolicyColumns(std::span<const CompiledPolicy> policies)
    : columns_(policies.size(), k_no_column) {
  std::vector<std::vector<std::uint32_t>> kinds;
  std::vector<std::uint32_t> report_only;
  for (std::uint32_t i = 0; i < policies.size(); ++i) {
    const Policy& policy = *policies[i].policy;
    if (policy.state == PolicyState::enabled_for_reporting) report_only.push_back(i);
    if (!policies[i].may_be_enforced()) continue;
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& members) {
      return demand_the_same(policies[members.front()], policies[i]);
    });
    if (kind == kinds.end())
      kinds.push_back({i});
    else
      kind->push_back(i);
  }
  for (const auto& members : kinds) place(members, members.front());
  place(report_only, k_no_column);
  blocks_ =
      std::max<std::size_t>(1, (representatives_.size() + k_kinds_in_block - 1) / k_kinds_in_block);
}

void PolicyColumns::place(std::span<const std::uint32_t> group, std::uint32_t representative) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (i % k_columns_in_kind == 0) representatives_.push_back(representative);
    columns_[group[i]] = static_cast<std::uint32_t>(
        (representatives_.size() - 1) * k_columns_in_kind + i % k_columns_in_kind);
  }
}

}  // namespace caprock
