// Names of policies that say something else than the policies: C11.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

// `CA1-BlockLegacyAuth (MFA)` is ca1, block, legacy, auth and mfa.
class NameWords {
 public:
  explicit NameWords(std::string_view name) {
    bool inside = false, was_small = false;
    for (const char c : name) {
      const auto byte = static_cast<unsigned char>(c);
      const bool capital = std::isupper(byte) != 0;
      if (std::isalnum(byte) == 0 || (capital && was_small)) inside = false;
      was_small = std::islower(byte) != 0;
      if (std::isalnum(byte) == 0) continue;
      if (!inside) words_.emplace_back();
      inside = true;
      words_.back() += static_cast<char>(std::tolower(byte));
    }
  }

  // These words, one after the other.
  bool say(std::initializer_list<std::string_view> phrase) const { return at(phrase) != end(); }
  bool say_one_of(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return say({word}); });
  }
  // The word after the phrase; empty at the end, and without the phrase.
  std::string_view after(std::initializer_list<std::string_view> phrase) const {
    const auto found = at(phrase);
    if (found == end() || end() - found == static_cast<std::ptrdiff_t>(phrase.size())) return {};
    return *(found + static_cast<std::ptrdiff_t>(phrase.size()));
  }

 private:
  using At = std::vector<std::string>::const_iterator;
  At end() const { return words_.end(); }
  At at(std::initializer_list<std::string_view> phrase) const {
    return std::search(words_.begin(), words_.end(), phrase.begin(), phrase.end());
  }

  std::vector<std::string> words_;
};

// --- what the name says of the state
// `word` is a part of its own at an end of the name, or in brackets: `X - Disabled`, `[DISABLED]
// X`.
bool is_marked(std::string_view name, std::string_view word) {
  constexpr std::string_view k_separators = "-:|_()[]{}";
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t to = std::min(name.find_first_of(k_separators, from), name.size());
    if (const std::string_view part = trim(name.substr(from, to - from)); !part.empty())
      parts.push_back(part);
    from = to + 1;
  }
  return parts.size() > 1 &&
         (equal_ignoring_case(parts.front(), word) || equal_ignoring_case(parts.back(), word));
}

// With session controls `Persistent browser - Disabled` may speak of these.
std::string_view wrong_state(const Policy& policy, const NameWords& name) {
  const bool on = policy.state == PolicyState::enabled;
  if (on && name.say({"report", "only"})) return "report-only, and the policy is on";
  if (on && is_marked(policy.display_name, "disabled") && !has_session(policy))
    return "disabled, and the policy is on";
  if (is_off(policy) && is_marked(policy.display_name, "enabled") && !has_session(policy))
    return "enabled, and the policy is off";
  return {};
}

// --- what the name says of the grant
bool says_block(const NameWords& name) { return name.say_one_of({"block", "blocks", "deny"}); }

bool says_mfa(const NameWords& name) {
  return name.say_one_of({"mfa", "2fa", "multifactor"}) || name.say({"multi", "factor"});
}

// Words after which a block may be the other side of a grant: `Block access without MFA`.
bool says_unless(const NameWords& name) {
  return name.say_one_of({"unless", "except", "without", "or", "if", "require", "allow"});
}

bool requires_mfa(const NameWords& name) {
  for (const std::string_view verb : {"require", "requires", "enforce"})
    for (const std::string_view mfa : {"mfa", "multifactor"})
      if (name.say({verb, mfa})) return !name.after({verb, mfa}).starts_with("regist");
  return false;
}

bool requires_compliance(const NameWords& name) {
  return name.say({"require", "compliant", "device"}) ||
         name.say({"require", "compliant", "devices"});
}

bool demands_device(const Policy& policy) {
  return demands(policy, BuiltInControl::compliant_device) ||
         demands(policy, BuiltInControl::domain_joined_device);
}

// A grant of these controls and nothing else.
bool demands_mfa_only(const Policy& policy) {
  const std::size_t mfa =
      (demands(policy, BuiltInControl::mfa) ? 1U : 0U) + (has_strength(policy) ? 1U : 0U);
  return mfa > 0 && control_count(policy) == mfa;
}

// Custom controls are MFA of another maker.
bool demands_some_mfa(const Policy& policy) {
  return asks_for_mfa(policy) || !policy.grant_controls->custom_authentication_factors.empty() ||
         demands(policy, BuiltInControl::risk_remediation);
}

std::string_view wrong_grant(const Policy& policy, const NameWords& name) {
  if (control_count(policy) == 0 || is_unread(policy, k_grant)) return {};
  if (says_block(name) && !says_mfa(name) && !says_unless(name) && demands_mfa_only(policy) &&
      !has_session(policy))
    return "block, and the grant is MFA";
  if (requires_mfa(name) && !says_block(name) && blocks(policy))
    return "MFA, and the grant is `block`";
  if (requires_mfa(name) && !blocks(policy) && !demands_some_mfa(policy))
    return "MFA, and the grant is something else";
  if (requires_compliance(name) && !blocks(policy) && !demands_device(policy) &&
      !has_device_filter(policy))
    return "compliant device, and the grant is something else";
  return {};
}

std::string_view wrong_clients(const Policy& policy, const NameWords& name) {
  const bool speaks_of_legacy = name.say({"block", "legacy"}) || name.say({"blocks", "legacy"});
  if (speaks_of_legacy && blocks(policy) && covers_modern_client(policy) &&
      other_conditions(policy).empty() && !is_unread(policy, "/conditions"))
    return "legacy clients, and modern ones are blocked as well";
  return {};
}

// --- C11
void name_says_what_it_does(const Policy& policy, Findings& findings) {
  const NameWords name(policy.display_name);
  for (const std::string_view wrong :
       {wrong_state(policy, name), wrong_grant(policy, name), wrong_clients(policy, name)})
    if (!wrong.empty()) findings.add("/displayName", "the name says " + std::string(wrong));
}

constexpr std::array k_names_rules = {
    Rule{"C11", "name that says something else", Severity::note, "X",
         "people go by the name, in reports as well, and take the policy for what it is not",
         "give it another name, or make it what the name says",
         each_policy<name_says_what_it_does>},
};

}  // namespace

std::span<const Rule> name_rules() { return k_names_rules; }

}  // namespace caprock
