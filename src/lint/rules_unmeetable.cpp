// Policies whose grant nobody can meet: C10.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// --- a strength that no method can satisfy
// Nobody has a method that the configuration allows for this combination.
bool allows_nothing(const CombinationConfiguration& configuration, Combination combination) {
  const auto* fido2 = std::get_if<Fido2Configuration>(&configuration);
  return fido2 != nullptr && fido2->allowed_aaguids.empty() &&
         has(fido2->applies_to_combinations, combination);
}

// Mail is for guests to sign in with, and in no strength (CA 1.12).
bool is_usable(Combination combination, const AuthenticationStrength& strength) {
  const auto& limits = strength.combination_configurations;
  return (combination & static_cast<Combination>(MethodMode::email)) == 0 &&
         std::none_of(limits.begin(), limits.end(), [&](const CombinationConfiguration& limit) {
           return allows_nothing(limit, combination);
         });
}

bool lists_combinations(const AuthenticationStrength& strength) {
  return !strength.allowed_combinations.empty() ||
         contains_ignoring_case(strength.origin.raw, "\"allowedCombinations\"");
}

bool is_beyond_everybody(const AuthenticationStrength& strength) {
  const auto& allowed = strength.allowed_combinations;
  return strength.unread.empty() && lists_combinations(strength) &&
         std::none_of(allowed.begin(), allowed.end(),
                      [&](Combination combination) { return is_usable(combination, strength); });
}

// --- controls that no platform in reach knows
constexpr std::array k_each_platform = {DevicePlatform::android,       DevicePlatform::ios,
                                        DevicePlatform::windows,       DevicePlatform::mac_os,
                                        DevicePlatform::windows_phone, DevicePlatform::linux};

// CA 2.12: what limits a control to platforms.
bool exists_on(BuiltInControl control, DevicePlatform platform) {
  const bool mobile = platform == DevicePlatform::android || platform == DevicePlatform::ios;
  switch (control) {
    case BuiltInControl::domain_joined_device: return platform == DevicePlatform::windows;
    case BuiltInControl::approved_application: return mobile;
    case BuiltInControl::compliant_application:
      return mobile || platform == DevicePlatform::windows;
    default: return true;
  }
}

bool can_be_met_on(const Policy& policy, DevicePlatform platform) {
  const auto& controls = policy.grant_controls->built_in_controls;
  const auto exists = [&](BuiltInControl control) { return exists_on(control, platform); };
  if (policy.grant_controls->combine == GrantOperator::all)
    return std::all_of(controls.begin(), controls.end(), exists);
  return control_count(policy) > controls.size() ||
         std::any_of(controls.begin(), controls.end(), exists);
}

std::vector<DevicePlatform> platforms_in_reach(const Policy& policy) {
  std::vector<DevicePlatform> out;
  for (const DevicePlatform platform : k_each_platform)
    if (covers_platform(policy, platform)) out.push_back(platform);
  return out;
}

// A policy for macOS and Linux alone with an app control is for V25.
bool is_known_from_apps(const Policy& policy, const std::vector<DevicePlatform>& platforms) {
  return cannot_avoid(policy, {BuiltInControl::approved_application,
                               BuiltInControl::compliant_application}) &&
         std::all_of(platforms.begin(), platforms.end(), [](DevicePlatform one) {
           return one == DevicePlatform::mac_os || one == DevicePlatform::linux;
         });
}

bool no_platform_can_meet(const Policy& policy) {
  if (control_count(policy) == 0 || is_unread(policy, k_grant) ||
      is_unread(policy, "/conditions/platforms"))
    return false;
  const std::vector<DevicePlatform> platforms = platforms_in_reach(policy);
  return !platforms.empty() && !is_known_from_apps(policy, platforms) &&
         std::none_of(platforms.begin(), platforms.end(),
                      [&](DevicePlatform platform) { return can_be_met_on(policy, platform); });
}

// --- C10
void grants_can_be_met(const LintInput& input, Findings& findings) {
  const auto& policies = input.snapshot().policies.items;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    findings.look_at(policies[i]);
    const auto& strength = input.tenant().policies()[i].controls.strength;
    if (strength && cannot_avoid_strength(policies[i]) && is_beyond_everybody(*strength))
      findings.add("/grantControls/authenticationStrength",
                   "no method can satisfy the strength " + in_backticks(strength->display_name));
    if (no_platform_can_meet(policies[i]))
      findings.add("/grantControls/builtInControls",
                   "none of the platforms in reach has all that is demanded");
  }
}

constexpr std::array k_unmeetable_rules = {
    Rule{"C10", "grant that nobody can meet", Severity::warning, "",
         "everybody in reach of the policy is refused, as if it said `block`",
         "demand what these people have, or write `block`, which says the same openly",
         grants_can_be_met},
};

}  // namespace

std::span<const Rule> unmeetable_rules() { return k_unmeetable_rules; }

}  // namespace caprock
