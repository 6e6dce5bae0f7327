#include "lint/lint.h"

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

// V, L, C; then the number.
bool rule_precedes(std::string_view a, std::string_view b) {
  return a.front() != b.front() ? a.front() > b.front() : a < b;
}

std::vector<const Rule*> joined_tables() {
  std::vector<const Rule*> all;
  for (const std::span<const Rule> table :
       {shape_rules(), target_rules(), user_rules(), reference_rules(), client_rules(),
        place_rules(), filter_rules(), grant_rules(), session_rules(), guest_rules(),
        workload_rules(), lock_out_rules(), object_rules(), audience_rules(), account_rules(),
        frequency_rules(), tenant_rules()})
    for (const Rule& rule : table) all.push_back(&rule);
  std::sort(all.begin(), all.end(),
            [](const Rule* a, const Rule* b) { return rule_precedes(a->id, b->id); });
  return all;
}

// Groups with somebody in them, and every group around those.
std::vector<bool> peopled_groups_of(const People& people) {
  std::vector<bool> peopled(people.group_count(), false);
  std::vector<People::GroupIndex> to_do;
  const auto reach = [&](People::GroupIndex group) {
    if (peopled[group]) return;
    peopled[group] = true;
    to_do.push_back(group);
  };
  for (const People::GroupIndex group : people.direct_groups().items) reach(group);
  while (!to_do.empty()) {
    const People::GroupIndex group = to_do.back();
    to_do.pop_back();
    for (const People::GroupIndex parent : people.parent_groups(group)) reach(parent);
  }
  return peopled;
}

}  // namespace

LintInput::LintInput(const CompiledTenant& tenant, Instant now)
    : tenant_(tenant), now_(now), peopled_groups_(peopled_groups_of(tenant.people())) {}

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
