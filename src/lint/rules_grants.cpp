// Grant controls: V14-V18, V25, V27, L39-L41, L45.
#include <array>

#include "base/text.h"
#include "lint/policy_parts.h"
#include "lint/rule.h"
#include "model/well_known.h"

namespace caprock {
namespace {

constexpr std::string_view k_built_in = "/grantControls/builtInControls";

// On this day the service stopped to accept policies with `approvedApplication`.
constexpr Instant k_approved_app_frozen = std::chrono::sys_days(std::chrono::year(2026) / 6 / 30);

void operator_is_given(const Policy& policy, Findings& findings) {
  const std::size_t controls = control_count(policy);
  if (controls == 0) return;
  for (const Unread& unread : policy.unread)
    if (equal_ignoring_case(unread.pointer, "/grantControls/operator"))
      return findings.add("/grantControls/operator",
                          "the operator is " + in_backticks(unread.text) + ", not AND or OR");
  const std::string& raw = policy.origin.raw;
  if (!raw.empty() && !contains_ignoring_case(raw, "\"operator\""))
    findings.add(k_grant, "the grant has " + std::to_string(controls) +
                              (controls == 1 ? " control" : " controls") + " and no operator");
}

void block_stands_alone(const Policy& policy, Findings& findings) {
  if (blocks(policy) && control_count(policy) > 1)
    findings.add(k_built_in, "`block` stands beside " + std::to_string(control_count(policy) - 1) +
                                 " other control" + (control_count(policy) > 2 ? "s" : ""));
}

void mfa_or_strength(const Policy& policy, Findings& findings) {
  if (demands(policy, BuiltInControl::mfa) && has_strength(policy))
    findings.add(k_built_in, "`mfa` and an authentication strength are both asked for");
}

// --- V17
std::string conditions_beside_user_risk(const Policy& policy) {
  std::vector<std::string> found;
  for (const std::string_view condition : other_conditions(policy))
    if (condition != "userRiskLevels") found.emplace_back(condition);
  if (!policy.conditions.client_app_types.empty() && !covers_every_client(policy))
    found.emplace_back("clientAppTypes");
  return join(found, ", ");
}

void password_change_is_alone(const Policy& policy, Findings& findings) {
  if (!demands(policy, BuiltInControl::password_change)) return;
  const GrantControls& grant = *policy.grant_controls;
  if (!includes_all_apps(policy) && !is_unread(policy, "/conditions/applications"))
    findings.add("/conditions/applications/includeApplications",
                 "`passwordChange` is demanded for some resources only");
  if (const std::string conditions = conditions_beside_user_risk(policy); !conditions.empty())
    findings.add("/conditions", "`passwordChange` is combined with the conditions " + conditions);
  const std::size_t mfa =
      (demands(policy, BuiltInControl::mfa) ? 1U : 0U) + (grant.authentication_strength ? 1U : 0U);
  if (control_count(policy) > 1 + mfa)
    findings.add(k_built_in,
                 "`passwordChange` is combined with controls that are not `mfa` or a strength");
  if (mfa > 0 && grant.combine == GrantOperator::any && !is_unread(policy, k_grant))
    findings.add("/grantControls/operator", "`passwordChange` is joined to others by OR");
}

// --- V18
void remediation_is_not_for_guests(const Policy& policy, Findings& findings) {
  if (!demands(policy, BuiltInControl::risk_remediation)) return;
  if (names_guests(policy))
    findings.add("/conditions/users", "`riskRemediation` is demanded of external users");
  if (policy.session_controls && policy.session_controls->sign_in_frequency &&
      policy.session_controls->sign_in_frequency->is_enabled &&
      policy.session_controls->sign_in_frequency->frequency_interval ==
          FrequencyInterval::time_based &&
      !is_unread(policy, "/sessionControls/signInFrequency"))
    findings.add("/sessionControls/signInFrequency",
                 "`riskRemediation` comes with a sign-in frequency that is not every time");
}

// --- V25
bool is_targeted(const Platforms& platforms, DevicePlatform platform) {
  return has(platforms.include_platforms, platform) &&
         !has(platforms.exclude_platforms, platform) &&
         !has(platforms.exclude_platforms, DevicePlatform::all);
}

void app_controls_fit_the_platform(const Policy& policy, Findings& findings) {
  if (!policy.conditions.platforms ||
      !cannot_avoid(policy,
                    {BuiltInControl::approved_application, BuiltInControl::compliant_application}))
    return;
  for (const DevicePlatform platform : {DevicePlatform::mac_os, DevicePlatform::linux})
    if (is_targeted(*policy.conditions.platforms, platform))
      findings.add("/conditions/platforms/includePlatforms",
                   shown(platform) + " cannot meet an app control, and the grant needs one");
}

// --- V27, L45
void approved_app_beside_others(const Policy& policy, const LintInput& input, Findings& findings) {
  if (!demands(policy, BuiltInControl::approved_application) ||
      cannot_avoid(policy, {BuiltInControl::approved_application}))
    return;
  findings.add(k_built_in, input.now() >= k_approved_app_frozen
                               ? "`approvedApplication` is one of the controls: the policy can "
                                 "only be disabled or deleted"
                               : "`approvedApplication` is one of the controls: from 2026-06-30 "
                                 "on the policy can only be disabled or deleted");
}

void approved_app_is_needed(const Policy& policy, Findings& findings) {
  if (cannot_avoid(policy, {BuiltInControl::approved_application}))
    findings.add(k_built_in, "nobody gets in without an approved client app");
}

// --- L39, L40
bool is_for_device_code(const Policy& policy) {
  const auto device_code = static_cast<std::uint8_t>(TransferMethod::device_code_flow);
  return has_flows(policy) &&
         (policy.conditions.authentication_flows->transfer_methods & device_code) != 0;
}

void device_code_needs_no_device(const Policy& policy, Findings& findings) {
  if (is_for_device_code(policy) && cannot_avoid(policy, {BuiltInControl::compliant_device,
                                                          BuiltInControl::domain_joined_device}))
    findings.add(k_built_in, "a device control is demanded of the device code flow");
}

void device_code_block_knows_devices(const Policy& policy, Findings& findings) {
  if (!is_for_device_code(policy) || !blocks(policy) || !includes_all_apps(policy)) return;
  if (!has_word(policy.conditions.applications.exclude_applications, app::k_device_registration))
    findings.add("/conditions/authenticationFlows",
                 "the device code flow is blocked for all resources, Device Registration Service "
                 "included");
}

// --- L41
void terms_do_not_replace_mfa(const Policy& policy, Findings& findings) {
  if (!policy.grant_controls || policy.grant_controls->terms_of_use.empty()) return;
  if (policy.grant_controls->combine == GrantOperator::any && asks_for_mfa(policy) &&
      !is_unread(policy, k_grant))
    findings.add(k_grant, "terms of use and MFA are joined by OR");
}

constexpr std::array k_grants_rules = {
    Rule{"V14", "grant without an operator", Severity::error, "",
         "Graph refuses a grant whose operator is neither AND nor OR, and whether one control is "
         "enough is not said",
         "write `operator: OR` for one control; AND or OR for several",
         each_policy<operator_is_given>},
    Rule{"V15", "block beside other controls", Severity::error, "I",
         "Graph refuses it; read literally, either nobody gets in or `block` means nothing",
         "leave `block` alone, or take it out", each_policy<block_stands_alone>},
    Rule{"V16", "MFA beside an authentication strength", Severity::error, "",
         "Graph refuses the two together in one policy",
         "keep the strength: the built-in MFA strength equals `mfa`", each_policy<mfa_or_strength>},
    Rule{
        "V17", "password change in a policy of another shape", Severity::error, "",
        "Graph refuses it with InvalidPasswordResetControl: a password change needs all resources, "
        "no condition but user risk, and at most MFA or a strength beside it with AND",
        "give the password change a policy of its own", each_policy<password_change_is_alone>},
    Rule{"V18", "risk remediation where it cannot work", Severity::error, "",
         "risk remediation is not supported for external users and sets the sign-in frequency to "
         "every time",
         "leave external users out, and the sign-in frequency to every time",
         each_policy<remediation_is_not_for_guests>},
    Rule{"V25", "app control on macOS or Linux", Severity::warning, "X",
         "approved apps and app protection exist on other platforms; people on these are refused",
         "leave the platform out, or offer another control with OR",
         each_policy<app_controls_fit_the_platform>},
    Rule{"V27", "approved client app as one way among others", Severity::note, "X",
         "since 2026-06-30 the service refuses to create or edit policies with this control",
         "replace it by `compliantApplication` while you copy the policy to a new one",
         each_policy<approved_app_beside_others>},
    Rule{"L39", "device control on the device code flow", Severity::warning, "",
         "the flow carries no device, so the control can never be met: the policy blocks the flow",
         "write `block`, which says the same openly", each_policy<device_code_needs_no_device>},
    Rule{"L40", "device code blocked for devices, too", Severity::note, "",
         "a session that was born with a device code stays marked: meeting rooms and phones that "
         "were set up so lose it at the next refresh, and no device can be registered with a code",
         "exclude the accounts of such devices, and Device Registration Service if devices are "
         "enrolled with a code",
         each_policy<device_code_block_knows_devices>},
    Rule{"L41", "terms of use instead of MFA", Severity::warning, "",
         "accepting the terms once satisfies the policy, and MFA is never asked for again",
         "join them with AND, or give the terms a policy of their own",
         each_policy<terms_do_not_replace_mfa>},
    Rule{"L45", "policy that relies on approved client apps", Severity::warning, "",
         "the control is frozen: the policy is still enforced but can only be disabled or deleted, "
         "so no remedy can be built into it",
         "make a new policy with `compliantApplication` and disable this one",
         each_policy<approved_app_is_needed>},
};

}  // namespace

std::span<const Rule> grant_rules() { return k_grants_rules; }

}  // namespace caprock
