// Strengths, authentication contexts, and what is said about a baseline: V34, V35, C08, C09.
#include <algorithm>
#include <array>
#include <charconv>

#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::size_t k_longest_name = 30;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Combinations that a custom strength can have: those of the MFA strength and the single factors.
bool is_in_catalogue(Combination combination) {
  constexpr std::array k_single = {MethodMode::x509_certificate_single_factor, MethodMode::sms,
                                   MethodMode::password, MethodMode::federated_single_factor,
                                   MethodMode::qr_code_pin};
  for (const MethodMode mode : k_single)
    if (combination == static_cast<Combination>(mode)) return true;
  const AuthenticationStrength* mfa = built_in_strength(k_mfa_strength);
  return mfa != nullptr && has(mfa->allowed_combinations, combination);
}

void check_combinations(const AuthenticationStrength& strength, Findings& findings) {
  if (!strength.unread.empty()) return;
  const auto& allowed = strength.allowed_combinations;
  if (allowed.empty()) findings.add("/allowedCombinations", "no combination of methods is allowed");
  for (std::size_t i = 0; i < allowed.size(); ++i)
    if (!is_in_catalogue(allowed[i]))
      findings.add(entry("/allowedCombinations", i),
                   "the combination is none of those that a strength can have");
  for (std::size_t i = 0; i < strength.combination_configurations.size(); ++i) {
    const bool applies = std::visit(
        [&](const auto& one) {
          return std::any_of(one.applies_to_combinations.begin(), one.applies_to_combinations.end(),
                             [&](Combination combination) { return has(allowed, combination); });
        },
        strength.combination_configurations[i]);
    if (!applies)
      findings.add(entry("/combinationConfigurations", i),
                   "the configuration is for no combination that is allowed");
  }
}

void strengths_are_accepted(const LintInput& input, Findings& findings) {
  const auto& all = input.snapshot().authentication_strengths.items;
  for (auto one = all.begin(); one != all.end(); ++one) {
    const bool is_nothing = one->id.empty() && one->display_name.empty();  // an emptied object
    if (is_nothing || one->policy_type != StrengthType::custom ||
        built_in_strength(one->id) != nullptr)
      continue;
    findings.look_at(one->display_name, one->id.text(), one->origin);
    if (characters(one->display_name) > k_longest_name)
      findings.add("/displayName", "the name has " + std::to_string(characters(one->display_name)) +
                                       " characters, and it can have 30");
    const bool again = std::any_of(all.begin(), one, [&](const AuthenticationStrength& other) {
      return equal_ignoring_case(other.display_name, one->display_name) && other.id != one->id;
    });
    if (again && !one->display_name.empty())
      findings.add("/displayName", "another authentication strength has this name");
    check_combinations(*one, findings);
  }
}

// --- V35
bool is_context_id(std::string_view id) {
  if (id.size() < 2 || id.size() > 3 || (id.front() != 'c' && id.front() != 'C') || id[1] == '0')
    return false;
  int number = 0;
  const auto [end, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  return error == std::errc() && end == id.data() + id.size() && number >= 1;
}

void contexts_are_accepted(const LintInput& input, Findings& findings) {
  const auto& all = input.snapshot().authentication_contexts.items;
  for (auto one = all.begin(); one != all.end(); ++one) {
    findings.look_at(one->display_name, one->id.text(), one->origin);
    if (!is_context_id(one->id.text()))
      findings.add("/id", in_backticks(one->id.text()) + " is not one of `c1` to `c99`");
    const bool again = std::any_of(
        all.begin(), one, [&](const AuthenticationContext& other) { return other.id == one->id; });
    if (again) findings.add("/id", in_backticks(one->id.text()) + " is there twice");
  }
}

constexpr std::array k_objects_rules = {
    Rule{"V34", "authentication strength that Graph refuses", Severity::error, "O",
         "a custom strength has a name of its own of at most 30 characters and at least one known "
         "combination, and its configurations are for combinations it allows",
         "correct the name, the combinations or the configuration", strengths_are_accepted},
    Rule{"V35", "authentication context that Graph refuses", Severity::error, "O",
         "the id is one of `c1` to `c99` and there once", "give it a free id",
         contexts_are_accepted},
    Rule{"C08", "accepted finding that has run out", Severity::warning, "",
         "somebody accepted it until a day that has passed",
         "decide again: correct it, or write a new day", nullptr},
    Rule{"C09", "accepted finding that is not there", Severity::warning, "",
         "the entry accepts nothing now, and would hide the finding if it came back",
         "take the entry out of the baseline, or correct rule and policy", nullptr},
    Rule{"C12", "integrations that ask for opposite things", Severity::warning, "",
         "as things stand one of them does not get what it asks for, and may lose its token",
         "make the arrangement that satisfies both, where there is one; found with `--connections`",
         nullptr},
};

}  // namespace

std::span<const Rule> object_rules() { return k_objects_rules; }

}  // namespace caprock
