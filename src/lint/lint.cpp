#include "lint/lint.h"

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "lint/group_nesting.h"
#include "model/sign_in.h"

namespace caprock {
namespace {

// V, L, C; then the number.
bool rule_precedes(std::string_view a, std::string_view b) {
  return a.front() != b.front() ? a.front() > b.front() : a < b;
}

std::vector<const Rule*> joined_tables() {
  std::vector<const Rule*> all;
  for (const std::span<const Rule> table :
       {shape_rules(),     target_rules(),     user_rules(),   reference_rules(), client_rules(),
        place_rules(),     filter_rules(),     grant_rules(),  session_rules(),   guest_rules(),
        workload_rules(),  lock_out_rules(),   object_rules(), audience_rules(),  account_rules(),
        frequency_rules(), tenant_rules(),     group_rules(),  overlap_rules(),   trial_rules(),
        strength_rules(),  unmeetable_rules(), name_rules()})
    for (const Rule& rule : table) all.push_back(&rule);
  std::sort(all.begin(), all.end(),
            [](const Rule* a, const Rule* b) { return rule_precedes(a->id, b->id); });
  return all;
}

constexpr std::uint8_t bit(ExternalKind kind) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

KnownStrangers strangers_among(const People& people) {
  if (!people.users_exported()) return KnownStrangers::unknown;
  constexpr unsigned k_at_home = bit(ExternalKind::none) | bit(ExternalKind::internal_guest);
  bool all_at_home = true;
  for (People::Row row = 0; row < people.user_count(); ++row) {
    const std::uint8_t kinds = people.possible_kinds(row);
    if ((kinds & k_at_home) == 0) return KnownStrangers::some;
    all_at_home = all_at_home && (kinds & ~k_at_home) == 0;
  }
  return all_at_home ? KnownStrangers::none : KnownStrangers::unknown;
}

}  // namespace

LintInput::LintInput(const CompiledTenant& tenant, Instant now)
    : tenant_(tenant),
      now_(now),
      peopled_groups_(with_groups_around(tenant.people(), tenant.people().direct_groups().items)),
      strangers_(strangers_among(tenant.people())) {}

bool LintInput::is_empty_group(const GroupId& group) const {
  const People& people = tenant_.people();
  const auto index = people.find_group(group.text());
  return index && !peopled_groups_[*index] && people.unlisted_within(*index).empty();
}

void Findings::look_at(const Policy& policy) {
  look_at(policy.display_name, policy.id.text(), policy.origin);
  policy_ = policy.id;
  is_off_ = policy.state == PolicyState::disabled;
}

void Findings::look_at(std::string_view name, std::string_view id, const Origin& origin) {
  origin_ = &origin;
  subject_ = printable(name.empty() ? id : name);
  policy_ = PolicyId();
  is_off_ = false;
}

void Findings::add(std::string_view pointer, std::string message) {
  add(pointer, std::move(message), rule_.severity);
}

void Findings::add(std::string_view pointer, std::string message, Severity severity) {
  if (is_off_ && rule_.id.starts_with('L')) {
    severity = Severity::note;
    message += "; the policy is off";
  }
  Place where = origin_->where;
  where.pointer += pointer;
  out_.push_back({rule_.id, severity, std::move(where), std::string(pointer), policy_, subject_,
                  std::move(message), rule_.why, rule_.fix});
}

const std::vector<const Rule*>& lint_rules() {
  static const std::vector<const Rule*> rules = joined_tables();
  return rules;
}

const Rule* lint_rule(std::string_view id) {
  for (const Rule* rule : lint_rules())
    if (equal_ignoring_case(rule->id, id)) return rule;
  return nullptr;
}

bool precedes(const Finding& a, const Finding& b) {
  return a.severity != b.severity ? a.severity > b.severity : rule_precedes(a.rule, b.rule);
}

std::vector<Finding> lint(const CompiledTenant& tenant, Instant now) {
  const LintInput input(tenant, now);
  std::vector<Finding> out;
  for (const Rule* rule : lint_rules()) {
    Findings findings(*rule, out);
    if (rule->check != nullptr) rule->check(input, findings);
  }
  std::stable_sort(out.begin(), out.end(), precedes);
  return out;
}

}  // namespace caprock
