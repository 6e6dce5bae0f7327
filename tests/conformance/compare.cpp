#include "tests/conformance/compare.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <functional>
#include <set>
#include <string_view>

#include "model/words.h"

namespace caprock::conformance {
namespace {

struct Checker {
  const Decision& decision;
  Comparison result;

  void differ(std::string text) { result.differences.push_back(std::move(text)); }

  void check(const std::string& what, const std::string& expected, const std::string& got) {
    ++result.compared;
    if (expected != got) differ(what + ": expected " + expected + ", got " + got);
  }
};

std::string plain(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  return json::serialize(value);
}

std::string braced(const std::set<std::string>& texts) {
  return "{" + join({texts.begin(), texts.end()}, ", ") + "}";
}

// The texts of an array, in lower case: ids and paths compare without case.
std::set<std::string> set_of(Checker& checker, const std::string& what, const json::value& value) {
  std::set<std::string> texts;
  if (!value.is_array()) checker.differ(what + ": an array is expected in the vector");
  if (value.is_array())
    for (const json::value& item : value.get_array()) texts.insert(to_lower(plain(item)));
  return texts;
}

const PolicyResult* policy_named(const Decision& decision, std::string_view name) {
  for (const PolicyResult& policy : decision.policies)
    if (policy.display_name == name) return &policy;
  return nullptr;
}

using PerPolicy = std::function<void(Checker&, const std::string& what, const json::value& expected,
                                     const PolicyResult&)>;

// `{"P": ...}`: one expectation per policy.
void for_each_policy(Checker& checker, const std::string& member, const json::value& expected,
                     const PerPolicy& compare_one) {
  if (!expected.is_object())
    return checker.differ(member + ": an object is expected in the vector");
  for (const auto& [name, value] : expected.get_object()) {
    const std::string what = member + " of " + std::string(name);
    const PolicyResult* policy = policy_named(checker.decision, name);
    if (policy == nullptr)
      checker.differ(what + ": no such policy in the decision");
    else
      compare_one(checker, what, value, *policy);
  }
}

std::string first_failing(const PolicyResult& policy) {
  for (const ConditionResult& condition : policy.conditions)
    if (condition.match == Match::no) return std::string(word_for(condition.condition));
  return "notSet";
}

std::set<std::string> all_failing(const PolicyResult& policy) {
  std::set<std::string> words;
  for (const ConditionResult& condition : policy.conditions)
    if (condition.match == Match::no) words.insert(to_lower(word_for(condition.condition)));
  return words;
}

void compare_rules(Checker& checker, const std::string& what, const json::value& expected,
                   const PolicyResult& policy, std::string ConditionResult::* rule) {
  if (!expected.is_object()) return checker.differ(what + ": an object is expected in the vector");
  for (const auto& [word, value] : expected.get_object()) {
    std::string got = "no such condition";
    for (const ConditionResult& condition : policy.conditions)
      if (word_for(condition.condition) == std::string_view(word)) got = condition.*rule;
    checker.check(what + ", " + std::string(word), plain(value), got);
  }
}

std::string text_of(const Control& control) {
  switch (control.kind) {
    case ControlKind::built_in: return std::string(word_for(control.built_in));
    case ControlKind::authentication_strength: return "strength:" + to_lower(control.id);
    case ControlKind::terms_of_use: return "terms:" + to_lower(control.id);
    case ControlKind::custom: return "custom:" + to_lower(control.id);
    case ControlKind::reauthentication: return "reauthentication";
    case ControlKind::token_protection: return "tokenProtection";
  }
  return {};
}

std::string text_of(const Clause& clause) {
  std::vector<std::string> controls;
  for (const Control& control : clause.controls) controls.push_back(text_of(control));
  return clause.display_name + ": " + std::string(word_for(clause.combine)) + " [" +
         join(controls, ", ") + "]";
}

// A clause of a vector, written like the decision's.
std::string clause_text(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr || object->size() != 3 || !object->contains("policy") ||
      !object->contains("combine") || !object->contains("controls") ||
      !object->at("controls").is_array())
    return "(a clause has policy, combine and controls)";
  std::vector<std::string> controls;
  for (const json::value& control : object->at("controls").get_array())
    controls.push_back(plain(control));
  return plain(object->at("policy")) + ": " + plain(object->at("combine")) + " [" +
         join(controls, ", ") + "]";
}

void compare_clauses(Checker& checker, const json::value& expected) {
  std::vector<std::string> wanted, got;
  if (!expected.is_array()) return checker.differ("clauses: an array is expected in the vector");
  for (const json::value& clause : expected.get_array()) wanted.push_back(clause_text(clause));
  for (const Clause& clause : checker.decision.clauses) got.push_back(text_of(clause));
  checker.check("clauses", "{" + join(wanted, "; ") + "}", "{" + join(got, "; ") + "}");
}

template <class E>
std::string word_or_null(const std::optional<E>& value) {
  return value ? std::string(word_for(*value)) : "null";
}

std::string session_text(const SessionDemands& session, std::string_view member) {
  if (member == "signInFrequencySeconds")
    return session.sign_in_frequency ? std::to_string(session.sign_in_frequency->count()) : "null";
  if (member == "persistentBrowser") return word_or_null(session.persistent_browser);
  if (member == "cloudAppSecurity") return word_or_null(session.cloud_app_security);
  if (member == "continuousAccessEvaluation")
    return word_or_null(session.continuous_access_evaluation);
  const auto text = [](bool value) { return std::string(value ? "true" : "false"); };
  if (member == "tokenProtection") return text(session.token_protection);
  if (member == "applicationEnforcedRestrictions")
    return text(session.application_enforced_restrictions);
  if (member == "disableResilienceDefaults") return text(session.disable_resilience_defaults);
  return "no such member";
}

void compare_session(Checker& checker, const json::value& expected) {
  if (!expected.is_object()) return checker.differ("session: an object is expected in the vector");
  for (const auto& [key, value] : expected.get_object())
    checker.check("session." + std::string(key), plain(value),
                  session_text(checker.decision.session, key));
}

void compare_audiences(Checker& checker, const json::value& expected) {
  std::set<std::string> got;
  for (const AppId& app : checker.decision.audiences) got.insert(to_lower(app.text()));
  checker.check("audiences", braced(set_of(checker, "audiences", expected)), braced(got));
}

void compare_undetermined_by(Checker& checker, const json::value& expected) {
  std::set<std::string> got;
  for (const std::string& path : checker.decision.undetermined_by) got.insert(to_lower(path));
  checker.check("undetermined_by", braced(set_of(checker, "undetermined_by", expected)),
                braced(got));
}

template <class Text>
PerPolicy plain_text(Text text) {
  return [text](Checker& checker, const std::string& what, const json::value& expected,
                const PolicyResult& policy) { checker.check(what, plain(expected), text(policy)); };
}

PerPolicy rules(std::string ConditionResult::* rule) {
  return
      [rule](Checker& checker, const std::string& what, const json::value& expected,
             const PolicyResult& policy) { compare_rules(checker, what, expected, policy, rule); };
}

PerPolicy failing() {
  return [](Checker& checker, const std::string& what, const json::value& expected,
            const PolicyResult& policy) {
    checker.check(what, braced(set_of(checker, what, expected)), braced(all_failing(policy)));
  };
}

// Expectations about single policies, by the member's name.
const std::map<std::string, PerPolicy, std::less<>>& per_policy() {
  static const std::map<std::string, PerPolicy, std::less<>> table = {
      {"applies",
       plain_text([](const PolicyResult& p) { return std::string(to_string(p.applies)); })},
      {"reason", plain_text(first_failing)},
      {"failing", failing()},
      {"outcome",
       plain_text([](const PolicyResult& p) { return std::string(word_for(p.outcome)); })},
      {"include_rule", rules(&ConditionResult::include_rule)},
      {"exclude_rule", rules(&ConditionResult::exclude_rule)},
      {"satisfied_mask",
       plain_text([](const PolicyResult& p) { return std::to_string(p.conditions_satisfied); })},
      {"not_satisfied_mask", plain_text([](const PolicyResult& p) {
         return std::to_string(p.conditions_not_satisfied);
       })},
  };
  return table;
}

void compare_member(Checker& checker, const std::string& member, const json::value& expected) {
  const Decision& decision = checker.decision;
  if (const auto row = per_policy().find(member); row != per_policy().end())
    return for_each_policy(checker, member, expected, row->second);
  if (member == "verdict")
    return checker.check(member, plain(expected), std::string(word_for(decision.verdict)));
  if (member == "aadsts")
    return checker.check(member, plain(expected), std::to_string(decision.aadsts));
  if (member == "audiences") return compare_audiences(checker, expected);
  if (member == "clauses") return compare_clauses(checker, expected);
  if (member == "session") return compare_session(checker, expected);
  if (member == "undetermined_by") return compare_undetermined_by(checker, expected);
  checker.differ("unknown member `" + member + "` in expect");
}

}  // namespace

Comparison compare(const json::object& expect, const Decision& decision) {
  Checker checker{decision, {}};
  for (const auto& [member, expected] : expect)
    compare_member(checker, std::string(member), expected);
  return std::move(checker.result);
}

std::string describe(const Decision& decision) {
  std::string text = "  verdict " + std::string(word_for(decision.verdict)) + ", aadsts " +
                     std::to_string(decision.aadsts) + "\n  audiences";
  for (const AppId& app : decision.audiences) text += " " + app.text();
  for (const PolicyResult& policy : decision.policies) {
    text += "\n  " + policy.display_name + ": applies " + std::string(to_string(policy.applies)) +
            ", " + std::string(word_for(policy.outcome));
    for (const ConditionResult& condition : policy.conditions)
      text += "\n    " + std::string(word_for(condition.condition)) + " " +
              std::string(to_string(condition.match)) + ": " + condition.why;
  }
  for (const Clause& clause : decision.clauses) text += "\n  still needed by " + text_of(clause);
  for (const std::string& path : decision.undetermined_by) text += "\n  not known: " + path;
  return text + "\n";
}

}  // namespace caprock::conformance
