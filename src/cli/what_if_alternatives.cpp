#include "cli/what_if_alternatives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace caprock {
namespace {

// One value of one option. Those of an option stand together, the default first.
struct Value {
  std::string_view option;
  std::string_view value;
  std::string_view rule;
  void (*set)(EvaluationOptions&);
};

template <auto field, auto value>
constexpr Value value_of_option(std::string_view option, std::string_view word,
                                std::string_view rule) {
  return {option, word, rule, [](EvaluationOptions& options) { options.*field = value; }};
}

// All but a `custom` baseline, which nobody can guess. What If never follows service dependencies.
constexpr std::array k_values = {
    value_of_option<&EvaluationOptions::baseline_scopes, BaselineScopes::enforced>(
        "baseline_scopes", "enforced", "CA 2.13"),
    value_of_option<&EvaluationOptions::baseline_scopes, BaselineScopes::legacy>(
        "baseline_scopes", "legacy", "CA 2.13"),
    value_of_option<&EvaluationOptions::baseline_scopes, BaselineScopes::disabled>(
        "baseline_scopes", "disabled", "CA 2.13"),
    value_of_option<&EvaluationOptions::service_dependencies, Toggle::on>("service_dependencies",
                                                                          "on", "CA 2.9"),
    value_of_option<&EvaluationOptions::service_dependencies, Toggle::off>("service_dependencies",
                                                                           "off", "CA 2.9"),
    value_of_option<&EvaluationOptions::empty_client_app_types, EmptyClientAppTypes::modern>(
        "empty_client_app_types", "modern", "CA 2.5"),
    value_of_option<&EvaluationOptions::empty_client_app_types, EmptyClientAppTypes::all>(
        "empty_client_app_types", "all", "CA 2.5"),
    value_of_option<&EvaluationOptions::ext_attr_unmanaged,
                    UnmanagedExtensionAttribute::rule_false>("ext_attr_unmanaged", "false",
                                                             "CA 2.7"),
    value_of_option<&EvaluationOptions::ext_attr_unmanaged, UnmanagedExtensionAttribute::null>(
        "ext_attr_unmanaged", "null", "CA 2.7"),
    value_of_option<&EvaluationOptions::persistent_browser_conflict,
                    PersistentBrowserConflict::never>("persistent_browser_conflict", "never",
                                                      "CA 2.14"),
    value_of_option<&EvaluationOptions::persistent_browser_conflict,
                    PersistentBrowserConflict::always>("persistent_browser_conflict", "always",
                                                       "CA 2.14"),
    value_of_option<&EvaluationOptions::cas_conflict, CloudAppSecurityConflict::most_restrictive>(
        "cas_conflict", "most_restrictive", "CA 2.14"),
    value_of_option<&EvaluationOptions::cas_conflict, CloudAppSecurityConflict::first>(
        "cas_conflict", "first", "CA 2.14"),
    value_of_option<&EvaluationOptions::sif_confidential, SifConfidential::deferred>(
        "sif_confidential", "deferred", "CA 2.14.1"),
    value_of_option<&EvaluationOptions::sif_confidential, SifConfidential::enforced>(
        "sif_confidential", "enforced", "CA 2.14.1"),
    value_of_option<&EvaluationOptions::all_users_includes_objectless, Toggle::on>(
        "all_users_includes_objectless", "true", "CA 2.9"),
    value_of_option<&EvaluationOptions::all_users_includes_objectless, Toggle::off>(
        "all_users_includes_objectless", "false", "CA 2.9"),
    value_of_option<&EvaluationOptions::all_resources_includes_registerdevice, Toggle::off>(
        "all_resources_includes_registerdevice", "false", "CA 2.4"),
    value_of_option<&EvaluationOptions::all_resources_includes_registerdevice, Toggle::on>(
        "all_resources_includes_registerdevice", "true", "CA 2.4"),
    value_of_option<&EvaluationOptions::unknown_graph_scope_audience, UnknownScopeAudience::graph>(
        "unknown_graph_scope_audience", "graph", "CA 2.3"),
    value_of_option<&EvaluationOptions::unknown_graph_scope_audience,
                    UnknownScopeAudience::directory>("unknown_graph_scope_audience", "directory",
                                                     "CA 2.3"),
};

bool is_chosen(std::string_view option, const std::vector<std::string>& chosen) {
  return std::any_of(chosen.begin(), chosen.end(), [&](const std::string& pair) {
    return trim(std::string_view(pair).substr(0, pair.find('='))) == option;
  });
}

EvaluationOptions with(EvaluationOptions options, const Value& value) {
  value.set(options);
  return options;
}

// The word of the value that the options have.
std::string_view word_now(std::string_view option, const EvaluationOptions& options) {
  for (const Value& value : k_values)
    if (value.option == option && with(options, value) == options) return value.value;
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
  for (const Value& value : k_values) {
    const EvaluationOptions other = with(options, value);
    if (other == options || is_chosen(value.option, chosen)) continue;
    const Decision then = decider.decide_under(other, sign_in);
    if (const auto changed = difference(decision, then))
      found.push_back({value.option, word_now(value.option, options), value.value, value.rule,
                       then.verdict, *changed});
  }
  return found;
}

std::string in_words(const Alternative& alternative) {
  return fmt::format("option `{}` (`{}`, {}): with `{}` {}", alternative.option, alternative.value,
                     alternative.rule, alternative.other, difference_in_words(alternative));
}

}  // namespace caprock
