// For tests: a small tenant, a profile with one connection of each kind, and an evaluator that
// knows just enough of Conditional Access to drive the check. Not part of the library.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "integration/check.h"
#include "model/well_known.h"

namespace caprock::fixture {

inline const Instant k_now = *parse_instant("2026-06-01T12:00:00Z");
inline const std::string k_user_id = "11111111-1111-1111-1111-111111111111";
inline const std::string k_account = "svc@contoso.example";
inline const AppId k_app{"22222222-2222-2222-2222-222222222222"};
inline const AppId k_teams{std::string(app::k_teams_services)};

// --- the evaluator -----------------------------------------------------------------------------

inline bool has(const auto& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(), [&](const auto& id) { return id.is(text); });
}

inline Match known(const Signal<bool>& signal) {
  if (signal.is_unknown()) return Match::unknown;
  return match_if(signal.value() && *signal.value());
}

inline ConditionResult condition(Condition which, Match match, std::string path = {}) {
  ConditionResult result;
  result.condition = which;
  result.match = match;
  if (match == Match::unknown) result.undetermined_by = {std::move(path)};
  return result;
}

inline ConditionResult users_of(const Policy& policy, const SignIn& sign_in) {
  if (sign_in.subject.kind != SubjectKind::user || !policy.conditions.users)
    return condition(Condition::users, Match::no);
  const Users& users = *policy.conditions.users;
  const std::string& id = sign_in.subject.user.id.text();
  if (has(users.exclude_users, id)) return condition(Condition::users, Match::no);
  if (users.exclude_guests_or_external_users && sign_in.subject.user.external_kind.value() &&
      *sign_in.subject.user.external_kind.value() != ExternalKind::none)
    return condition(Condition::users, Match::no);
  if (has(users.include_users, word::k_all) || has(users.include_users, id))
    return condition(Condition::users, Match::yes);
  if (users.include_groups.empty()) return condition(Condition::users, Match::no);
  if (!sign_in.subject.user.groups)
    return condition(Condition::users, Match::unknown, "subject.groups");
  const bool member = std::any_of(
      users.include_groups.begin(), users.include_groups.end(),
      [&](const GroupId& group) { return sign_in.subject.user.groups->contains(group); });
  return condition(Condition::users, match_if(member));
}

inline ConditionResult applications_of(const Policy& policy, const SignIn& sign_in) {
  const Applications& apps = policy.conditions.applications;
  const auto& audiences = sign_in.request.resources;
  const bool hit = std::any_of(audiences.begin(), audiences.end(), [&](const AppId& audience) {
    return !has(apps.exclude_applications, audience.text()) &&
           (has(apps.include_applications, word::k_all) ||
            has(apps.include_applications, audience.text()));
  });
  return condition(Condition::applications, match_if(hit));
}

inline ConditionResult locations_of(const TenantSnapshot& tenant, const Policy& policy,
                                    const SignIn& sign_in) {
  const Locations& locations = *policy.conditions.locations;
  if (locations.exclude_locations.empty()) return condition(Condition::locations, Match::yes);
  const IpAddress* ip = sign_in.client.ip.value();
  if (!ip) return condition(Condition::locations, Match::unknown, "client.ip");
  const bool trusted = std::any_of(
      tenant.named_locations.items.begin(), tenant.named_locations.items.end(),
      [&](const NamedLocation& location) {
        const auto* ranges = std::get_if<IpNamedLocation>(&location.kind);
        return ranges && std::any_of(ranges->ip_ranges.begin(), ranges->ip_ranges.end(),
                                     [&](const IpRange& range) { return range.contains(*ip); });
      });
  return condition(Condition::locations, match_if(!trusted));
}

inline int code_of(const Control& control) {
  if (control.kind != ControlKind::built_in) return 50076;
  return control.built_in == BuiltInControl::block ? 53003
         : control.built_in == BuiltInControl::mfa ? 50076
                                                   : 53000;
}

