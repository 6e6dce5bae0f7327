#include "cli/decision_json.h"

#include <algorithm>

#include "model/words.h"

namespace caprock {
namespace {

std::string_view kind_word(ControlKind kind) {
  switch (kind) {
    case ControlKind::built_in: return "builtInControls";
    case ControlKind::authentication_strength: return "authenticationStrength";
    case ControlKind::terms_of_use: return "termsOfUse";
    case ControlKind::custom: return "customAuthenticationFactors";
    case ControlKind::reauthentication: return "signInFrequency";
    case ControlKind::token_protection: return "secureSignInSession";
  }
  return {};
}

// Named after the member of grantControls or sessionControls that demands it.
json::object control_json(const Control& control) {
  json::object out{{"kind", kind_word(control.kind)}};
  if (control.kind == ControlKind::built_in) out["control"] = word_for(control.built_in);
  if (!control.id.empty()) out["id"] = control.id;
  if (!control.name.empty()) out["displayName"] = control.name;
  return out;
}

json::value truth(Match match) {
  return match == Match::unknown ? json::value(nullptr) : json::value(match == Match::yes);
}

json::array clauses_json(const std::vector<Clause>& clauses) {
  json::array out;
  for (const Clause& clause : clauses) {
    json::array controls;
    for (const Control& control : clause.controls) controls.push_back(control_json(control));
    out.push_back({{"policy", clause.policy.text()},
                   {"displayName", clause.display_name},
                   {"operator", word_for(clause.combine)},
                   {"controls", std::move(controls)},
                   {"certain", clause.certain}});
  }
  return out;
}

// Policies that block if they apply, which is not known.
json::array possible_blocks_json(const Decision& decision) {
  json::array out;
  for (const PolicyResult& policy : decision.policies)
    if (may_block(policy))
      out.push_back({{"policy", policy.id.text()}, {"displayName", policy.display_name}});
  return out;
}

// Only what is demanded; an empty object demands nothing.
json::object session_json(const SessionDemands& session) {
  json::object out;
  if (session.application_enforced_restrictions) out["applicationEnforcedRestrictions"] = true;
  if (session.cloud_app_security) out["cloudAppSecurity"] = word_for(*session.cloud_app_security);
  if (session.sign_in_frequency)
    out["signInFrequency"] = {
        {"seconds", session.sign_in_frequency->count()},
        {"frequencyInterval",
         word_for(session.sign_in_frequency->count() == 0 ? FrequencyInterval::every_time
                                                          : FrequencyInterval::time_based)},
        {"authenticationType", word_for(session.frequency_counts_secondary_only
                                            ? FrequencyAuthentication::secondary
                                            : FrequencyAuthentication::primary_and_secondary)},
        {"policies", ids_json(session.sign_in_frequency_by)}};
  if (session.persistent_browser) out["persistentBrowser"] = word_for(*session.persistent_browser);
  if (session.continuous_access_evaluation)
    out["continuousAccessEvaluation"] = word_for(*session.continuous_access_evaluation);
  if (session.token_protection) out["secureSignInSession"] = true;
  if (session.disable_resilience_defaults) out["disableResilienceDefaults"] = true;
  return out;
}

json::array conditions_json(const std::vector<ConditionResult>& conditions) {
  json::array out;
  for (const ConditionResult& condition : conditions) {
    json::object one{{"condition", word_for(condition.condition)},
                     {"matches", truth(condition.match)},
                     {"why", condition.why}};
    if (!condition.include_rule.empty()) one["includeRuleSatisfied"] = condition.include_rule;
    if (!condition.exclude_rule.empty()) one["excludeRuleSatisfied"] = condition.exclude_rule;
    if (!condition.undetermined_by.empty())
      one["undeterminedBy"] = texts_json(condition.undetermined_by);
    out.push_back(std::move(one));
  }
  return out;
}

json::array controls_json(const std::vector<ControlResult>& controls) {
  json::array out;
  for (const ControlResult& result : controls) {
    json::object one = control_json(result.control);
    one["met"] = truth(result.met);
    one["attainable"] = result.attainable;
    one["aadsts"] = result.aadsts == 0 ? json::value(nullptr) : json::value(result.aadsts);
    if (!result.undetermined_by.empty()) one["undeterminedBy"] = texts_json(result.undetermined_by);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

json::array texts_json(const std::vector<std::string>& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

json::object verdict_json(const Decision& decision) {
  return {{"verdict", word_for(decision.verdict)},
          {"determinedBy", ids_json(decision.determined_by)},
          {"clauses", clauses_json(decision.clauses)},
          {"possibleBlocks", possible_blocks_json(decision)},
          {"session", session_json(decision.session)},
          {"undeterminedBy", texts_json(decision.undetermined_by)},
          {"audiences", ids_json(decision.audiences)},
          {"aadsts", decision.aadsts == 0 ? json::value(nullptr) : json::value(decision.aadsts)},
          {"fullyEvaluated", decision.fully_evaluated}};
}

json::object applied_policy_json(const PolicyResult& policy) {
  return {{"id", policy.id.text()},
          {"displayName", policy.display_name},
          {"result", word_for(policy.outcome)},
          {"applies", truth(policy.applies)}};
}

json::object policy_result_json(const PolicyResult& policy) {
  json::object out = applied_policy_json(policy);
  out["state"] = word_for(policy.state);
  out["analysisReasons"] = analysis_reason(policy);
  out["conditions"] = conditions_json(policy.conditions);
  out["operator"] = word_for(policy.combine);
  out["controls"] = controls_json(policy.controls);
  out["satisfied"] = truth(policy.satisfied);
  out["conditionsSatisfied"] = policy.conditions_satisfied;
  out["conditionsNotSatisfied"] = policy.conditions_not_satisfied;
  out["fullyEvaluated"] = policy.fully_read;
  return out;
}

bool may_block(const PolicyResult& policy) {
  const bool counts = policy.state == PolicyState::enabled || policy.state == PolicyState::unknown;
  return counts && policy.applies == Match::unknown &&
         std::any_of(policy.controls.begin(), policy.controls.end(), [](const ControlResult& one) {
           return one.control.kind == ControlKind::built_in &&
                  one.control.built_in == BuiltInControl::block;
         });
}

std::string_view analysis_reason(const PolicyResult& policy) {
  for (const ConditionResult& condition : policy.conditions)
    if (condition.match == Match::no) return word_for(condition.condition);
  if (policy.state == PolicyState::disabled) return word_for(Condition::state);
  return policy.applies == Match::unknown ? "notEnoughInformation" : "notSet";
}

}  // namespace caprock
