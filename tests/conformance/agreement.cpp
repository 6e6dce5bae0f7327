#include "tests/conformance/agreement.h"

#include "model/words.h"

namespace caprock::conformance {
namespace {

std::string text_of(const std::string& text) { return text; }
std::string text_of(bool value) { return value ? "true" : "false"; }
std::string text_of(int value) { return std::to_string(value); }
std::string text_of(std::uint32_t value) { return std::to_string(value); }
std::string text_of(Match match) { return std::string(to_string(match)); }
template <class Tag>
std::string text_of(const Id<Tag>& id) {
  return id.text();
}
template <class E>
  requires std::is_enum_v<E>
std::string text_of(E value) {
  return std::string(word_for(value));
}
std::string text_of(const Control& control) {
  return std::to_string(static_cast<int>(control.kind)) + ":" + text_of(control.built_in) + ":" +
         control.id + ":" + control.name;
}
template <class T>
std::string text_of(const std::vector<T>& list) {
  std::vector<std::string> texts;
  for (const T& one : list) texts.push_back(text_of(one));
  return "[" + join(texts, ", ") + "]";
}

// Notes the first pair that differs.
struct Differences {
  std::string first;
  std::string prefix;

  template <class T>
  void check(const std::string& what, const T& expected, const T& got) {
    if (first.empty() && !(expected == got))
      first = prefix + what + ": " + text_of(expected) + " is expected, got " + text_of(got);
  }
};

void check_condition(Differences& found, const ConditionResult& expected,
                     const ConditionResult& got) {
  const std::string name = std::string(word_for(expected.condition));
  found.check("condition", expected.condition, got.condition);
  found.check(name, expected.match, got.match);
  found.check(name + " include rule", expected.include_rule, got.include_rule);
  found.check(name + " exclude rule", expected.exclude_rule, got.exclude_rule);
  found.check(name + " undetermined by", expected.undetermined_by, got.undetermined_by);
}

void check_control(Differences& found, const ControlResult& expected, const ControlResult& got) {
  const std::string name = "control " + text_of(expected.control);
  found.check("control", expected.control, got.control);
  found.check(name + " met", expected.met, got.met);
  found.check(name + " attainable", expected.attainable, got.attainable);
  found.check(name + " code", expected.aadsts, got.aadsts);
  found.check(name + " undetermined by", expected.undetermined_by, got.undetermined_by);
}

template <class T, class Check>
void check_each(Differences& found, const std::string& what, const std::vector<T>& expected,
                const std::vector<T>& got, Check check) {
  found.check("number of " + what, static_cast<int>(expected.size()), static_cast<int>(got.size()));
  for (std::size_t i = 0; i < std::min(expected.size(), got.size()); ++i)
    check(found, expected[i], got[i]);
}

void check_policy(Differences& found, const PolicyResult& expected, const PolicyResult& got) {
  found.prefix = expected.display_name + ": ";
  check_each(found, "conditions", expected.conditions, got.conditions, check_condition);
  found.check("applies", expected.applies, got.applies);
  check_each(found, "controls", expected.controls, got.controls, check_control);
  found.check("satisfied", expected.satisfied, got.satisfied);
  found.check("outcome", expected.outcome, got.outcome);
  found.check("fully read", expected.fully_read, got.fully_read);
  found.check("satisfied mask", expected.conditions_satisfied, got.conditions_satisfied);
  found.check("not satisfied mask", expected.conditions_not_satisfied,
              got.conditions_not_satisfied);
  found.prefix.clear();
}

void check_clause(Differences& found, const Clause& expected, const Clause& got) {
  found.check("clause's policy", expected.policy, got.policy);
  found.check("clause's controls", expected.controls, got.controls);
  found.check("clause's certainty", expected.certain, got.certain);
}

}  // namespace

Decision without_words(Decision decision) {
  for (PolicyResult& policy : decision.policies)
    for (ConditionResult& condition : policy.conditions) condition.why.clear();
  return decision;
}

std::string first_difference(const Decision& expected, const Decision& got) {
  if (without_words(expected) == without_words(got)) return {};
  Differences found;
  found.check("audiences", expected.audiences, got.audiences);
  check_each(found, "policies", expected.policies, got.policies, check_policy);
  found.check("verdict", expected.verdict, got.verdict);
  found.check("determined by", expected.determined_by, got.determined_by);
  found.check("code", expected.aadsts, got.aadsts);
  check_each(found, "clauses", expected.clauses, got.clauses, check_clause);
  found.check("undetermined by", expected.undetermined_by, got.undetermined_by);
  found.check("fully evaluated", expected.fully_evaluated, got.fully_evaluated);
  found.check("same session demands", true, expected.session == got.session);
  return found.first.empty() ? "they differ in a name, a state or an operator" : found.first;
}

}  // namespace caprock::conformance
