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

PreparedTenant::PreparedTenant(std::shared_ptr<const CompiledTenant> tenant)
    : PreparedTenant(tenant, UserClasses::of(*tenant)) {}

PreparedTenant::PreparedTenant(std::shared_ptr<const CompiledTenant> tenant, UserClasses classes)
    : tenant_(std::move(tenant)),
      classes_(std::make_shared<const UserClasses>(std::move(classes))),
      columns_(tenant_->policies()),
      subjects_(columns_.blocks()),
      frequency_limits_(limits_of(tenant_->policies())),
      risk_remediations_(
          columns_demanding(tenant_->policies(), columns_, BuiltInControl::risk_remediation)),
      password_changes_(
          columns_demanding(tenant_->policies(), columns_, BuiltInControl::password_change)) {
  number_rows(mask_numbers());
}

PreparedTenant PreparedTenant::with(std::shared_ptr<const CompiledTenant> changed) const {
  UserClasses classes = classes_->refined_for(*changed);
  return PreparedTenant(std::move(changed), std::move(classes));
}

// Judges one person of each class; classes with equal masks become one. A class of which nobody is
// left costs a mask, nothing more.
std::vector<std::uint32_t> PreparedTenant::mask_numbers() {
  std::vector<std::uint32_t> numbers;
  std::vector<MaskBlock> masks(2 * columns_.blocks());
  SignIn sign_in;
  for (const People::Row row : classes_->representatives()) {
    sign_in.subject.user.id = tenant_->people().id(row);
    std::fill(masks.begin(), masks.end(), MaskBlock{});
    fill_masks(masks, columns_, gather(*tenant_, sign_in), Dimension::subject);
    numbers.push_back(subjects_.intern(masks));
  }
  return numbers;
}

void PreparedTenant::number_rows(const std::vector<std::uint32_t>& mask_numbers) {
  const auto& classes = classes_->class_of_row();
  if (subjects_.size() <= UINT16_MAX + std::size_t{1}) {
    narrow_.resize(classes.size());
    for (std::size_t row = 0; row < classes.size(); ++row)
      narrow_[row] = static_cast<std::uint16_t>(mask_numbers[classes[row]]);
  } else {
    wide_.resize(classes.size());
    for (std::size_t row = 0; row < classes.size(); ++row) wide_[row] = mask_numbers[classes[row]];
  }
}

}  // namespace caprock::evaluate
