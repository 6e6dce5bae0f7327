#include "tests/differential/differences.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "model/words.h"

namespace caprock::differential {
namespace {

// Every value of a decision under a path of its own, in an order that a reader follows.
struct Lines {
  std::vector<std::pair<std::string, std::string>> all;

  void add(std::string path, std::string value) {
    all.emplace_back(std::move(path), std::move(value));
  }
  void add(std::string path, Match match) { add(std::move(path), std::string(to_string(match))); }
  void add(std::string path, bool value) {
    add(std::move(path), std::string(value ? "true" : "false"));
  }
  template <class E>
    requires std::is_enum_v<E>
  void add(std::string path, E value) {
    add(std::move(path), std::string(word_for(value)));
  }
};

std::string listed(const std::vector<std::string>& texts) {
  return "{" + to_lower(join(texts, ", ")) + "}";
}

template <class Tag>
std::string listed(const std::vector<Id<Tag>>& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(id.text());
  return listed(texts);
}

std::string text_of(const Control& control) {
  std::string text = std::to_string(static_cast<int>(control.kind)) + ":";
  text += control.kind == ControlKind::built_in ? std::string(word_for(control.built_in))
                                                : control.id + " `" + control.name + "`";
  return text;
}

void add_condition(Lines& lines, const std::string& at, const ConditionResult& condition) {
  lines.add(at + ".match", condition.match);
  lines.add(at + ".include_rule", condition.include_rule);
  lines.add(at + ".exclude_rule", condition.exclude_rule);
  lines.add(at + ".undetermined_by", listed(condition.undetermined_by));
}

void add_control(Lines& lines, const std::string& at, const ControlResult& control) {
  lines.add(at + ".control", text_of(control.control));
  lines.add(at + ".met", control.met);
  lines.add(at + ".attainable", control.attainable);
  lines.add(at + ".aadsts", std::to_string(control.aadsts));
  lines.add(at + ".undetermined_by", listed(control.undetermined_by));
}

void add_policy(Lines& lines, const std::string& at, const PolicyResult& policy) {
  lines.add(at + ".id", to_lower(policy.id.text()));
  lines.add(at + ".display_name", policy.display_name);
  lines.add(at + ".state", policy.state);
  lines.add(at + ".applies", policy.applies);
  for (std::size_t i = 0; i < policy.conditions.size(); ++i)
    add_condition(
        lines,
        at + "." + std::string(word_for(policy.conditions[i].condition)) + "#" + std::to_string(i),
        policy.conditions[i]);
  for (std::size_t i = 0; i < policy.controls.size(); ++i)
    add_control(lines, at + ".controls[" + std::to_string(i) + "]", policy.controls[i]);
  lines.add(at + ".combine", policy.combine);
  lines.add(at + ".satisfied", policy.satisfied);
  lines.add(at + ".outcome", policy.outcome);
  lines.add(at + ".fully_read", policy.fully_read);
  lines.add(at + ".conditions_satisfied", std::to_string(policy.conditions_satisfied));
  lines.add(at + ".conditions_not_satisfied", std::to_string(policy.conditions_not_satisfied));
}

void add_clause(Lines& lines, const std::string& at, const Clause& clause) {
  std::vector<std::string> controls;
  for (const Control& control : clause.controls) controls.push_back(text_of(control));
  lines.add(at, to_lower(clause.policy.text()) + " `" + clause.display_name + "` " +
                    std::string(word_for(clause.combine)) + " [" + join(controls, ", ") + "]" +
                    (clause.certain ? "" : " perhaps"));
}

template <class E>
std::string optional_word(const std::optional<E>& value) {
  return value ? std::string(word_for(*value)) : "none";
}

void add_session(Lines& lines, const SessionDemands& session) {
  lines.add("session.application_enforced_restrictions", session.application_enforced_restrictions);
  lines.add("session.cloud_app_security", optional_word(session.cloud_app_security));
  lines.add("session.sign_in_frequency", session.sign_in_frequency
                                             ? std::to_string(session.sign_in_frequency->count())
                                             : std::string("none"));
  lines.add("session.sign_in_frequency_by", listed(session.sign_in_frequency_by));
  lines.add("session.frequency_counts_secondary_only", session.frequency_counts_secondary_only);
  lines.add("session.persistent_browser", optional_word(session.persistent_browser));
  lines.add("session.continuous_access_evaluation",
            optional_word(session.continuous_access_evaluation));
  lines.add("session.token_protection", session.token_protection);
  lines.add("session.disable_resilience_defaults", session.disable_resilience_defaults);
}

Lines lines_of(const Decision& decision) {
  Lines lines;
  lines.add("verdict", decision.verdict);
  lines.add("determined_by", listed(decision.determined_by));
  lines.add("undetermined_by", listed(decision.undetermined_by));
  lines.add("audiences", listed(decision.audiences));
  lines.add("aadsts", std::to_string(decision.aadsts));
  lines.add("fully_evaluated", decision.fully_evaluated);
  for (std::size_t i = 0; i < decision.clauses.size(); ++i)
    add_clause(lines, "clauses[" + std::to_string(i) + "]", decision.clauses[i]);
  add_session(lines, decision.session);
  for (std::size_t i = 0; i < decision.policies.size(); ++i)
    add_policy(lines, "policies[" + std::to_string(i) + "]", decision.policies[i]);
  return lines;
}

// Ids inside paths compare without case as other ids do (CA 1.2).
void fold_case(std::vector<std::string>& paths) {
  for (std::string& path : paths) path = to_lower(path);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

// What counts of a decision: no words, no letter case where ids are texts.
Decision what_counts(Decision decision) {
  fold_case(decision.undetermined_by);
  for (Clause& clause : decision.clauses)
    for (Control& control : clause.controls) control.id = to_lower(control.id);
  for (PolicyResult& policy : decision.policies) {
    for (ConditionResult& condition : policy.conditions) {
      condition.why.clear();
      fold_case(condition.undetermined_by);
    }
    for (ControlResult& control : policy.controls) {
      control.control.id = to_lower(control.control.id);
      fold_case(control.undetermined_by);
    }
  }
  return decision;
}

}  // namespace

bool same(const Decision& a, const Decision& b) { return what_counts(a) == what_counts(b); }

std::vector<std::string> differences(const Decision& expected, const Decision& got) {
  const Decision wanted = what_counts(expected);
  const Decision given = what_counts(got);
  if (wanted == given) return {};
  const Lines left = lines_of(wanted);
  const Lines right = lines_of(given);
  const std::map<std::string, std::string> before(left.all.begin(), left.all.end());
  const std::map<std::string, std::string> after(right.all.begin(), right.all.end());
  std::vector<std::string> result;
  for (const auto& [path, value] : left.all) {
    const auto other = after.find(path);
    if (other == after.end())
      result.push_back(path + ": " + value + ", but nothing");
    else if (other->second != value)
      result.push_back(path + ": " + value + ", but " + other->second);
  }
  for (const auto& [path, value] : right.all)
    if (!before.contains(path)) result.push_back(path + ": nothing, but " + value);
  // Equal in every line and yet not the same: a member that the lines above lack.
  if (result.empty()) result.push_back("a value that is not shown here differs");
  return result;
}

}  // namespace caprock::differential
