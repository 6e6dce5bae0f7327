#include "reference/session_controls.h"

#include <algorithm>

#include "model/well_known.h"
#include "reference/match_applications.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

// CA 2.14.1: "every time" tolerates five minutes.
constexpr std::chrono::seconds k_every_time_tolerance = std::chrono::minutes(5);

Finding is_too_old(const Situation& situation, const Signal<Instant>& authentication,
                   std::chrono::seconds limit, std::string path) {
  if (authentication.is_absent()) return yes();
  const Instant* now = situation.sign_in.at.value();
  std::vector<Finding> missing;
  if (authentication.is_unknown()) missing.push_back(unknown(std::move(path)));
  if (!now) missing.push_back(unknown("at"));
  if (!missing.empty()) return any_of(missing);
  return found(*now - *authentication.value() > limit);
}

// CA 2.14.1: first and second factor both age; the second one only where the session has one.
Finding authentication_is_too_old(const Situation& situation, const SignInFrequency& control) {
  const Session& session = situation.sign_in.session;
  const std::chrono::seconds limit =
      std::max(control.period().value_or(k_every_time_tolerance), k_every_time_tolerance);
  if (control.authentication_type == FrequencyAuthentication::secondary)
    return is_too_old(situation, session.last_secondary_authentication, limit,
                      "session.lastSecondaryAuthentication");
  const Finding primary = is_too_old(situation, session.last_primary_authentication, limit,
                                     "session.lastPrimaryAuthentication");
  if (session.last_secondary_authentication.is_absent()) return primary;
  return any_of({primary, is_too_old(situation, session.last_secondary_authentication, limit,
                                     "session.lastSecondaryAuthentication")});
}

// CA 2.14.1: on a confidential client enforcement waits for the next interactive sign-in.
// Option sif_confidential.
Finding is_deferred(const Situation& situation) {
  const Request& request = situation.sign_in.request;
  if (situation.options.sif_confidential == SifConfidential::enforced || request.interactive ||
      request.grant != GrantType::refresh_token)
    return no();
  if (request.client_kind.is_unknown()) return unknown("clientKind");
  return found(request.client_kind.value() &&
               *request.client_kind.value() == ClientKind::confidential_client);
}

bool protects(const Audience& audience) {
  const auto protected_apps = token_protected_apps();
  return std::any_of(protected_apps.begin(), protected_apps.end(),
                     [&](std::string_view app) { return audience.app.is(app); });
}

// CA 2.14: token protection exists for a few resources only.
Finding asks_protected_resource(const Situation& situation) {
  std::vector<Finding> ways;
  for (const Audience& audience : situation.audiences)
    ways.push_back(audience.is_known() ? found(protects(audience))
                                       : unknown(audience.unknown_path));
  return any_of(ways);
}

// CA 2.14: `disabled` counts only without conditions and for all resources.
bool is_unconditional(const Policy& policy) {
  const Conditions& conditions = policy.conditions;
  const auto& types = conditions.client_app_types;
  const bool every_client = std::all_of(
      types.begin(), types.end(), [](ClientAppType type) { return type == ClientAppType::all; });
  return includes_all(conditions.applications) && every_client && !types.empty() &&
         !conditions.platforms && !conditions.locations && !conditions.devices &&
         !conditions.device_states && conditions.sign_in_risk_levels.empty() &&
         conditions.user_risk_levels.empty() && conditions.service_principal_risk_levels.empty() &&
         conditions.insider_risk_levels == 0 && conditions.agent_id_risk_levels == 0 &&
         (!conditions.authentication_flows ||
          conditions.authentication_flows->transfer_methods == 0);
}

int strictness(CaeMode mode) {
  switch (mode) {
    case CaeMode::disabled: return 0;
    case CaeMode::strict_enforcement: return 1;
    case CaeMode::strict_location: return 2;
  }
  return 0;
}

int strictness(CloudAppSecurityType type) {
  switch (type) {
    case CloudAppSecurityType::monitor_only: return 0;
    case CloudAppSecurityType::mcas_configured: return 1;
    case CloudAppSecurityType::block_downloads: return 2;
  }
  return 0;
}

