// Session controls: V22-V24, L15, L17, L25, L47, L48.
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"

namespace caprock {
namespace {

constexpr std::string_view k_browser = "/sessionControls/persistentBrowser";

const PersistentBrowser* persistent_browser(const Policy& policy) {
  if (!policy.session_controls || !policy.session_controls->persistent_browser) return nullptr;
  const PersistentBrowser& control = *policy.session_controls->persistent_browser;
  return control.is_enabled && !is_unread(policy, k_browser) ? &control : nullptr;
}

// --- V22
void frequency_is_complete(const Policy& policy, Findings& findings) {
  const SignInFrequency* control = sign_in_frequency(policy);
  if (control == nullptr) return;
  if (control->frequency_interval == FrequencyInterval::every_time) {
    if (control->value || control->type)
      findings.add(k_sign_in_frequency, "every time is asked for, and a period is given as well");
  } else if (!control->value || !control->type) {
    findings.add(k_sign_in_frequency, std::string("the sign-in frequency has no `") +
                                          (control->value ? "type" : "value") + "`");
  } else if (*control->value < 1) {
    findings.add(std::string(k_sign_in_frequency) + "/value",
                 "the sign-in frequency is " + std::to_string(*control->value));
  }
}

// --- V23
void persistent_browser_fits(const Policy& policy, Findings& findings) {
  const PersistentBrowser* control = persistent_browser(policy);
  if (control == nullptr) return;
  if (!control->mode) findings.add(k_browser, "the persistent browser control has no `mode`");
  if (!includes_all_apps(policy) && !is_unread(policy, "/conditions/applications"))
    findings.add(k_browser, "the persistent browser control stands in a policy for some resources");
}

// --- V24
void session_only_does_something(const Policy& policy, Findings& findings) {
  if (!policy.session_controls || control_count(policy) > 0) return;
  const SessionControls& session = *policy.session_controls;
  const bool says_something = session.cloud_app_security || session.sign_in_frequency ||
                              session.persistent_browser ||
                              session.global_secure_access_filtering_profile;
  if (says_something && !session.effective() && !is_unread(policy, "/sessionControls") &&
      !is_unread(policy, "/grantControls"))
    findings.add("/sessionControls", "no session control is switched on and complete");
}

// --- L15
void every_time_needs_mfa(const Policy& policy, Findings& findings) {
  const SignInFrequency* control = sign_in_frequency(policy);
  if (control == nullptr || control->frequency_interval != FrequencyInterval::every_time) return;
  const bool fine =
      asks_for_mfa(policy) || blocks(policy) || demands(policy, BuiltInControl::risk_remediation) ||
      demands(policy, BuiltInControl::password_change) || is_unread(policy, "/grantControls");
  if (!fine) findings.add(k_sign_in_frequency, "every time is asked for without MFA or a strength");
}

// --- L17
// Only policies without further conditions surely meet in one sign-in.
bool is_unconditional(const Policy& policy) {
  return other_conditions(policy).empty() && !is_unread(policy, "/conditions") &&
         covers_client(policy, ClientAppType::browser) && includes_all_apps(policy);
}

void browser_modes_agree(const LintInput& input, Findings& findings) {
  const std::vector<Policy>& policies = input.snapshot().policies.items;
  for (auto one = policies.begin(); one != policies.end(); ++one) {
    const PersistentBrowser* mode = persistent_browser(*one);
    if (mode == nullptr || !mode->mode || is_off(*one) || !is_unconditional(*one)) continue;
    findings.look_at(*one);
    for (auto other = policies.begin(); other != one; ++other) {
      const PersistentBrowser* theirs = persistent_browser(*other);
      if (theirs != nullptr && theirs->mode && theirs->mode != mode->mode && !is_off(*other) &&
          is_unconditional(*other) && share_people(*one, *other))
        findings.add(std::string(k_browser) + "/mode", "the mode is " + shown(*mode->mode) +
                                                           " and " + shown(*theirs->mode) + " in " +
                                                           shown(*other));
    }
  }
}

// --- L25
// What a policy names as a place, and why resources do not look at it by themselves.
std::string not_watched(const LocationId& id, const TenantSnapshot& tenant) {
  const bool has_trusted_ips =
      tenant.mfa_service_settings && !tenant.mfa_service_settings->trusted_ips.empty();
  if (id.is(word::k_mfa_trusted_ips)) return "MFA trusted IPs";
  if (id.is(word::k_all_trusted)) return has_trusted_ips ? "MFA trusted IPs among all trusted" : "";
  const NamedLocation* location = tenant.named_locations.find(id);
  if (location == nullptr || !std::holds_alternative<CountryNamedLocation>(location->kind))
    return {};
  return "the countries of " + in_backticks(location->display_name);
}

void strict_places_are_watched(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!policy.session_controls || !policy.conditions.locations) return;
  const auto mode = policy.session_controls->continuous_access_evaluation;
  if (mode != CaeMode::strict_location && mode != CaeMode::strict_enforcement) return;
  const auto look = [&](const std::vector<LocationId>& list, std::string_view pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (const std::string what = not_watched(list[i], input.snapshot()); !what.empty())
        findings.add(entry(pointer, i),
                     what + " are a condition of a policy with strict enforcement of places");
  };
  look(policy.conditions.locations->include_locations, "/conditions/locations/includeLocations");
  look(policy.conditions.locations->exclude_locations, "/conditions/locations/excludeLocations");
}

// --- L47
void resilience_with_live_data(const Policy& policy, Findings& findings) {
  if (!policy.session_controls ||
      !policy.session_controls->disable_resilience_defaults.value_or(false))
    return;
  const auto& users = policy.conditions.users;
  if (users && (!users->include_groups.empty() || !users->include_roles.empty() ||
                !users->exclude_groups.empty() || !users->exclude_roles.empty()))
    findings.add("/sessionControls/disableResilienceDefaults",
                 "resilience defaults are off in a policy for groups or roles");
}

// --- L48
void cae_is_off_everywhere(const Policy& policy, Findings& findings) {
  if (!policy.session_controls ||
      policy.session_controls->continuous_access_evaluation != CaeMode::disabled ||
      is_unread(policy, "/conditions"))
    return;
  std::vector<std::string> why;
  if (!includes_all_apps(policy)) why.emplace_back("is not for all resources");
  if (!other_conditions(policy).empty()) why.emplace_back("has conditions");
  if (!why.empty())
    findings.add("/sessionControls/continuousAccessEvaluation",
                 "continuous access evaluation is disabled in a policy that " + join(why, " and "));
}

constexpr std::array k_session_rules = {
    Rule{"V22", "sign-in frequency that is not complete", Severity::error, "O",
         "Graph refuses it; where it is stored all the same, the period counts as not given",
         "give `value` and `type`, or `everyTime` and neither", each_policy<frequency_is_complete>},
    Rule{"V23", "persistent browser that cannot work", Severity::warning, "U",
         "the control is honoured only with a mode and in a policy for all resources",
         "include all resources, and give the mode `always` or `never`",
         each_policy<persistent_browser_fits>},
    Rule{"V24", "session controls that do nothing", Severity::error, "O",
         "Graph refuses a policy without grant whose session controls are all off or incomplete",
         "switch one on, or delete the policy", each_policy<session_only_does_something>},
    Rule{"L15", "sign-in frequency every time without MFA", Severity::warning, "",
         "people with a fresh password sign-in can be sent in circles, and a stored token is no "
         "longer enough for anything",
         "demand MFA or a strength in the same policy, or give a period",
         each_policy<every_time_needs_mfa>},
    Rule{"L17", "persistent browser always and never", Severity::warning, "X U",
         "which of the two wins is not documented; here `never` is taken to win",
         "exclude the people of one policy from the other", browser_modes_agree},
    Rule{"L25", "place that is not enforced in real time", Severity::warning, "",
         "resources check addresses of IP locations at once; countries and MFA trusted IPs count "
         "only when the next token is issued",
         "name the networks in an IP location", each_policy<strict_places_are_watched>},
    Rule{"L47", "resilience defaults off where live data decides", Severity::note, "",
         "during an outage of the sign-in service everybody in reach of the policy is denied",
         "leave the resilience defaults on unless that is what you want",
         each_policy<resilience_with_live_data>},
    Rule{"L48", "continuous access evaluation disabled in vain", Severity::warning, "",
         "the setting is ignored unless the policy is for all resources and has no conditions",
         "take the setting out, or move it to a policy of that shape",
         each_policy<cae_is_off_everywhere>},
};

}  // namespace

std::span<const Rule> session_rules() { return k_session_rules; }

}  // namespace caprock
