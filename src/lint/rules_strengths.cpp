// Authentication strengths that meet in one sign-in: L49.
#include <algorithm>
#include <array>

#include "base/match.h"
#include "lint/policy_meeting.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/limits.h"

namespace caprock {
namespace {

struct StrengthDemand {
  const Policy& policy;
  const AuthenticationStrength& strength;
};

// What it allows, and how it narrows that down, is all known.
bool is_described(const AuthenticationStrength& strength) {
  return !strength.allowed_combinations.empty() && strength.unread.empty() &&
         (strength.lists_configurations || strength.policy_type == StrengthType::built_in);
}

// Only policies without further conditions surely meet in one sign-in. Groups of resources in an
// exclusion, and filters, may take out what another policy names.
bool is_for_every_sign_in(const Policy& policy) {
  const Applications& apps = policy.conditions.applications;
  const bool plain =
      std::none_of(apps.exclude_applications.begin(), apps.exclude_applications.end(),
                   [](const AppId& app) { return !app.is_guid(); });
  return plain && !apps.application_filter && other_conditions(policy).empty() &&
         covers_modern_client(policy) && !is_unread(policy, "/conditions");
}

// Of more policies than a tenant can have only the first are compared with each other.
std::vector<StrengthDemand> strength_demands(const LintInput& input) {
  std::vector<StrengthDemand> out;
  const auto& policies = input.snapshot().policies.items;
  for (std::size_t i = 0; i < policies.size() && out.size() < k_policy_limit; ++i) {
    const auto& strength = input.tenant().policies()[i].controls.strength;
    if (!is_off(policies[i]) && strength && is_described(*strength) &&
        cannot_avoid_strength(policies[i]) && is_for_every_sign_in(policies[i]))
      out.push_back({policies[i], *strength});
  }
  return out;
}

// --- does meeting one strength meet the other?
template <class T>
bool is_part_of(const std::vector<T>& some, const std::vector<T>& all) {
  return std::all_of(some.begin(), some.end(), [&](const T& one) { return has(all, one); });
}

// What the one allows, the other allows.
bool keeps_to(const Fido2Configuration& one, const Fido2Configuration& other) {
  return is_part_of(one.allowed_aaguids, other.allowed_aaguids);
}
bool keeps_to(const X509Configuration& one, const X509Configuration& other) {
  const auto keeps = [](const auto& mine, const auto& theirs) {
    return theirs.empty() || (!mine.empty() && is_part_of(mine, theirs));
  };
  return keeps(one.allowed_issuer_skis, other.allowed_issuer_skis) &&
         keeps(one.allowed_policy_oids, other.allowed_policy_oids);
}
template <class A, class B>
bool keeps_to(const A&, const B&) {
  return false;
}

bool concerns(const CombinationConfiguration& configuration, Combination combination) {
  return std::visit([&](const auto& one) { return has(one.applies_to_combinations, combination); },
                    configuration);
}

// Whoever signs in with `used`, as the one strength narrows it down, keeps to what the other says
// of `wanted`.
bool is_as_narrow(const AuthenticationStrength& one, Combination used,
                  const AuthenticationStrength& other, Combination wanted) {
  const auto& mine = one.combination_configurations;
  const auto& theirs = other.combination_configurations;
  return std::all_of(theirs.begin(), theirs.end(), [&](const CombinationConfiguration& limit) {
    return !concerns(limit, wanted) ||
           std::any_of(mine.begin(), mine.end(), [&](const CombinationConfiguration& own) {
             return concerns(own, used) &&
                    std::visit([](const auto& a, const auto& b) { return keeps_to(a, b); }, own,
                               limit);
           });
  });
}

// Signing in with `used` for the one meets the other; unknown: it depends on the key or
// certificate.
Match meets(const AuthenticationStrength& one, Combination used,
            const AuthenticationStrength& other) {
  Match result = Match::no;
  for (const Combination wanted : other.allowed_combinations)
    if ((used & wanted) == wanted)
      result = any_of(result, is_as_narrow(one, used, other, wanted) ? Match::yes : Match::unknown);
  return result;
}

bool always_meets(const AuthenticationStrength& one, const AuthenticationStrength& other) {
  const auto& ways = one.allowed_combinations;
  return std::all_of(ways.begin(), ways.end(),
                     [&](Combination used) { return meets(one, used, other) == Match::yes; });
}

bool may_meet(const AuthenticationStrength& one, const AuthenticationStrength& other) {
  const auto& ways = one.allowed_combinations;
  return std::any_of(ways.begin(), ways.end(),
                     [&](Combination used) { return meets(one, used, other) != Match::no; });
}

void compare(const StrengthDemand& one, const StrengthDemand& other, Findings& findings) {
  const bool some_method =
      may_meet(one.strength, other.strength) || may_meet(other.strength, one.strength);
  findings.add("/grantControls/authenticationStrength",
               "the strength is " + in_backticks(one.strength.display_name) + " here and " +
                   in_backticks(other.strength.display_name) + " in " + shown(other.policy) +
                   (some_method ? ", and not every method that meets the one meets the other"
                                : ", and no method meets both"),
               some_method ? Severity::note : Severity::warning);
}

bool clash(const StrengthDemand& one, const StrengthDemand& other) {
  return one.strength.id != other.strength.id && meet_in_resources(one.policy, other.policy) &&
         meet_in_people(one.policy, other.policy) && !always_meets(one.strength, other.strength) &&
         !always_meets(other.strength, one.strength);
}

// Each policy beside the first that it clashes with.
void strengths_agree(const LintInput& input, Findings& findings) {
  const std::vector<StrengthDemand> all = strength_demands(input);
  for (auto one = all.begin(); one != all.end(); ++one) {
    const auto other = std::find_if(
        all.begin(), one, [&](const StrengthDemand& before) { return clash(*one, before); });
    if (other == one) continue;
    findings.look_at(one->policy);
    compare(*one, *other, findings);
  }
}

constexpr std::array k_strengths_rules = {
    Rule{"L49", "two strengths for one sign-in", Severity::warning, "",
         "both strengths must be met: people may need two methods, and who has one of them only "
         "is refused",
         "exclude the people of one policy from the other, or let one strength allow all that the "
         "other allows",
         strengths_agree},
};

}  // namespace

std::span<const Rule> strength_rules() { return k_strengths_rules; }

}  // namespace caprock
