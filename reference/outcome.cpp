#include "reference/outcome.h"

#include <algorithm>

namespace caprock::reference {
namespace {

constexpr std::uint32_t k_ip_address_seen = 1024;

// Bits of conditionalAccessConditions. Those above 2048 are counted from the documented order of
// the members (inferred).
std::uint32_t log_bit(Condition condition) {
  switch (condition) {
    case Condition::applications:
    case Condition::user_actions:
    case Condition::authentication_context: return 1;
    case Condition::users: return 2;
    case Condition::platforms: return 4;
    case Condition::locations: return 8;
    case Condition::client_app_types: return 16;
    case Condition::sign_in_risk: return 32;
    case Condition::user_risk: return 64;
    case Condition::devices: return 256;
    case Condition::workload_identities:
    case Condition::agent_identities: return 8192;
    case Condition::service_principal_risk: return 16384;
    case Condition::authentication_flows: return 32768;
    case Condition::insider_risk: return 65536;
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy:
    case Condition::agent_id_risk:
    case Condition::unread: return 0;
  }
  return 0;
}

int stage_of(Condition condition) {
  switch (condition) {
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy: return 0;
    case Condition::applications:
    case Condition::user_actions:
    case Condition::authentication_context: return 1;
    case Condition::users:
    case Condition::workload_identities:
    case Condition::agent_identities: return 2;
    case Condition::client_app_types:
    case Condition::platforms:
    case Condition::locations:
    case Condition::devices:
    case Condition::sign_in_risk:
    case Condition::service_principal_risk:
    case Condition::user_risk:
    case Condition::insider_risk:
    case Condition::authentication_flows:
    case Condition::agent_id_risk:
    case Condition::unread: return 3;
  }
  return 3;
}

void note(LogMasks& masks, const ConditionResult& result) {
  const std::uint32_t bit = log_bit(result.condition);
  if (result.match == Match::yes) masks.satisfied |= bit;
  if (result.match != Match::no) return;
  masks.not_satisfied |= bit;
  if (result.condition == Condition::locations) masks.not_satisfied |= k_ip_address_seen;
}

// CA 2.17: can a person still do what is missing?
PolicyOutcome report_only_failure(const Demands& demands) {
  if (demands.blocks) return PolicyOutcome::report_only_failure;
  Match missing_otherwise = demands.has_unread_control ? Match::unknown : Match::no;
  bool missing_by_user = false;
  for (const DemandedControl& one : demands.controls) {
    if (!one.needs_user)
      missing_otherwise = caprock::any_of(missing_otherwise, caprock::negate(one.result.met));
    missing_by_user = missing_by_user || (one.needs_user && one.result.met == Match::no);
  }
  const Match with_all = missing_otherwise;
  const Match with_one = missing_by_user ? Match::no : Match::yes;
  Match failure = demands.combine == GrantOperator::all ? with_all : with_one;
  if (demands.has_unread_operator && with_all != with_one) failure = Match::unknown;
  switch (failure) {
    case Match::yes: return PolicyOutcome::report_only_failure;
    case Match::unknown: return PolicyOutcome::undetermined;
    case Match::no: break;
  }
  return PolicyOutcome::report_only_interrupted;
}

PolicyOutcome report_only_outcome(const Situation& situation, const Policy& policy, Match applies,
                                  const Demands& demands, Match session) {
  // CA 2.17: a sign-in does not evaluate report-only policies on user actions; What If does.
  if (applies == Match::no ||
      (!policy.conditions.applications.include_user_actions.empty() && !situation.whatif()))
    return PolicyOutcome::report_only_not_applied;
  if (applies == Match::unknown) return PolicyOutcome::undetermined;
  if (demands.satisfied == Match::no) return report_only_failure(demands);
  if (demands.satisfied == Match::unknown || session == Match::unknown)
    return PolicyOutcome::undetermined;
  return session == Match::yes ? PolicyOutcome::report_only_interrupted
                               : PolicyOutcome::report_only_success;
}

}  // namespace

LogMasks log_masks(const std::vector<ConditionResult>& conditions) {
  LogMasks masks;
  if (!conditions.empty() && conditions.front().condition == Condition::state) return masks;
  for (int stage = 1; stage <= 3; ++stage) {
    bool passed = true;
    for (const ConditionResult& result : conditions) {
      if (stage_of(result.condition) != stage) continue;
      note(masks, result);
      passed = passed && result.match == Match::yes;
    }
    if (!passed) break;
  }
  return masks;
}

PolicyOutcome outcome_of(const Situation& situation, const Policy& policy, Match applies,
                         const Demands& demands, Match session) {
  switch (policy.state) {
    case PolicyState::disabled: return PolicyOutcome::not_enabled;
    case PolicyState::enabled_for_reporting:
      return report_only_outcome(situation, policy, applies, demands, session);
    case PolicyState::enabled: break;
    case PolicyState::unknown:  // CA 2.17.6
      return applies == Match::no ? PolicyOutcome::not_applied : PolicyOutcome::undetermined;
  }
  if (applies == Match::no) return PolicyOutcome::not_applied;
  if (applies == Match::unknown) return PolicyOutcome::undetermined;
  const Match passed = caprock::all_of(demands.satisfied, caprock::negate(session));
  if (passed == Match::unknown) return PolicyOutcome::undetermined;
  return passed == Match::yes ? PolicyOutcome::success : PolicyOutcome::failure;
}

}  // namespace caprock::reference
