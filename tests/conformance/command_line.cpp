#include "tests/conformance/command_line.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <string_view>

#include "model/words.h"

namespace caprock::conformance {
namespace {

struct NamedFile {
  std::string_view kind;  // member of a vector's tenant
  std::string_view file;
};

constexpr std::array k_files = {
    NamedFile{"organization", "organization"},
    NamedFile{"policies", "policies"},
    NamedFile{"namedLocations", "namedLocations"},
    NamedFile{"authenticationStrengths", "authenticationStrengths"},
    NamedFile{"authenticationContexts", "authenticationContexts"},
    NamedFile{"termsOfUse", "termsOfUse"},
    NamedFile{"users", "users"},
    NamedFile{"groups", "groups"},
    NamedFile{"roleDefinitions", "roleDefinitions"},
    NamedFile{"roleAssignments", "roleAssignments"},
    NamedFile{"servicePrincipals", "servicePrincipals"},
    NamedFile{"applications", "applications"},
    NamedFile{"tokenLifetimePolicies", "tokenLifetimePolicies"},
    NamedFile{"securityDefaults", "identitySecurityDefaults"},
    NamedFile{"mfaServiceSettings", "mfaServiceSettings"},
    NamedFile{"crossTenantDefault", "crossTenantAccessPolicyDefault"},
    NamedFile{"crossTenantPartners", "crossTenantAccessPolicyPartners"},
};

std::string text_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr ? std::string() : std::string(value->as_string());
}

template <class E>
E word_in(const json::object& object, std::string_view member) {
  return value_of<E>(object.at(member).as_string()).value();
}

template <class E>
std::optional<E> word_if_in(const json::object& object, std::string_view member) {
  if (!object.contains(member)) return std::nullopt;
  return word_in<E>(object, member);
}

Match match_in(const json::object& object, std::string_view member) {
  const json::value& value = object.at(member);
  if (value.is_null()) return Match::unknown;
  return value.as_bool() ? Match::yes : Match::no;
}

std::vector<std::string> texts_in(const json::object& object, std::string_view member) {
  return json::value_to<std::vector<std::string>>(object.at(member));
}

ControlKind control_kind(std::string_view word) {
  if (word == "builtInControls") return ControlKind::built_in;
  if (word == "authenticationStrength") return ControlKind::authentication_strength;
  if (word == "termsOfUse") return ControlKind::terms_of_use;
  if (word == "customAuthenticationFactors") return ControlKind::custom;
  if (word == "signInFrequency") return ControlKind::reauthentication;
  if (word == "secureSignInSession") return ControlKind::token_protection;
  throw std::out_of_range("no kind of control: " + std::string(word));
}

Clause clause_in(const json::object& object) {
  Clause clause;
  clause.display_name = text_in(object, "displayName");
  clause.combine = word_in<GrantOperator>(object, "operator");
  for (const json::value& value : object.at("controls").as_array()) {
    Control control;
    control.kind = control_kind(text_in(value.as_object(), "kind"));
    if (control.kind == ControlKind::built_in)
      control.built_in = word_in<BuiltInControl>(value.as_object(), "control");
    control.id = text_in(value.as_object(), "id");
    clause.controls.push_back(std::move(control));
  }
  return clause;
}

SessionDemands session_in(const json::object& object) {
  SessionDemands session;
  session.application_enforced_restrictions = object.contains("applicationEnforcedRestrictions");
  session.cloud_app_security = word_if_in<CloudAppSecurityType>(object, "cloudAppSecurity");
  if (const json::value* frequency = object.if_contains("signInFrequency"))
    session.sign_in_frequency =
        std::chrono::seconds(frequency->as_object().at("seconds").to_number<std::int64_t>());
  session.persistent_browser = word_if_in<PersistentBrowserMode>(object, "persistentBrowser");
  session.continuous_access_evaluation = word_if_in<CaeMode>(object, "continuousAccessEvaluation");
  session.token_protection = object.contains("secureSignInSession");
  session.disable_resilience_defaults = object.contains("disableResilienceDefaults");
  return session;
}

ConditionResult condition_in(const json::object& object) {
  ConditionResult condition;
  condition.condition = word_in<Condition>(object, "condition");
  condition.match = match_in(object, "matches");
  condition.include_rule = text_in(object, "includeRuleSatisfied");
  condition.exclude_rule = text_in(object, "excludeRuleSatisfied");
  condition.why = text_in(object, "why");
  return condition;
}

PolicyResult policy_in(const json::object& object) {
  PolicyResult policy;
  policy.display_name = text_in(object, "displayName");
  policy.applies = match_in(object, "applies");
  policy.outcome = word_in<PolicyOutcome>(object, "result");
  if (!object.contains("conditions")) return policy;
  for (const json::value& condition : object.at("conditions").as_array())
    policy.conditions.push_back(condition_in(condition.as_object()));
  policy.conditions_satisfied = object.at("conditionsSatisfied").to_number<std::uint32_t>();
  policy.conditions_not_satisfied = object.at("conditionsNotSatisfied").to_number<std::uint32_t>();
  return policy;
}

}  // namespace

void write_export(const json::object& tenant, const TemporaryFolder& folder) {
  for (const NamedFile& row : k_files) {
    const json::value* value = tenant.if_contains(row.kind);
    if (value == nullptr || value->is_null()) continue;
    const json::value response = value->is_array() ? json::object{{"value", *value}} : *value;
    folder.write("export/" + std::string(row.file) + ".json", json::serialize(response));
  }
}

std::string option_words(const json::object& options) {
  std::string words;
  for (const auto& [name, value] : options) {
    const std::string text =
        value.is_string() ? std::string(value.get_string()) : json::serialize(value);
    words += name == "evaluation_mode" ? " --mode " + text
                                       : " --option '" + std::string(name) + "=" + text + "'";
  }
  return words;
}

Decision decision_in(const json::object& answer) {
  Decision decision;
  decision.verdict = word_in<Verdict>(answer, "verdict");
  for (const json::value& clause : answer.at("clauses").as_array())
    decision.clauses.push_back(clause_in(clause.as_object()));
  decision.session = session_in(answer.at("session").as_object());
  decision.undetermined_by = texts_in(answer, "undeterminedBy");
  for (const std::string& app : texts_in(answer, "audiences")) decision.audiences.emplace_back(app);
  if (const json::value& code = answer.at("aadsts"); !code.is_null())
    decision.aadsts = code.to_number<int>();
  for (const json::value& policy : answer.at("policies").as_array())
    decision.policies.push_back(policy_in(policy.as_object()));
  return decision;
}

}  // namespace caprock::conformance
