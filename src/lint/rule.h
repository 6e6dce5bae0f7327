// A rule of lint is a row of a table: what it looks for, why that matters, what to do, and how to
// find it.
//
// Rules V.. say what Graph refuses, rules L.. what is legal but surprising, rules
// C.. what follows from the export as a whole. A rule speaks only of what the export shows: where a
// part was not read, or a kind of object was not exported, it is silent or says a note.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "compile/compiled_tenant.h"
#include "lint/finding.h"

namespace caprock {

// Whether people of other directories are among the users: some, if one is for certain; none, if
// nobody can be one.
enum class KnownStrangers : std::uint8_t { unknown, none, some };

// What rules look at. Cost of making one: what CompiledTenant costs, and all memberships once.
class LintInput {
 public:
  // REQUIRES: the tenant outlives this.
  LintInput(const CompiledTenant& tenant, Instant now);

  const CompiledTenant& tenant() const { return tenant_; }
  const TenantSnapshot& snapshot() const { return tenant_.snapshot(); }
  Instant now() const { return now_; }

  // The export has the whole list of policies, so that a policy that is not there does not exist.
  bool has_all_policies() const { return snapshot().policies.exported; }
  // Nobody is in the group, through nested groups either, and its members are listed. False where
  // that is not known.
  bool is_empty_group(const GroupId& group) const;
  KnownStrangers strangers() const { return strangers_; }

 private:
  const CompiledTenant& tenant_;
  Instant now_;
  std::vector<bool> peopled_groups_;  // by the index People gives a group
  KnownStrangers strangers_;
};

struct Rule;

// Where a rule puts what it finds. Bound to the object that is looked at.
class Findings {
 public:
  Findings(const Rule& rule, std::vector<Finding>& out) : rule_(rule), out_(out) {}

  void look_at(const Policy& policy);
  void look_at(std::string_view name, std::string_view id, const Origin& origin);

  // `pointer` is the member inside the object: `/conditions/users/includeUsers/0`. What surprises
  // (rules L) about a policy that is switched off is a note.
  void add(std::string_view pointer, std::string message);
  void add(std::string_view pointer, std::string message, Severity severity);

 private:
  const Rule& rule_;
  std::vector<Finding>& out_;
  const Origin* origin_ = nullptr;
  PolicyId policy_;
  std::string subject_;
  bool is_off_ = false;
};

struct Rule {
  std::string_view id;
  std::string_view title;
  Severity severity = Severity::warning;
  // Marks of evidence: empty is documented, `O` observed, `I` inferred, `X` our choice, `U` unsure.
  std::string_view evidence;
  std::string_view why;
  std::string_view fix;
  void (*check)(const LintInput&, Findings&);  // nullptr: found in other files than SOURCE
};

// Checks for the table made of checks for one object.
template <void (*Check)(const Policy&, const LintInput&, Findings&)>
void each_policy(const LintInput& input, Findings& findings) {
  for (const Policy& policy : input.snapshot().policies.items) {
    findings.look_at(policy);
    Check(policy, input, findings);
  }
}
template <void (*Check)(const Policy&, Findings&)>
void each_policy(const LintInput& input, Findings& findings) {
  for (const Policy& policy : input.snapshot().policies.items) {
    findings.look_at(policy);
    Check(policy, findings);
  }
}
template <void (*Check)(const NamedLocation&, Findings&)>
void each_location(const LintInput& input, Findings& findings) {
  for (const NamedLocation& location : input.snapshot().named_locations.items) {
    findings.look_at(location.display_name, location.id.text(), location.origin);
    Check(location, findings);
  }
}

// The tables of the topics; lint_rules() joins them.
std::span<const Rule> shape_rules();
std::span<const Rule> target_rules();
std::span<const Rule> user_rules();
std::span<const Rule> reference_rules();
std::span<const Rule> client_rules();
std::span<const Rule> place_rules();
std::span<const Rule> filter_rules();
std::span<const Rule> grant_rules();
std::span<const Rule> session_rules();
std::span<const Rule> guest_rules();
std::span<const Rule> workload_rules();
std::span<const Rule> lock_out_rules();
std::span<const Rule> object_rules();
std::span<const Rule> audience_rules();
std::span<const Rule> account_rules();
std::span<const Rule> frequency_rules();
std::span<const Rule> tenant_rules();
std::span<const Rule> group_rules();
std::span<const Rule> overlap_rules();
std::span<const Rule> trial_rules();
std::span<const Rule> strength_rules();
std::span<const Rule> unmeetable_rules();
std::span<const Rule> name_rules();

}  // namespace caprock