inline ControlResult met(Control control, Match answer, bool attainable = true) {
  ControlResult result;
  result.aadsts = answer == Match::yes ? 0 : code_of(control);
  result.control = std::move(control);
  result.met = answer;
  result.attainable = attainable;
  if (answer == Match::unknown) result.undetermined_by = {"session.mfaClaim"};
  return result;
}

inline Match built_in_met(BuiltInControl control, const SignIn& sign_in) {
  switch (control) {
    case BuiltInControl::mfa: return known(sign_in.session.mfa_claim);
    case BuiltInControl::compliant_device:
    case BuiltInControl::domain_joined_device:
      return sign_in.device.is_unknown() ? Match::unknown : Match::no;
    case BuiltInControl::approved_application: return known(sign_in.session.approved_app);
    case BuiltInControl::compliant_application: return known(sign_in.session.app_protection);
    case BuiltInControl::block:
    case BuiltInControl::password_change:
    case BuiltInControl::risk_remediation:
    case BuiltInControl::verified_id: return Match::no;
  }
  return Match::no;
}

inline std::vector<ControlResult> controls_of(const Policy& policy, const SignIn& sign_in) {
  std::vector<ControlResult> results;
  if (!policy.grant_controls) return results;
  for (const BuiltInControl built_in : policy.grant_controls->built_in_controls) {
    Control control;
    control.built_in = built_in;
    results.push_back(met(control, built_in_met(built_in, sign_in)));
  }
  if (const auto& strength = policy.grant_controls->authentication_strength) {
    const Match answer = known(sign_in.session.mfa_claim) == Match::no ? Match::no : Match::unknown;
    results.push_back(
        met({ControlKind::authentication_strength, {}, strength->id.text(), "Strong"}, answer));
  }
  for (const TermsOfUseId& terms : policy.grant_controls->terms_of_use)
    results.push_back(met({ControlKind::terms_of_use, {}, terms.text(), "Terms"}, Match::unknown));
  return results;
}

inline PolicyResult decide_policy(const TenantSnapshot& tenant, const Policy& policy,
                                  const SignIn& sign_in) {
  PolicyResult result;
  result.id = policy.id;
  result.display_name = policy.display_name;
  result.state = policy.state;
  result.fully_read = policy.fully_read();
  result.conditions = {applications_of(policy, sign_in), users_of(policy, sign_in)};
  if (policy.conditions.locations)
    result.conditions.push_back(locations_of(tenant, policy, sign_in));
  if (!policy.conditions.sign_in_risk_levels.empty())
    result.conditions.push_back(condition(Condition::sign_in_risk, Match::no));
  if (policy.conditions.authentication_flows)
    result.conditions.push_back(condition(Condition::authentication_flows,
                                          match_if(sign_in.original_transfer_method.value())));
  if (policy.state == PolicyState::unknown)
    result.conditions.push_back(
        condition(Condition::unread, Match::unknown, "policies[" + policy.id.text() + "].unread"));
  result.applies = Match::yes;
  for (const ConditionResult& one : result.conditions)
    result.applies = all_of(result.applies, one.match);
  if (result.applies == Match::no) return result;
  if (policy.grant_controls) result.combine = policy.grant_controls->combine;
  result.controls = controls_of(policy, sign_in);
  const bool any = result.combine == GrantOperator::any && !result.controls.empty();
  result.satisfied = any ? Match::no : Match::yes;
  for (const ControlResult& one : result.controls)
    result.satisfied = any ? any_of(result.satisfied, one.met) : all_of(result.satisfied, one.met);
  return result;
}

inline Decision decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                       const EvaluationOptions&) {
  Decision decision;
  decision.verdict = Verdict::granted;
  decision.audiences = sign_in.request.resources;
  for (const Policy& policy : tenant.policies.items)
    decision.policies.push_back(decide_policy(tenant, policy, sign_in));
  return decision;
}

// --- the tenant and the profile ------------------------------------------------------------------

