#include "evaluate/prepared_tenant.h"

#include <algorithm>

namespace caprock::evaluate {
namespace {

// CA 2.14.1: "every time" tolerates five minutes, and so does everything shorter.
constexpr std::chrono::seconds k_tolerance = std::chrono::minutes(5);

std::vector<std::chrono::seconds> limits_of(std::span<const CompiledPolicy> policies) {
  std::vector<std::chrono::seconds> limits = {k_tolerance};
  for (const CompiledPolicy& one : policies) {
    const auto& controls = one.policy->session_controls;
    if (!controls || !controls->sign_in_frequency) continue;
    if (const auto period = controls->sign_in_frequency->period())
      limits.push_back(std::max(*period, k_tolerance));
  }
  std::sort(limits.begin(), limits.end());
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

std::vector<std::uint32_t> columns_demanding(std::span<const CompiledPolicy> policies,
                                             const PolicyColumns& columns, BuiltInControl control) {
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const Policy& policy = *policies[i].policy;
    if (policy.state != PolicyState::enabled || !policy.grant_controls) continue;
    const auto& controls = policy.grant_controls->built_in_controls;
    if (std::find(controls.begin(), controls.end(), control) != controls.end())
      found.push_back(columns.column_of(i));
  }
  return found;
}

void set_column(std::span<MaskBlock> mask, std::uint32_t column) {
  mask[column / 512].words[column % 512 / 64] |= std::uint64_t{1} << (column % 64);
}

}  // namespace

void fill_masks(std::span<MaskBlock> masks, const PolicyColumns& columns, const Facts& facts,
                Dimension dimension) {
  const auto policies = facts.tenant.policies();
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const std::uint32_t column = columns.column_of(i);
    if (column == PolicyColumns::k_no_column) continue;
    const Match answer = match(facts, policies[i], dimension);
    if (answer == Match::yes) set_column(masks.first(columns.blocks()), column);
    if (answer != Match::no) set_column(masks.last(columns.blocks()), column);
  }
}

}  // namespace caprock::evaluate
