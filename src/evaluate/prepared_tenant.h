// A compiled tenant with its people sorted into classes, ready for prepared decisions.
//
// A class holds everybody whom no policy can tell apart by who they are; its masks say which
// policies' user conditions they meet. Immutable; preparers of any number of threads share it.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "base/huge_pages.h"
#include "compile/compiled_tenant.h"
#include "compile/policy_columns.h"
#include "compile/user_classes.h"
#include "evaluate/conditions.h"
#include "evaluate/mask_table.h"

namespace caprock::evaluate {

class PreparedTenant {
 public:
  // Cost: people, and classes times policies.
  explicit PreparedTenant(const std::shared_ptr<const CompiledTenant>& tenant);

  // The same tenant under changed policies; keeps what of classes and masks still holds. REQUIRES:
  // the tenants differ in their policies only.
  PreparedTenant with(std::shared_ptr<const CompiledTenant> changed) const;

  const CompiledTenant& tenant() const { return *tenant_; }
  const PolicyColumns& columns() const { return columns_; }

  // Masks of the classes of people.
  const MaskTable& subjects() const { return subjects_; }
  // The mask of a row, and the class that it comes from: different classes may have equal masks.
  std::uint32_t class_of(People::Row row) const noexcept {
    return narrow_.empty() ? wide_[row] : narrow_[row];
  }
  // Asks memory for it. Always inline: g++ leaves out calls of functions without effect.
  [[gnu::always_inline]] void prefetch_class(People::Row row) const noexcept {
    if (!narrow_.empty()) __builtin_prefetch(&narrow_[row]);
  }
  UserClasses::ClassId user_class(People::Row row) const noexcept { return classes_.class_of(row); }
  // By row; one of these is nullptr.
  const std::uint16_t* narrow_classes() const { return narrow_.empty() ? nullptr : narrow_.data(); }
  const std::uint32_t* wide_classes() const { return wide_.empty() ? nullptr : wide_.data(); }

  // Ages of an authentication at which some policy's sign-in frequency starts to be exceeded,
  // ascending (CA 2.14.1).
  std::span<const std::chrono::seconds> frequency_limits() const { return frequency_limits_; }
  // Columns of policies that are, or may be, enforced, and whose demand puts a demand of others
  // aside.
  struct StandIns {
    std::vector<ColumnsInWord>
        password_changes;  // for a password change: risk remediation (CA 2.12)
    std::vector<ColumnsInWord>
        strengths;  // when registering: strengths of all resources (CA 2.12.1)
    std::vector<ColumnsInWord> for_themselves;  // those that demand what they would put aside
  };
  const StandIns& stand_ins() const { return stand_ins_; }

 private:
  struct Before;

  PreparedTenant(std::shared_ptr<const CompiledTenant> tenant, UserMentions mentioned,
                 UserClasses classes, const Before* before);
  People::Row representative(UserClasses::ClassId number) const;
  std::vector<std::uint32_t> mask_numbers(const Before* before);
  void number_rows(const std::vector<std::uint32_t>& mask_numbers);

  std::shared_ptr<const CompiledTenant> tenant_;
  UserMentions mentioned_;  // whom the classes tell apart
  UserClasses classes_;
  PolicyColumns columns_;
  MaskTable subjects_;
  std::vector<std::uint16_t, HugePages<std::uint16_t>>
      narrow_;                       // when 16 bits hold the number of classes
  std::vector<std::uint32_t> wide_;  // otherwise
  std::vector<std::chrono::seconds> frequency_limits_;
  StandIns stand_ins_;
};

// Sets the bits of a policy, which has a column, if its conditions of the dimension match: `masks`
// holds the certain blocks, then the possible ones.
void fill_mask(std::span<MaskBlock> masks, const PolicyColumns& columns, const Facts& facts,
               std::size_t policy, Dimension dimension);

}  // namespace caprock::evaluate