inline Policy policy_named(std::string name) {
  Policy policy;
  policy.id = PolicyId("id of " + name);
  policy.display_name = std::move(name);
  policy.state = PolicyState::enabled;
  policy.conditions.applications.include_applications = {AppId("All")};
  policy.conditions.client_app_types = {ClientAppType::all};
  policy.conditions.users.emplace().include_users = {UserId("All")};
  return policy;
}

inline Policy demanding(std::vector<BuiltInControl> controls,
                        GrantOperator combine = GrantOperator::all) {
  Policy policy = policy_named("Demand");
  policy.grant_controls.emplace();
  policy.grant_controls->combine = combine;
  policy.grant_controls->built_in_controls = std::move(controls);
  return policy;
}

inline Policy with_frequency(FrequencyInterval interval, int value = 12,
                             FrequencyUnit unit = FrequencyUnit::hours) {
  Policy policy = policy_named("Frequency");
  SignInFrequency& frequency = policy.session_controls.emplace().sign_in_frequency.emplace();
  frequency.is_enabled = true;
  frequency.frequency_interval = interval;
  if (interval == FrequencyInterval::time_based) {
    frequency.value = value;
    frequency.type = unit;
  }
  return policy;
}

inline Policy with_terms() {
  Policy policy = policy_named("Terms");
  policy.grant_controls.emplace().terms_of_use = {TermsOfUseId("terms")};
  return policy;
}

inline Policy with_custom_control() {
  Policy policy = policy_named("Third party");
  policy.grant_controls.emplace().custom_authentication_factors = {CustomControlId("Duo")};
  return policy;
}

inline Policy without_device_code() {
  Policy policy = demanding({BuiltInControl::block});
  policy.display_name = "No device codes";
  policy.conditions.authentication_flows.emplace().transfer_methods =
      static_cast<std::uint8_t>(TransferMethod::device_code_flow);
  return policy;
}

inline Remedy remedy(std::string id, RemedyChange change, std::vector<ControlTopic> topics) {
  Remedy made;
  made.id = id;
  made.change = change;
  made.topics = std::move(topics);
  made.says = "do " + id;
  return made;
}

inline Profile profile_of(ConnectionKind kind) {
  Profile profile;
  profile.id = "bridge";
  profile.name = "Bridge";
  ProfileConnection& way = profile.connections.emplace_back();
  way.id = "main";
  way.kind = kind;
  way.client_app = k_app;
  way.resources = {k_teams};
  profile.after_fix = "press Re-sync";
  return profile;
}

// One tenant, one profile, one connection; tests change what they are about.
struct Case {
  explicit Case(ConnectionKind kind) : profile(profile_of(kind)) {
    tenant.policies.exported = true;
    tenant.users.exported = true;
    User& user = tenant.users.items.emplace_back();
    user.id = UserId(k_user_id);
    user.user_principal_name = k_account;
    user.per_user_mfa_state = PerUserMfaState::disabled;
    user.is_mfa_registered = true;
    tenant.security_defaults.emplace();
    tenant.mfa_service_settings.emplace();
    tenant.role_assignments.exported = true;
    connection.name = "Bridge in Contoso";
    connection.profile = "bridge";
    connection.account = k_account;
  }

  Case& policy(Policy added) {
    tenant.policies.items.push_back(std::move(added));
    return *this;
  }
  User& user() { return tenant.users.items.front(); }
  ProfileConnection& way() { return profile.connections.front(); }

  Result<CheckReport> result() const {
    return check(tenant, {profile}, {{connection}}, decide, k_now);
  }
  ConnectionReport report() const { return result()->connections.front(); }

  TenantSnapshot tenant;
  Profile profile;
  Connection connection;
};

// The cause with this topic, or nullptr.
inline const Cause* find_cause(const ConnectionReport& report, ControlTopic topic) {
  const auto at = std::find_if(report.causes.begin(), report.causes.end(),
                               [&](const Cause& cause) { return cause.topic == topic; });
  return at == report.causes.end() ? nullptr : &*at;
}

}  // namespace caprock::fixture
