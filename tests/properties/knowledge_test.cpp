// Knowing more never contradicts an earlier certain answer.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "model/words.h"
#include "tests/properties/properties.h"

namespace caprock::properties {
namespace {

// Signals that nothing else is derived from, and that are derived from nothing else: taking one
// away leaves only unknowns. The others stand in for missing facts by rule: the class of client
// (CA 2.5.5), the kind of client (CA 2.3.11), the kind of person (CA 2.9.10), the MFA claim and the
// methods (CA 2.12.4), the flow (CA 2.8.5), and lists that override the tenant's.
constexpr std::array<std::string_view, 12> k_signals = {"ipAddress",
                                                        "country",
                                                        "compliantNetwork",
                                                        "device",
                                                        "devicePlatform",
                                                        "signInRiskLevel",
                                                        "userRiskLevel",
                                                        "servicePrincipalRiskLevel",
                                                        "agentIdRiskLevel",
                                                        "insiderRiskLevel",
                                                        "at",
                                                        "gps"};
constexpr std::array<std::string_view, 10> k_session_signals = {"mfaRegistered",
                                                                "lastPrimaryAuthentication",
                                                                "lastSecondaryAuthentication",
                                                                "termsAccepted",
                                                                "customControlsSatisfied",
                                                                "approvedApp",
                                                                "appProtection",
                                                                "boundToken",
                                                                "passwordChangedForRisk",
                                                                "riskRemediated"};
constexpr std::array<std::string_view, 8> k_collections = {
    "groups",     "roleAssignments",    "servicePrincipals",  "namedLocations",
    "termsOfUse", "mfaServiceSettings", "crossTenantDefault", "crossTenantPartners"};

// What is said of the subject: the home of a person, the blueprint of an agent.
void forget_of_subject(json::object& sign_in) {
  for (const std::string_view subject : {"user", "agentIdentity"})
    if (json::value* described = sign_in.if_contains(subject);
        described != nullptr && described->is_object())
      for (const std::string_view member : {"homeTenant", "blueprint"})
        described->get_object().erase(member);
}

// One fact of the device, when anything is said of it.
void forget_of_device(json::object& sign_in, Random& random) {
  json::value* device = sign_in.if_contains("device");
  if (device == nullptr || !device->is_object() || device->get_object().empty()) return;
  json::object& facts = device->get_object();
  facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(random.below(facts.size())));
}

// A state that this program does not know may be any of those it knows (CA 2.11.14).
void forget_a_state(json::object& tenant, Random& random) {
  json::value* policies = tenant.if_contains("policies");
  if (policies == nullptr || !policies->is_array() || policies->get_array().empty()) return;
  json::value& policy = policies->get_array()[random.below(policies->get_array().size())];
  if (policy.is_object()) policy.get_object()["state"] = "stateOfTomorrow";
}

Question without_something(Question question, Random& random) {
  const std::size_t kind = random.below(6);
  if (kind == 0) {
    question.sign_in.erase(random.pick(k_signals));
  } else if (kind == 1) {
    json::value* session = question.sign_in.if_contains("session");
    if (session != nullptr && session->is_object())
      session->get_object().erase(random.pick(k_session_signals));
  } else if (kind == 2) {
    forget_of_subject(question.sign_in);
  } else if (kind == 3) {
    forget_of_device(question.sign_in, random);
  } else if (kind == 4) {
    forget_a_state(question.tenant, random);
  } else {
    question.tenant.erase(random.pick(k_collections));
  }
  return question;
}

bool is_certain(Match match) { return match != Match::unknown; }

std::string was(std::string_view what, std::string_view less, std::string_view more) {
  return std::string(what) + " was " + std::string(less) + " and became " + std::string(more);
}

const ConditionResult* condition_of(const PolicyResult& policy, Condition condition) {
  for (const ConditionResult& one : policy.conditions)
    if (one.condition == condition) return &one;
  return nullptr;
}

// Which word a log has for it is a matter of the policy's state.
bool is_not_applied(PolicyOutcome outcome) {
  return outcome == PolicyOutcome::not_applied ||
         outcome == PolicyOutcome::report_only_not_applied || outcome == PolicyOutcome::not_enabled;
}

std::optional<std::string> contradiction(const PolicyResult& less, const PolicyResult& more) {
  if (is_certain(less.applies) && less.applies != more.applies)
    return was(less.display_name, to_string(less.applies), to_string(more.applies));
  if (less.outcome != PolicyOutcome::undetermined && less.outcome != more.outcome &&
      !(is_not_applied(less.outcome) && is_not_applied(more.outcome)))
    return was(less.display_name + ", the outcome", word_for(less.outcome), word_for(more.outcome));
  for (const ConditionResult& one : less.conditions) {
    const ConditionResult* other = condition_of(more, one.condition);
    if (is_certain(one.match) && other != nullptr && other->match != one.match)
      return was(less.display_name + ", " + std::string(word_for(one.condition)),
                 to_string(one.match), to_string(other->match));
  }
  if (less.applies == more.applies && less.controls.size() == more.controls.size())
    for (std::size_t i = 0; i < less.controls.size(); ++i)
      if (is_certain(less.controls[i].met) && less.controls[i].met != more.controls[i].met)
        return was(less.display_name + ", a control", to_string(less.controls[i].met),
                   to_string(more.controls[i].met));
  return std::nullopt;
}

const PolicyResult* policy_of(const Decision& decision, const PolicyId& id) {
  for (const PolicyResult& policy : decision.policies)
    if (policy.id == id) return &policy;
  return nullptr;
}

// CA 2.2.3 asks for certainty that a missing control can never be met; without it the control is
// merely missing (CA 2.2.5). Access was refused before as it is now.
bool turned_out_to_be_out_of_reach(const Decision& less, const Decision& more) {
  if (less.verdict != Verdict::needs_controls || more.verdict != Verdict::blocked) return false;
  return std::all_of(more.determined_by.begin(), more.determined_by.end(), [&](const PolicyId& id) {
    const PolicyResult* policy = policy_of(more, id);
    return policy != nullptr &&
           std::any_of(policy->controls.begin(), policy->controls.end(),
                       [](const ControlResult& one) {
                         return !one.attainable && one.met == Match::no &&
                                !(one.control.kind == ControlKind::built_in &&
                                  one.control.built_in == BuiltInControl::block);
                       });
  });
}

std::optional<std::string> contradiction(const Decision& less, const Decision& more) {
  if (less.verdict != Verdict::undetermined && less.verdict != more.verdict &&
      !turned_out_to_be_out_of_reach(less, more))
    return was("the verdict", word_for(less.verdict), word_for(more.verdict));
  for (std::size_t i = 0; i < less.policies.size(); ++i)
    if (auto found = contradiction(less.policies[i], more.policies[i])) return found;
  return std::nullopt;
}

// What If takes its own defaults for what is not said (CA 1.14), so this is about the other modes.
TEST(Properties, knowing_more_never_contradicts_an_earlier_certain_answer) {
  expect_always(
      "knowing more never contradicts an earlier certain answer",
      [](const Question& question, const Door& door, Random& random) -> std::optional<std::string> {
        Question more = question;
        if (const json::value* mode = more.options.if_contains("evaluation_mode");
            mode != nullptr && *mode == "whatif")
          more.options.erase("evaluation_mode");
        Question less = more;
        for (std::size_t left = 1 + random.below(4); left > 0; --left)
          less = without_something(std::move(less), random);
        const auto before = answer(door, less);
        const auto after = answer(door, more);
        if (!before || !after || before->policies.size() != after->policies.size())
          return std::nullopt;
        return contradiction(*before, *after);
      });
}

}  // namespace
}  // namespace caprock::properties
