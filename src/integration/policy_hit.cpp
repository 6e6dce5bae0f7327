#include "integration/policy_hit.h"

#include <fmt/format.h>

#include "base/printable.h"

namespace caprock {
namespace {

// Conditions that explain a match; users and applications match by definition of the connection.
bool worth_telling(Condition condition) {
  switch (condition) {
    case Condition::client_app_types:
    case Condition::platforms:
    case Condition::locations:
    case Condition::devices:
    case Condition::authentication_flows:
    case Condition::user_actions:
    case Condition::authentication_context: return true;
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy:
    case Condition::applications:
    case Condition::users:
    case Condition::workload_identities:
    case Condition::agent_identities:
    case Condition::sign_in_risk:
    case Condition::service_principal_risk:
    case Condition::user_risk:
    case Condition::insider_risk:
    case Condition::agent_id_risk:
    case Condition::unread: return false;
  }
  return false;
}

std::string fallback_reason(Condition condition, const SignIn& sign_in) {
  const IpAddress* ip = sign_in.client.ip.value();
  if (condition == Condition::locations)
    return ip ? fmt::format("its locations condition matches {}", to_string(*ip))
              : "its locations condition matches";
  if (condition == Condition::authentication_flows)
    return "the token was obtained with the device code flow";
  return {};
}

}  // namespace

bool is_rolled_out_in_parts(const Policy& policy) {
  return policy.state == PolicyState::enabled_for_reporting && !unread_state(policy).empty();
}

Cause cause_of(const PolicyHit& hit, ControlTopic topic) {
  Cause cause;
  cause.topic = topic;
  cause.certainty = hit.applies;
  cause.moment = hit.moment;
  cause.policy = hit.policy->id;
  cause.policy_name = hit.policy->display_name;
  cause.policy_state = hit.policy->state;
  cause.undetermined_by = open_questions(hit);
  return cause;
}

std::vector<std::string> open_questions(const PolicyHit& hit) {
  std::vector<std::string> paths;
  if (hit.applies != Match::unknown) return paths;
  for (const ConditionResult& condition : hit.result->conditions)
    if (condition.match == Match::unknown)
      paths.insert(paths.end(), condition.undetermined_by.begin(), condition.undetermined_by.end());
  if (hit.result->applies != Match::unknown) paths.emplace_back("subject.id");
  return paths;
}

std::string matching_conditions(const PolicyHit& hit) {
  std::vector<std::string> reasons;
  for (const ConditionResult& condition : hit.result->conditions) {
    if (condition.match != Match::yes || !worth_telling(condition.condition)) continue;
    std::string reason = condition.condition == Condition::locations || condition.why.empty()
                             ? fallback_reason(condition.condition, *hit.sign_in)
                             : printable(condition.why);
    if (condition.condition == Condition::locations && !condition.why.empty())
      reason += fmt::format(" ({})", printable(condition.why));
    if (!reason.empty()) reasons.push_back(std::move(reason));
  }
  return join(reasons, "; ");
}

}  // namespace caprock
