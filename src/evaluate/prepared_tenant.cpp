#include "evaluate/prepared_tenant.h"

#include <algorithm>
#include <iterator>

#include "evaluate/session.h"

namespace caprock::evaluate {
namespace {

std::vector<std::chrono::seconds> limits_of(std::span<const CompiledPolicy> policies) {
  std::vector<std::chrono::seconds> limits;
  for (const CompiledPolicy& one : policies)
    if (const auto limit = frequency_limit(*one.policy)) limits.push_back(*limit);
  std::sort(limits.begin(), limits.end());
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

PreparedTenant::StandIns stand_ins_of(std::span<const CompiledPolicy> policies,
                                      const PolicyColumns& columns) {
  PreparedTenant::StandIns result;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const CompiledPolicy& compiled = policies[i];
    const CompiledControls& controls = compiled.controls;
    if (!compiled.may_be_enforced()) continue;
    if (controls.remediates_risk) add_column(result.password_changes, columns.column_of(i));
    if (controls.strengthens_registration) add_column(result.strengths, columns.column_of(i));
    if ((controls.remediates_risk && controls.changes_password) ||
        (controls.strengthens_registration && compiled.targets.includes_all))
      add_column(result.for_themselves, columns.column_of(i));
  }
  return result;
}

UserMentions mentions_in(const CompiledTenant& tenant) {
  return mentions_of(tenant.snapshot().policies.items, tenant.snapshot(), tenant.people());
}

UserClasses classes_of(const CompiledTenant& tenant) {
  return UserClasses::of(tenant.people(), mentions_in(tenant));
}

// REQUIRES: both sorted.
template <class T>
std::vector<T> beyond(const std::vector<T>& all, const std::vector<T>& known) {
  std::vector<T> rest;
  std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(rest));
  return rest;
}
template <class T>
std::vector<T> together(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}
UserMentions beyond(const UserMentions& all, const UserMentions& known) {
  return {beyond(all.groups, known.groups), beyond(all.people, known.people),
          beyond(all.unlisted_groups, known.unlisted_groups)};
}
UserMentions together(const UserMentions& a, const UserMentions& b) {
  return {together(a.groups, b.groups), together(a.people, b.people),
          together(a.unlisted_groups, b.unlisted_groups)};
}

}  // namespace

void fill_mask(std::span<MaskBlock> masks, const PolicyColumns& columns, const Facts& facts,
               std::size_t policy, Dimension dimension) {
  const std::uint32_t column = columns.column_of(policy);
  const Match answer = match(facts, facts.tenant.policies()[policy], dimension);
  if (answer == Match::yes) set_column(masks.first(columns.blocks()), column);
  if (answer != Match::no) set_column(masks.last(columns.blocks()), column);
}

// What a tenant prepared before can still be used for.
struct PreparedTenant::Before {
  const PreparedTenant& tenant;
  std::vector<std::uint32_t> columns;  // by policy of the new tenant: the old column, if unchanged
};

PreparedTenant::PreparedTenant(const std::shared_ptr<const CompiledTenant>& tenant)
    : PreparedTenant(tenant, mentions_in(*tenant), classes_of(*tenant), nullptr) {}

PreparedTenant::PreparedTenant(std::shared_ptr<const CompiledTenant> tenant, UserMentions mentioned,
                               UserClasses classes, const Before* before)
    : tenant_(std::move(tenant)),
      mentioned_(std::move(mentioned)),
      classes_(std::move(classes)),
      columns_(tenant_->policies()),
      subjects_(columns_.blocks()),
      frequency_limits_(limits_of(tenant_->policies())),
      stand_ins_(stand_ins_of(tenant_->policies(), columns_)) {
  number_rows(mask_numbers(before));
}

PreparedTenant PreparedTenant::with(std::shared_ptr<const CompiledTenant> changed) const {
  UserMentions all = mentions_in(*changed);
  const UserMentions more = beyond(all, mentioned_);
  UserClasses classes =
      more == UserMentions{} ? classes_ : classes_.refined(changed->people(), more);
  // What is no longer mentioned still tells people apart.
  all = together(all, mentioned_);
  Before before{*this, {}};
  const auto old = tenant_->policies();
  const auto policies = changed->policies();
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const bool same = i < old.size() && *policies[i].policy == *old[i].policy;
    before.columns.push_back(same ? columns_.column_of(i) : PolicyColumns::k_no_column);
  }
  return PreparedTenant(std::move(changed), std::move(all), std::move(classes), &before);
}

// Somebody of the class who is found under their own id.
People::Row PreparedTenant::representative(UserClasses::ClassId number) const {
  const auto lost = tenant_->people().lost_rows();
  const People::Row row = classes_.representative(number);
  if (!std::binary_search(lost.begin(), lost.end(), row)) return row;
  for (People::Row other = 0; other < tenant_->people().size(); ++other)
    if (classes_.class_of(other) == number && !std::binary_search(lost.begin(), lost.end(), other))
      return other;
  return row;
}

// Judges one person of each class; classes with equal masks become one. What a policy said of
// somebody before it still says if it is unchanged.
std::vector<std::uint32_t> PreparedTenant::mask_numbers(const Before* before) {
  const auto policies = tenant_->policies();
  const std::size_t blocks = columns_.blocks();
  std::vector<std::uint32_t> numbers;
  std::vector<MaskBlock> masks(2 * blocks);
  SignIn sign_in;
  for (UserClasses::ClassId number = 0; number < classes_.count(); ++number) {
    const People::Row row = representative(number);
    sign_in.subject.user.id = tenant_->people().id(row);
    const Facts facts = gather(*tenant_, sign_in);
    std::fill(masks.begin(), masks.end(), MaskBlock{});
    const std::uint32_t old = before ? before->tenant.class_of(row) : 0;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      const std::uint32_t column = columns_.column_of(i);
      if (column == PolicyColumns::k_no_column) continue;
      const std::uint32_t known = before ? before->columns[i] : PolicyColumns::k_no_column;
      if (known == PolicyColumns::k_no_column) {
        fill_mask(masks, columns_, facts, i, Dimension::subject);
        continue;
      }
      const MaskTable& judged = before->tenant.subjects();
      if (has_column(judged.certain(old), known))
        set_column(std::span(masks).first(blocks), column);
      if (has_column(judged.possible(old), known))
        set_column(std::span(masks).last(blocks), column);
    }
    numbers.push_back(subjects_.intern(masks));
  }
  return numbers;
}

void PreparedTenant::number_rows(const std::vector<std::uint32_t>& mask_numbers) {
  const People::Row rows = tenant_->people().size();
  if (subjects_.size() <= UINT16_MAX + std::size_t{1}) {
    narrow_.resize(rows);
    for (People::Row row = 0; row < rows; ++row)
      narrow_[row] = static_cast<std::uint16_t>(mask_numbers[classes_.class_of(row)]);
  } else {
    wide_.resize(rows);
    for (People::Row row = 0; row < rows; ++row) wide_[row] = mask_numbers[classes_.class_of(row)];
  }
}

}  // namespace caprock::evaluate
