#include "evaluate/session.h"

#include <algorithm>

#include "compile/unread_parts.h"
#include "evaluate/answers.h"
#include "model/well_known.h"

namespace caprock::evaluate {
namespace {

constexpr std::chrono::seconds k_every_time_tolerance = std::chrono::minutes(5);

// CA 2.14.2: a control that is not enabled or not complete is none.
const SignInFrequency* sign_in_frequency(const Policy& policy) {
  if (!policy.session_controls || !policy.session_controls->sign_in_frequency) return nullptr;
  const SignInFrequency& control = *policy.session_controls->sign_in_frequency;
  return control.is_enabled && control.period() ? &control : nullptr;
}

Answer is_too_old(const SignIn& sign_in, const Signal<Instant>& authentication,
                  std::chrono::seconds limit, std::string_view path) {
  if (authentication.is_absent()) return certain(true);
  const Instant* now = sign_in.at.value();
  const Instant* then = authentication.value();
  if (now && then) return certain(*now - *then > limit);
  Answer answer{Match::unknown, {}};
  if (!now) answer.open.emplace_back("at");
  if (!then) answer.open.emplace_back(path);
  return answer;
}

// CA 2.14.1.2: "every time" tolerates five minutes, and so does everything shorter.
std::chrono::seconds limit_of(const SignInFrequency& control) {
  return std::max(control.period().value_or(k_every_time_tolerance), k_every_time_tolerance);
}

// CA 2.14.1.3, 2.14.1.4
Answer authentication_is_too_old(const SignIn& sign_in, const SignInFrequency& control) {
  const Session& session = sign_in.session;
  const std::chrono::seconds limit = limit_of(control);
  const auto second_factor = [&] {
    return is_too_old(sign_in, session.last_secondary_authentication, limit,
                      "session.lastSecondaryAuthentication");
  };
  if (control.authentication_type == FrequencyAuthentication::secondary) return second_factor();
  Answer first_factor = is_too_old(sign_in, session.last_primary_authentication, limit,
                                   "session.lastPrimaryAuthentication");
  if (session.last_secondary_authentication.is_absent()) return first_factor;
  return either(std::move(first_factor), second_factor());
}

// CA 2.14.1.7; option sif_confidential.
Answer is_deferred(const Facts& facts) {
  const Request& request = facts.sign_in.request;
  if (facts.tenant.options().sif_confidential == SifConfidential::enforced || request.interactive ||
      request.grant != GrantType::refresh_token)
    return certain(false);
  if (request.client_kind.is_unknown()) return open_by("clientKind");
  const ClientKind* kind = request.client_kind.value();
  return certain(kind && *kind == ClientKind::confidential_client);
}

bool is_protected(const AppId& app) {
  const auto apps = token_protected_apps();
  return std::any_of(apps.begin(), apps.end(), [&](std::string_view one) { return app.is(one); });
}

Answer asks_protected_resource(const Facts& facts) {
  Answer answer = certain(false);
  for (const Audience& audience : facts.audiences)
    answer = either(std::move(answer), audience.is_known() ? certain(is_protected(audience.app))
                                                           : open_by(audience.unknown_path));
  return answer;
}

// CA 2.14.6: no condition at all, for all resources.
bool is_unconditional(const CompiledPolicy& policy) {
  const Conditions& conditions = policy.policy->conditions;
  const auto& types = conditions.client_app_types;
  const auto is_all = [](ClientAppType type) { return type == ClientAppType::all; };
  const bool every_client = !types.empty() && std::all_of(types.begin(), types.end(), is_all);
  const bool any_flow =
      !conditions.authentication_flows || conditions.authentication_flows->transfer_methods == 0;
  const bool any_risk = conditions.sign_in_risk_levels.empty() &&
                        conditions.user_risk_levels.empty() &&
                        conditions.service_principal_risk_levels.empty() &&
                        conditions.insider_risk_levels == 0 && conditions.agent_id_risk_levels == 0;
  const bool anywhere = !conditions.platforms && !conditions.locations && !conditions.devices &&
                        !conditions.device_states;
  return policy.targets.includes_all && every_client && any_flow && any_risk && anywhere;
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

// CA 2.14.1.1: among equal periods every policy is named.
void merge_frequency(SessionDemands& demands, const CompiledPolicy& policy) {
  const SignInFrequency* control = sign_in_frequency(*policy.policy);
  if (!control) return;
  const std::chrono::seconds period = *control->period();
  const bool secondary = control->authentication_type == FrequencyAuthentication::secondary;
  if (!demands.sign_in_frequency || period < *demands.sign_in_frequency) {
    demands.sign_in_frequency = period;
    demands.sign_in_frequency_by = {policy.name};
    demands.frequency_counts_secondary_only = secondary;
  } else if (period == *demands.sign_in_frequency) {
    demands.sign_in_frequency_by.push_back(policy.name);
    demands.frequency_counts_secondary_only &= secondary;
  }
}

// CA 2.14.5; option persistent_browser_conflict.
void merge_persistent_browser(SessionDemands& demands, const CompiledPolicy& policy,
                              const EvaluationOptions& options) {
  const auto& control = policy.policy->session_controls->persistent_browser;
  if (!control || !control->is_enabled || !control->mode || !policy.targets.includes_all) return;
  const auto winner = options.persistent_browser_conflict == PersistentBrowserConflict::never
                          ? PersistentBrowserMode::never
                          : PersistentBrowserMode::always;
  if (!demands.persistent_browser || *control->mode == winner)
    demands.persistent_browser = control->mode;
}

// CA 2.14.4; option cas_conflict.
void merge_cloud_app_security(SessionDemands& demands, const Policy& policy,
                              const EvaluationOptions& options) {
  const auto& control = policy.session_controls->cloud_app_security;
  if (!control || !control->is_enabled || !control->type) return;
  auto& merged = demands.cloud_app_security;
  if (!merged || (options.cas_conflict == CloudAppSecurityConflict::most_restrictive &&
                  strictness(*control->type) > strictness(*merged)))
    merged = control->type;
}

// CA 2.14.6
void merge_access_evaluation(SessionDemands& demands, const CompiledPolicy& policy) {
  const auto& mode = policy.policy->session_controls->continuous_access_evaluation;
  if (!mode || (*mode == CaeMode::disabled && !is_unconditional(policy))) return;
  auto& merged = demands.continuous_access_evaluation;
  if (!merged || strictness(*mode) > strictness(*merged)) merged = mode;
}

}  // namespace

std::optional<std::chrono::seconds> frequency_limit(const Policy& policy) {
  const SignInFrequency* control = sign_in_frequency(policy);
  return control ? std::optional(limit_of(*control)) : std::nullopt;
}

Answer violates_frequency(const Facts& facts, const CompiledPolicy& policy) {
  if (!facts.is_person()) return certain(false);  // CA 2.14.1.8
  // CA 2.14.8: what was not read of a control may demand more than what was.
  const bool unread = touch(policy.policy->unread, "/sessionControls/signInFrequency");
  const SignInFrequency* control = sign_in_frequency(*policy.policy);
  if (!unread && !control) return certain(false);
  Answer too_old =
      unread ? open_by(policy.unread_path) : authentication_is_too_old(facts.sign_in, *control);
  return too_old.match == Match::no ? too_old
                                    : both(std::move(too_old), opposite(is_deferred(facts)));
}

Answer violates_token_protection(const Facts& facts, const CompiledPolicy& policy) {
  if (!facts.is_person()) return certain(false);
  const auto& controls = policy.policy->session_controls;
  const bool unread = touch(policy.policy->unread, "/sessionControls/secureSignInSession");
  if (!unread && !(controls && controls->secure_sign_in_session)) return certain(false);
  const auto& bound = facts.sign_in.session.bound_token;
  Answer unbound = bound.is_unknown() ? open_by("session.boundToken")
                                      : certain(!bound.value() || !*bound.value());
  if (unread) unbound = both(std::move(unbound), open_by(policy.unread_path));
  return unbound.match == Match::no ? unbound
                                    : both(std::move(unbound), asks_protected_resource(facts));
}

void merge(SessionDemands& demands, const CompiledPolicy& policy,
           const EvaluationOptions& options) {
  if (!policy.policy->session_controls) return;
  const SessionControls& controls = *policy.policy->session_controls;
  demands.application_enforced_restrictions |= controls.application_enforced_restrictions;
  demands.token_protection |= controls.secure_sign_in_session;
  demands.disable_resilience_defaults |= controls.disable_resilience_defaults.value_or(false);
  merge_frequency(demands, policy);
  merge_persistent_browser(demands, policy, options);
  merge_cloud_app_security(demands, *policy.policy, options);
  merge_access_evaluation(demands, policy);
}

}  // namespace caprock::evaluate