// The shortest period wins; among equals every policy is named (CA 2.14.1).
void merge_frequency(SessionDemands& demands, const NamedPolicy& named) {
  const SignInFrequency* control = sign_in_frequency(named.policy);
  if (!control) return;
  const std::chrono::seconds period = *control->period();
  if (demands.sign_in_frequency && period > *demands.sign_in_frequency) return;
  const bool secondary = control->authentication_type == FrequencyAuthentication::secondary;
  if (demands.sign_in_frequency == period) {
    demands.frequency_counts_secondary_only = demands.frequency_counts_secondary_only && secondary;
  } else {
    demands.sign_in_frequency = period;
    demands.sign_in_frequency_by.clear();
    demands.frequency_counts_secondary_only = secondary;
  }
  demands.sign_in_frequency_by.push_back(named.id);
}

// CA 2.14: honoured for all resources only. Option persistent_browser_conflict.
void merge_persistent_browser(SessionDemands& demands, const Situation& situation,
                              const Policy& policy) {
  const auto& control = policy.session_controls->persistent_browser;
  if (!control || !control->is_enabled || !control->mode ||
      !includes_all(policy.conditions.applications))
    return;
  const PersistentBrowserMode winner =
      situation.options.persistent_browser_conflict == PersistentBrowserConflict::never
          ? PersistentBrowserMode::never
          : PersistentBrowserMode::always;
  if (!demands.persistent_browser || *control->mode == winner)
    demands.persistent_browser = control->mode;
}

// Option cas_conflict.
void merge_cloud_app_security(SessionDemands& demands, const Situation& situation,
                              const SessionControls& controls) {
  const auto& control = controls.cloud_app_security;
  if (!control || !control->is_enabled || !control->type) return;
  auto& merged = demands.cloud_app_security;
  if (!merged || (situation.options.cas_conflict == CloudAppSecurityConflict::most_restrictive &&
                  strictness(*control->type) > strictness(*merged)))
    merged = control->type;
}

void merge_access_evaluation(SessionDemands& demands, const Policy& policy) {
  const auto& mode = policy.session_controls->continuous_access_evaluation;
  if (!mode || (*mode == CaeMode::disabled && !is_unconditional(policy))) return;
  auto& merged = demands.continuous_access_evaluation;
  if (!merged || strictness(*mode) > strictness(*merged)) merged = mode;
}

// CA 2.14: a control of which a part is not understood may demand more than what was read.
bool is_open(const Policy& policy, std::string_view member) { return touch(policy.unread, member); }

}  // namespace

const SignInFrequency* sign_in_frequency(const Policy& policy) {
  if (!policy.session_controls || !policy.session_controls->sign_in_frequency) return nullptr;
  const SignInFrequency& control = *policy.session_controls->sign_in_frequency;
  return control.is_enabled && control.period() ? &control : nullptr;
}

Finding violates_frequency(const Situation& situation, const Policy& policy) {
  // Workloads have no user session.
  if (!is_person(situation.sign_in.subject.kind)) return no();
  if (is_open(policy, "/sessionControls/signInFrequency"))
    return all_of({unknown(unread_path(policy), "the sign-in frequency is not understood here"),
                   negate(is_deferred(situation))});
  const SignInFrequency* control = sign_in_frequency(policy);
  if (!control) return no();
  return all_of({authentication_is_too_old(situation, *control), negate(is_deferred(situation))});
}

Finding violates_token_protection(const Situation& situation, const Policy& policy) {
  if (!is_person(situation.sign_in.subject.kind)) return no();
  const bool open = is_open(policy, "/sessionControls/secureSignInSession");
  if (!open && !(policy.session_controls && policy.session_controls->secure_sign_in_session))
    return no();
  const auto& bound = situation.sign_in.session.bound_token;
  const Finding unbound =
      bound.is_unknown() ? unknown("session.boundToken") : found(!bound.value() || !*bound.value());
  const Finding demanded =
      open ? unknown(unread_path(policy), "the token protection is not understood here") : yes();
  return all_of({asks_protected_resource(situation), unbound, demanded});
}

SessionDemands merge_session_controls(const Situation& situation,
                                      const std::vector<NamedPolicy>& applied) {
  SessionDemands demands;
  for (const NamedPolicy& named : applied) {
    if (!named.policy.session_controls) continue;
    const SessionControls& controls = *named.policy.session_controls;
    demands.application_enforced_restrictions |= controls.application_enforced_restrictions;
    demands.token_protection |= controls.secure_sign_in_session;
    demands.disable_resilience_defaults |= controls.disable_resilience_defaults.value_or(false);
    merge_frequency(demands, named);
    merge_persistent_browser(demands, situation, named.policy);
    merge_cloud_app_security(demands, situation, controls);
    merge_access_evaluation(demands, named.policy);
  }
  return demands;
}

}  // namespace caprock::reference
