#include "evaluate/outcome.h"

#include <algorithm>

namespace caprock::evaluate {
namespace {

// CA 1.15.1: logs stop behind the first stage that is not passed. The policy's own reasons, such as
// being empty, have no stage and no bit.
enum class Stage : std::uint8_t { none, resource, subject, others };

struct LogRow {
  Stage stage = Stage::none;
  std::uint32_t bit = 0;
};

// CA 1.15.4: bits above 2048 are counted from the documented order of the members.
LogRow log_row(Condition condition) {
  switch (condition) {
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy: return {};
    case Condition::applications:
    case Condition::user_actions:
    case Condition::authentication_context: return {Stage::resource, 1};
    case Condition::users: return {Stage::subject, 2};
    case Condition::workload_identities:
    case Condition::agent_identities: return {Stage::subject, 8192};
    case Condition::client_app_types: return {Stage::others, 16};
    case Condition::platforms: return {Stage::others, 4};
    case Condition::locations: return {Stage::others, 8};
    case Condition::devices: return {Stage::others, 256};
    case Condition::sign_in_risk: return {Stage::others, 32};
    case Condition::service_principal_risk: return {Stage::others, 16384};
    case Condition::user_risk: return {Stage::others, 64};
    case Condition::insider_risk: return {Stage::others, 65536};
    case Condition::authentication_flows: return {Stage::others, 32768};
    case Condition::agent_id_risk:
    case Condition::unread: return {Stage::others, 0};
  }
  return {};
}

constexpr std::uint32_t k_ip_address_seen = 1024;

void note(LogMasks& masks, const ConditionResult& result, std::uint32_t bit) {
  if (result.match == Match::yes) masks.satisfied |= bit;
  if (result.match != Match::no) return;
  masks.not_satisfied |= bit;
  if (result.condition == Condition::locations)
    masks.not_satisfied |= k_ip_address_seen;  // CA 1.15.3
}

// CA 2.17.2: with AND one missing control that no person can supply is enough, with OR it takes
// that there is no missing one that a person can supply. REQUIRES: certainly not satisfied.
Match is_beyond_the_user(const Demands& demands) {
  if (demands.blocks) return Match::yes;
  Match with_all = demands.has_unread_control ? Match::unknown : Match::no;
  Match with_one = Match::yes;
  for (const Demand& one : demands.controls) {
    if (!one.needs_user)
      with_all = any_of(with_all, negate(one.result.met));
    else if (one.result.met == Match::no)
      with_one = Match::no;
  }
  if (demands.has_unread_operator && with_all != with_one) return Match::unknown;
  return demands.combine == GrantOperator::all ? with_all : with_one;
}

PolicyOutcome report_only_refusal(const Demands& demands) {
  switch (is_beyond_the_user(demands)) {
    case Match::yes: return PolicyOutcome::report_only_failure;
    case Match::unknown: return PolicyOutcome::undetermined;
    case Match::no: break;
  }
  return PolicyOutcome::report_only_interrupted;
}

// CA 2.17.4
bool is_never_run(const Facts& facts, const Policy& policy) {
  return !policy.conditions.applications.include_user_actions.empty() && !facts.whatif();
}

PolicyOutcome report_only_outcome(const Demands& demands, Match stopped) {
  if (demands.satisfied.match == Match::no) return report_only_refusal(demands);
  if (demands.satisfied.match == Match::unknown || stopped == Match::unknown)
    return PolicyOutcome::undetermined;
  return stopped == Match::yes ? PolicyOutcome::report_only_interrupted
                               : PolicyOutcome::report_only_success;
}

}  // namespace

LogMasks log_masks(const std::vector<ConditionResult>& conditions) {
  LogMasks masks;
  if (!conditions.empty() && conditions.front().condition == Condition::state)
    return masks;  // CA 1.15.5
  for (const Stage stage : {Stage::resource, Stage::subject, Stage::others}) {
    bool passed = true;
    for (const ConditionResult& result : conditions) {
      const LogRow row = log_row(result.condition);
      if (row.stage != stage) continue;
      note(masks, result, row.bit);
      passed = passed && result.match == Match::yes;
    }
    if (!passed) break;
  }
  return masks;
}

PolicyOutcome outcome_of(const Facts& facts, const Policy& policy, Match applies,
                         const Demands& demands) {
  if (policy.state == PolicyState::disabled) return PolicyOutcome::not_enabled;
  const bool report_only = policy.state == PolicyState::enabled_for_reporting;
  if (applies == Match::no || (report_only && is_never_run(facts, policy)))
    return report_only ? PolicyOutcome::report_only_not_applied : PolicyOutcome::not_applied;
  if (applies == Match::unknown || policy.state == PolicyState::unknown)  // CA 2.17.6
    return PolicyOutcome::undetermined;
  const Match stopped = any_of(demands.frequency.match, demands.token_protection.match);
  if (report_only) return report_only_outcome(demands, stopped);
  switch (all_of(demands.satisfied.match, negate(stopped))) {
    case Match::no: return PolicyOutcome::failure;
    case Match::unknown: return PolicyOutcome::undetermined;
    case Match::yes: return PolicyOutcome::success;
  }
  return PolicyOutcome::undetermined;
}

}  // namespace caprock::evaluate
