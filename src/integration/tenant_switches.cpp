#include "integration/tenant_switches.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "integration/connection_kinds.h"
#include "integration/control_words.h"
#include "integration/missing_words.h"
#include "integration/policy_hit.h"
#include "model/aadsts.h"
#include "model/well_known.h"

namespace caprock {
namespace {

// Roles whose holders must always do MFA under Security Defaults (TS 5.3).
// SOURCE: Microsoft: Security defaults in Microsoft Entra ID; template ids: built-in roles.
constexpr std::array<std::string_view, 16> k_admin_roles = {
    "62e90394-69f5-4237-9190-012177145e10",  // Global Administrator
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",  // Application Administrator
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",  // Authentication Administrator
    "b0f54661-2d74-4c50-afa3-1ec803f12efe",  // Billing Administrator
    "158c047a-c907-4556-b7ef-446551a6b5f7",  // Cloud Application Administrator
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",  // Conditional Access Administrator
    "29232cdf-9323-42fd-ade2-1d097af3e4de",  // Exchange Administrator
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",  // Helpdesk Administrator
    "966707d0-3269-4727-9be2-8c3a10f19b9d",  // Password Administrator
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",  // Privileged Authentication Administrator
    "e8611ab8-c189-46e8-94e1-60213ab1f814",  // Privileged Role Administrator
    "194ae4cb-b126-40b2-bd5b-6091b380977d",  // Security Administrator
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",  // SharePoint Administrator
    "fe930be7-5e62-47db-91af-98c3a49a38b1",  // User Administrator
    "0526716b-113d-4c15-b2c8-68e3c22b9f80",  // Authentication Policy Administrator
    "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",  // Identity Governance Administrator
};

constexpr std::string_view k_directory_synchronization_role =
    "d29b2b05-8046-44ba-8758-1e26182fcf32";

bool asks_azure_management(const Decision& decision) {
  return std::any_of(
      decision.audiences.begin(), decision.audiences.end(),
      [](const AppId& audience) { return audience.is(app::k_azure_service_management); });
}

int factor_code(const ConnectionTarget& target) {
  return target.mfa_registered() == Match::no ? aadsts::k_mfa_not_registered : aadsts::k_mfa_needed;
}

Cause switch_cause(ControlTopic topic, std::string control, std::string rule) {
  Cause cause;
  cause.topic = topic;
  cause.control = std::move(control);
  cause.rules = {std::move(rule)};
  return cause;
}

bool profile_asks_for(const ConnectionTarget& target, RequirementKind kind) {
  const auto& requirements = target.profile->requirements;
  return std::any_of(requirements.begin(), requirements.end(), [&](const Requirement& r) {
    return r.kind == kind &&
           (r.connections.empty() || std::find(r.connections.begin(), r.connections.end(),
                                               target.way->id) != r.connections.end());
  });
}

bool any_policy_enabled(const TenantSnapshot& tenant) {
  return std::any_of(tenant.policies.items.begin(), tenant.policies.items.end(),
                     [](const Policy& p) { return p.state == PolicyState::enabled; });
}

// --- Security Defaults -------------------------------------------------------------------------

Cause defaults_cause(const ConnectionTarget& target) {
  Cause cause = switch_cause(ControlTopic::security_defaults,
                             "Security Defaults demand multifactor authentication", "TS 5.3");
  cause.aadsts = factor_code(target);
  return cause;
}

// Rules (a), (b) and (d) of TS 5.3: who must always show a second factor.
Cause must_have_factor(const ConnectionTarget& target, Match who, std::string because) {
  Cause cause = defaults_cause(target);
  cause.certainty = all_of(who, negate(target.mfa_in_token()));
  cause.evidence = sends_password(target.kind()) ? Evidence::documented : Evidence::choice;
  if (who == Match::unknown) cause.undetermined_by.emplace_back("subject.roles");
  if (target.mfa_in_token() == Match::unknown)
    cause.undetermined_by.emplace_back("session.mfaClaim");
  cause.explains = std::move(because);
  return cause;
}

// Rule (c): Microsoft decides when to ask, so it may happen, and nobody can say when.
Cause asked_at_will(const ConnectionTarget& target) {
  Cause cause = defaults_cause(target);
  cause.severity = target.mfa_in_token() == Match::yes ? Severity::note : Severity::warning;
  cause.certainty = Match::unknown;
  cause.explains =
      "Microsoft asks ordinary accounts for a second factor when it sees fit; nobody can say when, "
      "and from then on refreshes are refused.";
  return cause;
}

void add_device_code(const ConnectionTarget& target, SwitchFindings& findings) {
  if (target.kind() != ConnectionKind::delegated_device_code) return;
  Cause cause = switch_cause(ControlTopic::security_defaults,
                             "Security Defaults may block the device code flow", "TS 5.3");
  cause.severity = Severity::warning;
  cause.certainty = Match::unknown;
  cause.moment = Moment::interactive_sign_in;
  cause.evidence = Evidence::unsure;
  cause.aadsts = 530035;
  cause.explains =
      "Since July 2026 Security Defaults refuse sign-ins by device code in newer tenants; the next "
      "sign-in may need another flow.";
  findings.causes.push_back(std::move(cause));
}

Cause legacy_protocol_blocked() {
  Cause cause = switch_cause(ControlTopic::security_defaults,
                             "Security Defaults block legacy protocols", "TS 5.3");
  cause.aadsts = 530035;
  cause.explains =
      "Basic authentication, with a password or an app password, is refused for every account.";
  return cause;
}

void defaults_are_on(const ConnectionTarget& target, const Decision& decision,
                     SwitchFindings& findings) {
  if (is_synchronization_account(target)) return;
  if (target.kind() == ConnectionKind::legacy_protocol) {
    findings.causes.push_back(legacy_protocol_blocked());
    return;
  }
  add_device_code(target, findings);
  const Match admin = holds_admin_role(target);
  const Match unregistered_password =
      sends_password(target.kind()) ? negate(target.mfa_registered()) : Match::no;
  if (asks_azure_management(decision) && target.mfa_in_token() != Match::yes)
    findings.causes.push_back(must_have_factor(
        target, Match::yes, "Azure management asks every account for a second factor."));
  else if (unregistered_password == Match::yes && admin != Match::yes)
    findings.causes.push_back(must_have_factor(
        target, Match::yes,
        "Every account must register a second factor, and a sign-in by password alone cannot."));
  else if (admin != Match::no && target.mfa_in_token() != Match::yes)
    findings.causes.push_back(must_have_factor(
        target, admin,
        sends_password(target.kind())
            ? "The account holds an administrator role; such accounts need a second factor at "
              "every sign-in, and the product sends only the password."
            : "The account holds an administrator role; such accounts need a second factor, and "
              "the stored token was obtained without one."));
  else
    findings.causes.push_back(asked_at_will(target));
}

void add_security_defaults(const ConnectionTarget& target, const Decision& decision,
                           SwitchFindings& findings) {
  const TenantSnapshot& tenant = *target.tenant;
  if (tenant.security_defaults) {
    if (tenant.security_defaults->is_enabled) defaults_are_on(target, decision, findings);
    return;
  }
  if (any_policy_enabled(tenant)) {
    findings.notes.emplace_back(
        "Security Defaults: not in the export; inferred off, because Conditional Access policies "
        "are switched on and the two exclude each other (TS 5.3)");
    return;
  }
  findings.missing.emplace_back(
      "whether Security Defaults are on: export "
      "`policies/identitySecurityDefaultsEnforcementPolicy`");
  if (!profile_asks_for(target, RequirementKind::security_defaults_off)) return;
  Cause cause = defaults_cause(target);
  cause.certainty = Match::unknown;
  cause.undetermined_by.emplace_back("tenant.securityDefaults");
  cause.explains =
      "The export does not say whether Security Defaults are on; if so, they may ask "
      "this account for a second factor.";
  findings.causes.push_back(std::move(cause));
}

// --- Per-user multifactor authentication -------------------------------------------------------

std::string explain_per_user(const ConnectionTarget& target, Match in_token) {
  if (sends_password(target.kind()))
    return "The product sends only user name and password, so every request is refused.";
  if (in_token == Match::unknown)
    return "Nobody said whether the stored token was obtained with a second factor; if not, every "
           "refresh is refused.";
  return target.way->person_can_sign_in
             ? "The stored token was obtained without a second factor; every refresh is refused "
               "until a person signs in with one."
             : "The stored token was obtained without a second factor, and nobody can sign in as "
               "this account to show one.";
}

// True when per-user MFA demands a second factor of this connection.
bool add_per_user_mfa(const ConnectionTarget& target, const SignIn& refresh,
                      SwitchFindings& findings) {
  const auto state = target.user ? target.user->per_user_mfa_state : std::nullopt;
  if (state == PerUserMfaState::disabled || from_trusted_ip(*target.tenant, refresh)) return false;
  const Match in_token = target.mfa_in_token();
  if (!state) {
    findings.missing.push_back(how_to_tell("tenant.perUserMfa", target));
    if (!per_user_mfa_is_open(target)) return false;
  }
  if (in_token != Match::yes) {
    Cause cause = switch_cause(ControlTopic::per_user_mfa,
                               fmt::format("per-user multifactor authentication is {}",
                                           !state                                ? "not exported"
                                           : *state == PerUserMfaState::enforced ? "enforced"
                                                                                 : "enabled"),
                               "TS 5.1");
    cause.certainty = state ? negate(in_token) : Match::unknown;
    if (!state) cause.undetermined_by.emplace_back("tenant.users.perUserMfaState");
    if (in_token == Match::unknown) cause.undetermined_by.emplace_back("session.mfaClaim");
    cause.aadsts = factor_code(target);
    if (is_external_guest(target.kind())) cause.evidence = Evidence::unsure;
    cause.explains = state ? explain_per_user(target, in_token)
                           : "The export does not say whether it is switched on for this account; "
                             "if so, requests without a second factor are refused.";
    findings.causes.push_back(std::move(cause));
  }
  return state.has_value();
}

// --- Remembered multifactor authentication -----------------------------------------------------

bool counts_a_factor(const PolicyResult& policy) {
  return std::any_of(policy.controls.begin(), policy.controls.end(),
                     [](const ControlResult& result) {
                       return result.control.kind == ControlKind::authentication_strength ||
                              (result.control.kind == ControlKind::built_in &&
                               result.control.built_in == BuiltInControl::mfa);
                     });
}

// Does anything demand the second factor whose age is limited? The reasons for unknown go to
// `open`.
Match demands_mfa(const ConnectionTarget& target, const Decision& decision,
                  std::vector<std::string>& open) {
  Match demanded = Match::no;
  const std::vector<Policy>& policies = target.tenant->policies.items;
  for (std::size_t i = 0; i < std::min(policies.size(), decision.policies.size()); ++i) {
    const PolicyResult& policy = decision.policies[i];
    const bool in_parts = is_rolled_out_in_parts(policies[i]);
    const bool counts =
        policy.state == PolicyState::enabled || policy.state == PolicyState::unknown || in_parts;
    if (!counts || policy.applies == Match::no || !counts_a_factor(policy)) continue;
    demanded = any_of(demanded, in_parts ? Match::unknown : policy.applies);
    if (in_parts) open.push_back("policies[" + policy.id.text() + "].unread");
    for (const ConditionResult& condition : policy.conditions)
      if (condition.match == Match::unknown)
        open.insert(open.end(), condition.undetermined_by.begin(), condition.undetermined_by.end());
  }
  return demanded;
}

// TS 5.3, rules (a) and (b).
Match defaults_demand_mfa(const ConnectionTarget& target, const Decision& decision,
                          std::vector<std::string>& open) {
  const auto& defaults = target.tenant->security_defaults;
  if (!defaults || !defaults->is_enabled || is_synchronization_account(target)) return Match::no;
  if (asks_azure_management(decision)) return Match::yes;
  const Match admin = holds_admin_role(target);
  if (admin == Match::unknown) open.emplace_back("subject.roles");
  return admin;
}

void date_remembered(const ConnectionTarget& target, std::chrono::days days, Instant now,
                     Cause& cause) {
  const auto at = target.mfa_at();
  if (!at) {
    cause.explains = fmt::format(
        "A second factor is good for {} after it was shown; then somebody must sign in again. The "
        "file does not say when that was, so the date is open.",
        period_in_words(days));
    return;
  }
  cause.from = *at + days;
  cause.explains = fmt::format(
      "The second factor was shown on {}; {} every refresh is refused until a person shows it "
      "again.",
      moment_in_words(*at),
      *cause.from > now ? "from " + moment_in_words(*cause.from)
                        : fmt::format("that is more than {} ago, so", period_in_words(days)));
}

void add_remembered_mfa(const ConnectionTarget& target, const Decision& decision, bool per_user,
                        Instant now, SwitchFindings& findings) {
  const auto& settings = target.tenant->mfa_service_settings;
  std::vector<std::string> open;
  const Match demanded = any_of(
      match_if(per_user),
      any_of(demands_mfa(target, decision, open), defaults_demand_mfa(target, decision, open)));
  // Not applied to guests, and a connection without MFA fails the demand itself (TS 5.2).
  if (is_external_guest(target.kind()) || target.mfa_in_token() != Match::yes ||
      demanded == Match::no)
    return;
  if (!settings) {
    findings.missing.emplace_back(
        "whether \"remember multifactor authentication on trusted devices\" is on, and for how "
        "many days: add `mfaServiceSettings.json` to the export");
    return;
  }
  if (!settings->remember_mfa) return;
  Cause cause = switch_cause(ControlTopic::remember_mfa,
                             fmt::format("remembers multifactor authentication for {}",
                                         period_in_words(*settings->remember_mfa)),
                             "TS 5.2");
  cause.aadsts = 50078;
  cause.certainty = demanded;
  if (demanded == Match::unknown) cause.undetermined_by = std::move(open);
  // That the limit also counts when only a policy or Security Defaults ask has not been measured.
  cause.evidence = per_user ? Evidence::observed : Evidence::unsure;
  date_remembered(target, *settings->remember_mfa, now, cause);
  findings.causes.push_back(std::move(cause));
}

}  // namespace

Match holds_admin_role(const ConnectionTarget& target) {
  const auto roles = target.roles();
  if (!roles) return Match::unknown;
  return match_if(std::any_of(k_admin_roles.begin(), k_admin_roles.end(), [&](std::string_view id) {
    return roles->contains(RoleTemplateId(std::string(id)));
  }));
}

bool is_synchronization_account(const ConnectionTarget& target) {
  const auto roles = target.roles();
  return roles && roles->contains(RoleTemplateId(std::string(k_directory_synchronization_role)));
}

bool from_trusted_ip(const TenantSnapshot& tenant, const SignIn& sign_in) {
  const IpAddress* ip = sign_in.client.ip.value();
  if (!ip || !tenant.mfa_service_settings) return false;
  const auto& ranges = tenant.mfa_service_settings->trusted_ips;
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const IpRange& range) { return range.contains(*ip); });
}

bool per_user_mfa_is_open(const ConnectionTarget& target) {
  return (target.user == nullptr || !target.user->per_user_mfa_state) &&
         target.mfa_in_token() != Match::yes &&
         profile_asks_for(target, RequirementKind::per_user_mfa_disabled);
}

Match security_defaults_are_on(const TenantSnapshot& tenant) {
  if (tenant.security_defaults) return match_if(tenant.security_defaults->is_enabled);
  return any_policy_enabled(tenant) ? Match::no : Match::unknown;
}

SwitchFindings switch_findings(const ConnectionTarget& target, const SignIn& refresh,
                               const Decision& decision, Instant now) {
  SwitchFindings findings;
  if (is_app_only(target.kind())) return findings;  // TS 6.1: none of them touches app-only tokens
  add_security_defaults(target, decision, findings);
  const bool per_user = add_per_user_mfa(target, refresh, findings);
  add_remembered_mfa(target, decision, per_user, now, findings);
  return findings;
}

}  // namespace caprock
