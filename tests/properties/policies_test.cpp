// What adding, moving and narrowing policies can do to an answer.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

#include "base/text.h"
#include "tests/differential/differences.h"
#include "tests/differential/make_policy.h"
#include "tests/differential/names.h"
#include "tests/properties/properties.h"

namespace caprock::properties {
namespace {

using differential::differences;

json::array policies_of(const Question& question) {
  const json::value* policies = question.tenant.if_contains("policies");
  return policies != nullptr && policies->is_array() ? policies->get_array() : json::array();
}

Question with_policies(Question question, json::array policies) {
  question.tenant["policies"] = std::move(policies);
  return question;
}

constexpr std::size_t k_new_number = 999;

Question with_one_more(const Question& question, Random& random, std::string_view state) {
  json::array policies = policies_of(question);
  json::object added = differential::make_policy(random, k_new_number);
  added["state"] = json::value(state);
  const std::size_t at = random.below(policies.size() + 1);
  policies.insert(policies.begin() + static_cast<std::ptrdiff_t>(at), std::move(added));
  return with_policies(question, std::move(policies));
}

void drop_the_new_one(Decision& decision) {
  std::erase_if(decision.policies, [](const PolicyResult& policy) {
    return policy.display_name == "P" + std::to_string(k_new_number);
  });
}

std::optional<std::string> complaint(const std::vector<std::string>& found) {
  if (found.empty()) return std::nullopt;
  return join(found, "\n");
}

Property nothing_but_its_own_result_is_new(std::string_view state) {
  return [state](const Question& question, const Door& door, Random& random) {
    const auto before = answer(door, question);
    auto after = answer(door, with_one_more(question, random, state));
    if (!before || !after) return std::optional<std::string>();
    drop_the_new_one(*after);
    return complaint(differences(*before, *after));
  };
}

TEST(Properties, a_disabled_policy_changes_nothing) {
  expect_always("a disabled policy changes nothing", nothing_but_its_own_result_is_new("disabled"));
}

TEST(Properties, a_report_only_policy_never_changes_the_verdict) {
  expect_always("a report-only policy never changes the verdict",
                nothing_but_its_own_result_is_new("enabledForReportingButNotEnforced"));
}

// --- order --------------------------------------------------------------------------------------

// The parts of an answer that follow the order of the policies, in an order of their own.
Decision in_its_own_order(Decision decision) {
  std::stable_sort(decision.policies.begin(), decision.policies.end(),
                   [](const auto& a, const auto& b) { return a.display_name < b.display_name; });
  std::stable_sort(decision.clauses.begin(), decision.clauses.end(),
                   [](const auto& a, const auto& b) { return a.display_name < b.display_name; });
  std::sort(decision.session.sign_in_frequency_by.begin(),
            decision.session.sign_in_frequency_by.end());
  return decision;
}

// Without names nobody could tell which result is whose.
bool all_have_names(const Question& question) {
  std::set<std::string> names;
  for (const json::value& policy : policies_of(question)) {
    const json::value* name =
        policy.is_object() ? policy.get_object().if_contains("displayName") : nullptr;
    if (name == nullptr || !names.insert(json::serialize(*name)).second) return false;
  }
  return true;
}

TEST(Properties, policy_order_is_irrelevant) {
  expect_always(
      "policy order is irrelevant", [](const Question& question, const Door& door, Random& random) {
        if (!all_have_names(question)) return std::optional<std::string>();
        Question changed = question;
        // `first` is an option that asks for the order (CA 2.14.4).
        changed.options.erase("cas_conflict");
        const auto before = answer(door, changed);
        json::array policies = policies_of(changed);
        for (std::size_t i = policies.size(); i > 1; --i)
          std::swap(policies[i - 1], policies[random.below(i)]);
        const auto after = answer(door, with_policies(changed, std::move(policies)));
        if (!before || !after) return std::optional<std::string>();
        return complaint(differences(in_its_own_order(*before), in_its_own_order(*after)));
      });
}

// --- exclusions ---------------------------------------------------------------------------------

struct Exclusion {
  std::string_view condition;
  std::string_view member;
  json::value value;
};

Exclusion an_exclusion(Random& random) {
  using namespace differential;
  switch (random.below(6)) {
    case 0: return {"users", "excludeUsers", one_of(random, k_users)};
    case 1: return {"users", "excludeGroups", one_of(random, k_groups)};
    case 2: return {"users", "excludeRoles", one_of(random, k_roles)};
    case 3: return {"applications", "excludeApplications", one_of(random, k_apps)};
    case 4: return {"locations", "excludeLocations", one_of(random, k_locations)};
    default: return {"platforms", "excludePlatforms", json::value("windows")};
  }
}

// Adds it to the condition where the policy has that condition; the rest stays as it is.
bool exclude(json::value& policy, const Exclusion& exclusion) {
  json::value* conditions =
      policy.is_object() ? policy.get_object().if_contains("conditions") : nullptr;
  if (conditions == nullptr || !conditions->is_object()) return false;
  json::value* condition = conditions->get_object().if_contains(exclusion.condition);
  if (condition == nullptr || !condition->is_object()) return false;
  json::value& list = condition->get_object()[exclusion.member];
  if (list.is_null()) list.emplace_array();
  if (!list.is_array()) return false;
  list.get_array().push_back(exclusion.value);
  return true;
}

// While it applies, risk remediation takes the place of password changes (CA 2.12.11), and a policy
// for registering security information takes the place of strengths (CA 2.12.1.8): a sign-in that
// such a policy spared is spared no more once it is excluded.
bool stands_in_for_others(const json::value& policy) {
  const std::string text = to_lower(json::serialize(policy));
  return text.find("riskremediation") != text.npos ||
         text.find("registersecurityinfo") != text.npos;
}

// A position that was not shared leaves open what was closed, and blocks requests that nobody can
// answer (CA 2.2.2); an exclusion that asks for one is such a case.
bool asks_for_a_position(const Question& question) {
  const json::value* locations = question.tenant.if_contains("namedLocations");
  return locations != nullptr &&
         to_lower(json::serialize(*locations)).find("gps") != std::string::npos;
}

TEST(Properties, an_exclusion_never_turns_granted_into_blocked) {
  expect_always(
      "an exclusion never turns granted into blocked",
      [](const Question& question, const Door& door, Random& random) -> std::optional<std::string> {
        json::array policies = policies_of(question);
        if (policies.empty() || asks_for_a_position(question)) return std::nullopt;
        json::value& policy = policies[random.below(policies.size())];
        if (stands_in_for_others(policy) || !exclude(policy, an_exclusion(random)))
          return std::nullopt;
        const auto before = answer(door, question);
        const auto after = answer(door, with_policies(question, policies));
        if (!before || !after || before->verdict != Verdict::granted) return std::nullopt;
        if (after->verdict != Verdict::blocked && after->verdict != Verdict::needs_controls)
          return std::nullopt;
        return "granted became " + std::to_string(static_cast<int>(after->verdict));
      });
}

}  // namespace
}  // namespace caprock::properties
