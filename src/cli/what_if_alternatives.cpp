#include "cli/what_if_alternatives.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/assert.h"
#include "base/text.h"
#include "graph_json/sign_in_json.h"

namespace caprock {
namespace {

// The mode has an option of its own.
bool is_chosen(std::string_view option, const std::vector<std::string>& chosen) {
  return option == "evaluation_mode" ||
         std::any_of(chosen.begin(), chosen.end(), [&](const std::string& pair) {
           return trim(std::string_view(pair).substr(0, pair.find('='))) == option;
         });
}

EvaluationOptions with(EvaluationOptions options, const NamedOption& option,
                       const json::value& value) {
  CAPROCK_ASSERT(option.read(options, value, {}));
  return options;
}

std::string_view word_of(const json::value& value) {
  if (const bool* on = value.if_bool()) return *on ? "true" : "false";
  return value.get_string();
}

// The word of the value that the options have.
std::string_view word_now(const NamedOption& option, const EvaluationOptions& options) {
  for (const json::value& value : option.values)
    if (with(options, option, value) == options) return word_of(value);
  return {};
}

// A blocked sign-in has no session.
std::optional<Difference> difference(const Decision& a, const Decision& b) {
  if (a.verdict != b.verdict) return Difference::verdict;
  if (a.clauses != b.clauses || a.determined_by != b.determined_by) return Difference::demands;
  if (a.verdict != Verdict::blocked && a.session != b.session) return Difference::session;
  return std::nullopt;
}

std::string_view difference_in_words(const Alternative& alternative) {
  if (alternative.difference == Difference::demands)
    return "other policies decide or other controls are demanded";
  if (alternative.difference == Difference::session) return "the session would be another one";
  switch (alternative.verdict) {
    case Verdict::granted: return "it would be granted";
    case Verdict::needs_controls: return "it would need controls";
    case Verdict::blocked: return "it would be blocked";
    case Verdict::undetermined: return "it would be undetermined";
  }
  return {};
}

}  // namespace

std::vector<Alternative> alternatives_to(const Decision& decision, const Decider& decider,
                                         const SignIn& sign_in, const EvaluationOptions& options,
                                         const std::vector<std::string>& chosen) {
  std::vector<Alternative> found;
  for (const NamedOption& option : named_options()) {
    if (is_chosen(option.name, chosen)) continue;
    for (const json::value& value : option.values) {
      const EvaluationOptions other = with(options, option, value);
      if (other == options) continue;
      const Decision then = decider.decide_under(other, sign_in);
      if (const auto changed = difference(decision, then))
        found.push_back({option.name, word_now(option, options), word_of(value), option.rule,
                         then.verdict, *changed});
    }
  }
  return found;
}

std::string in_words(const Alternative& alternative) {
  return fmt::format("option `{}` (`{}`, {}): with `{}` {}", alternative.option, alternative.value,
                     alternative.rule, alternative.other, difference_in_words(alternative));
}

}  // namespace caprock
