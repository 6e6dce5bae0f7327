#include "cli/policy_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "base/text.h"
#include "cli/policy_phrases.h"
#include "integration/policy_hit.h"

namespace caprock {
namespace {

std::string unknown_state_words(const Policy& policy) {
  const std::string_view word = unread_state(policy);
  return word.empty() ? "state not given" : fmt::format("unknown ({})", printable(word));
}

// How a sentence begins: the state and what it means for the rest.
std::string lead(const Policy& policy) {
  switch (policy.state) {
    case PolicyState::enabled: return "On:";
    case PolicyState::disabled: return "Off, so not in force:";
    case PolicyState::enabled_for_reporting:  // CA 2.11.11: Microsoft switches it on in parts
      return is_rolled_out_in_parts(policy) ? "Report-only for most, enforced for some already:"
                                            : "Report-only, so not enforced:";
    case PolicyState::unknown: break;
  }
  const std::string_view word = unread_state(policy);
  return word.empty()
             ? "State not given, so perhaps in force:"
             : fmt::format("State not known ({}), so perhaps in force:", in_backticks(word));
}

std::string where_unread(const Policy& policy, Detail detail) {
  constexpr std::size_t k_shown = 3;
  Phrases pointers;
  for (const Unread& unread : policy.unread) pointers.push_back(unread.pointer);
  if (detail == Detail::whole || pointers.size() <= k_shown) return join(pointers, ", ");
  const std::size_t more = pointers.size() - k_shown;
  pointers.resize(k_shown);
  return fmt::format("{} and {} more", join(pointers, ", "), more);
}

struct UnreadPart {
  PolicyPart part;
  std::string_view one;
  std::string_view many;
};

constexpr std::array k_unread_parts = {
    UnreadPart{PolicyPart::conditions, "a condition", "conditions"},
    UnreadPart{PolicyPart::grant_controls, "a grant control", "grant controls"},
    UnreadPart{PolicyPart::session_controls, "a session control", "session controls"},
    UnreadPart{PolicyPart::policy, "another part of the policy", "other parts of the policy"},
};

std::size_t unread_count(const Policy& policy, PolicyPart part) {
  return static_cast<std::size_t>(
      std::count_if(policy.unread.begin(), policy.unread.end(),
                    [&](const Unread& unread) { return unread.part == part; }));
}

// `2 conditions and a grant control were not read`; the state is said at the beginning.
std::string not_read(const Policy& policy) {
  Phrases parts;
  std::size_t total = 0;
  for (const UnreadPart& row : k_unread_parts) {
    const std::size_t count = unread_count(policy, row.part);
    if (count > 0)
      parts.push_back(count == 1 ? std::string(row.one) : fmt::format("{} {}", count, row.many));
    total += count;
  }
  if (parts.empty()) return {};
  return fmt::format("{} {} not read", spoken(parts, "and"), total == 1 ? "was" : "were");
}

std::string controls_in_words(const Policy& policy, const TenantSnapshot& tenant) {
  std::string out;
  if (policy.grant_controls) out = grant_in_words(*policy.grant_controls, tenant);
  if (policy.session_controls) {
    const std::string session = session_in_words(*policy.session_controls);
    if (!session.empty()) out += (out.empty() ? "" : "; it also ") + session;
  }
  if (!out.empty()) return out;
  const bool hidden = unread_count(policy, PolicyPart::grant_controls) > 0 ||
                      unread_count(policy, PolicyPart::session_controls) > 0 ||
                      unread_count(policy, PolicyPart::policy) > 0;
  return hidden ? "has to meet demands that were not read" : "has to meet no demand";
}

std::string sentence_of(const Policy& policy, const PolicyWords& words) {
  const std::string conditions = words.conditions.empty() ? "" : ", " + words.conditions + ",";
  const std::string unread = not_read(policy);
  return fmt::format("{} for {}, {}{} {}{}{}.", lead(policy), words.who, words.what, conditions,
                     words.controls, unread.empty() ? "" : "; ", unread);
}

}  // namespace

std::string state_words(const Policy& policy) {
  switch (policy.state) {
    case PolicyState::enabled: return "on";
    case PolicyState::disabled: return "off";
    case PolicyState::enabled_for_reporting: return "report-only";
    case PolicyState::unknown: return unknown_state_words(policy);
  }
  return "";
}

PolicyWords describe(const Policy& policy, const TenantSnapshot& tenant, Detail detail) {
  const Telling telling{tenant, detail};
  PolicyWords words;
  words.state = state_words(policy);
  words.who = who_in_words(policy.conditions, telling);
  words.what = what_in_words(policy.conditions.applications, telling);
  words.conditions = join(conditions_in_words(policy.conditions, telling), ", ");
  words.controls = controls_in_words(policy, tenant);
  words.unread = printable(where_unread(policy, detail));
  words.sentence = sentence_of(policy, words);
  return words;
}

}  // namespace caprock
