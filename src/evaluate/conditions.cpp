#include "evaluate/conditions.h"

#include <algorithm>
#include <array>

#include "evaluate/condition_rules.h"
#include "evaluate/reason.h"

namespace caprock::evaluate {
namespace {

struct Rule {
  Condition condition;  // of target and subject one of three, which the rule itself says
  Dimension dimension;
  bool (*is_configured)(const CompiledPolicy&);
  Match (*match)(const Facts&, const CompiledPolicy&, ConditionResult*);
};

bool always(const CompiledPolicy&) { return true; }

// In the order of results.
constexpr std::array k_rules = {
    Rule{Condition::applications, Dimension::target, always, match_target},
    Rule{Condition::users, Dimension::subject, always, match_subject},
    Rule{Condition::client_app_types, Dimension::context,
         [](const CompiledPolicy& policy) { return policy.has_client_types; }, match_client_types},
    Rule{Condition::platforms, Dimension::context,
         [](const CompiledPolicy& policy) { return policy.has_platforms; }, match_platforms},
    Rule{Condition::locations, Dimension::place,
         [](const CompiledPolicy& policy) { return policy.has_locations; }, match_locations},
    Rule{Condition::devices, Dimension::context,
         [](const CompiledPolicy& policy) {
           return policy.filters_devices() || policy.has_device_lists;
         },
         match_devices},
    Rule{Condition::sign_in_risk, Dimension::context,
         [](const CompiledPolicy& policy) { return policy.sign_in_risk != 0; }, match_sign_in_risk},
    Rule{Condition::service_principal_risk, Dimension::context,
         [](const CompiledPolicy& policy) { return policy.service_principal_risk != 0; },
         match_service_principal_risk},
    Rule{Condition::user_risk, Dimension::context,
         [](const CompiledPolicy& policy) { return policy.user_risk != 0; }, match_user_risk},
    Rule{Condition::insider_risk, Dimension::context,
         [](const CompiledPolicy& policy) {
           return policy.policy->conditions.insider_risk_levels != 0;
         },
         match_insider_risk},
    Rule{Condition::authentication_flows, Dimension::context,
         [](const CompiledPolicy& policy) { return has_flow_condition(*policy.policy); },
         match_flows},
    Rule{Condition::agent_id_risk, Dimension::context,
         [](const CompiledPolicy& policy) {
           return policy.policy->conditions.agent_id_risk_levels != 0;
         },
         match_agent_risk},
};

ConditionResult own_result(const CompiledPolicy& policy, const OwnReason& reason) {
  ConditionResult result;
  result.condition = reason.condition;
  result.match = reason.match;
  result.why = reason.why;
  if (reason.from_unread) result.undetermined_by.push_back(policy.unread_path);
  return result;
}

// CA 2.11.10: what was not understood of a condition may include or exclude, so that neither its
// yes nor its no can be relied on.
void doubt(ConditionResult& result, const CompiledPolicy& policy) {
  result.match = Match::unknown;
  result.why = "a part of the condition is not understood here";
  result.undetermined_by.push_back(policy.unread_path);
  sort_without_repeats(result.undetermined_by);
}

}  // namespace

Match match(const Facts& facts, const CompiledPolicy& policy, Dimension dimension) {
  Match match = dimension == Dimension::context ? policy.own : Match::yes;
  for (const Rule& rule : k_rules) {
    if (match == Match::no) break;
    if (rule.dimension != dimension || !rule.is_configured(policy)) continue;
    match = all_of(match, policy.is_doubted(rule.condition) ? Match::unknown
                                                            : rule.match(facts, policy, nullptr));
  }
  return match;
}

Match match(const Facts& facts, const CompiledPolicy& policy) {
  Match match = Match::yes;
  for (const Dimension dimension :
       {Dimension::target, Dimension::subject, Dimension::context, Dimension::place})
    if (match != Match::no) match = all_of(match, evaluate::match(facts, policy, dimension));
  return match;
}

Applicability explain(const Facts& facts, const CompiledPolicy& policy) {
  Applicability result;
  for (const OwnReason& reason : policy.own_reasons)
    result.conditions.push_back(own_result(policy, reason));
  for (const Rule& rule : k_rules) {
    if (!rule.is_configured(policy)) continue;
    ConditionResult& condition = result.conditions.emplace_back();
    condition.condition = rule.condition;
    rule.match(facts, policy, &condition);
    if (policy.is_doubted(rule.condition)) doubt(condition, policy);
  }
  if (!policy.doubt.empty())
    result.conditions.push_back(
        own_result(policy, {Condition::unread, Match::unknown, policy.doubt, true}));
  result.applies = Match::yes;
  for (const ConditionResult& condition : result.conditions)
    result.applies = all_of(result.applies, condition.match);
  result.fully_read = policy.fully_read;
  return result;
}

bool has_flow_condition(const Policy& policy) {
  const auto& flows = policy.conditions.authentication_flows;
  return flows && flows->transfer_methods != 0;
}

bool nobody_can_share_position(const SignIn& sign_in) {
  return !sign_in.request.interactive && sign_in.client.gps.is_absent();
}

}  // namespace caprock::evaluate
