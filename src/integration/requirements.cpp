#include "integration/requirements.h"

#include <fmt/format.h>

#include <algorithm>

#include "integration/connection_sign_ins.h"
#include "integration/network_probes.h"
#include "integration/policy_reach.h"

namespace caprock {
namespace {

Match security_defaults_off(const TenantSnapshot& tenant) {
  if (tenant.security_defaults) return match_if(!tenant.security_defaults->is_enabled);
  // Enabled policies and Security Defaults exclude each other (TS 5.3).
  for (const Policy& policy : tenant.policies.items)
    if (policy.state == PolicyState::enabled) return Match::yes;
  return Match::unknown;
}

Match per_user_mfa_disabled(const ConnectionTarget& target) {
  if (!target.user || !target.user->per_user_mfa_state) return Match::unknown;
  return match_if(*target.user->per_user_mfa_state == PerUserMfaState::disabled);
}

// Switched off, the setting sets no limit, which is more than any number of days (TS 5.2).
Match remembers_for(const TenantSnapshot& tenant, int days) {
  if (!tenant.mfa_service_settings) return Match::unknown;
  const auto& remembered = tenant.mfa_service_settings->remember_mfa;
  return match_if(!remembered || *remembered >= std::chrono::days(days));
}

Match holds_role(const ConnectionTarget& target, const std::string& role) {
  const auto roles = target.roles();
  return roles ? match_if(roles->contains(RoleTemplateId(role))) : Match::unknown;
}

Match trusts_network(const ConnectionTarget& target) {
  const Connection& connection = *target.connection;
  if (connection.network.empty() || !target.tenant->named_locations.exported) return Match::unknown;
  const auto trusted = [&](const IpAddress& address) {
    const auto& locations = target.tenant->named_locations.items;
    return std::any_of(locations.begin(), locations.end(), [&](const NamedLocation& location) {
      const auto* ip = std::get_if<IpNamedLocation>(&location.kind);
      return ip && ip->is_trusted &&
             std::any_of(ip->ip_ranges.begin(), ip->ip_ranges.end(),
                         [&](const IpRange& range) { return range.contains(address); });
    });
  };
  return match_if(
      std::all_of(connection.network.begin(), connection.network.end(), [&](const IpRange& range) {
        const std::vector<IpAddress> addresses = addresses_to_try(range, *target.tenant);
        return std::all_of(addresses.begin(), addresses.end(), trusted);
      }));
}

Match remember_mfa_off(const TenantSnapshot& tenant) {
  if (!tenant.mfa_service_settings) return Match::unknown;
  return match_if(!tenant.mfa_service_settings->remember_mfa);
}

Match app_passwords_allowed(const TenantSnapshot& tenant) {
  if (!tenant.mfa_service_settings) return Match::unknown;
  return match_if(tenant.mfa_service_settings->app_passwords_allowed);
}

Match account_enabled(const ConnectionTarget& target) {
  if (!target.user || !target.user->account_enabled) return Match::unknown;
  return match_if(*target.user->account_enabled);
}

Match password_unchanged(const ConnectionTarget& target) {
  const auto& connected = target.connection->token.signed_in_at;
  if (!target.user || !target.user->last_password_change || !connected) return Match::unknown;
  return match_if(*target.user->last_password_change <= *connected);
}

Match has_all(const Policy& policy, const std::vector<ControlTopic>& topics) {
  const std::set<ControlTopic> has = topics_of(policy);
  return match_if(std::all_of(topics.begin(), topics.end(),
                              [&](ControlTopic topic) { return has.contains(topic); }));
}

Match has_any(const Policy& policy, const std::vector<ControlTopic>& topics) {
  const std::set<ControlTopic> has = topics_of(policy);
  return match_if(std::any_of(topics.begin(), topics.end(),
                              [&](ControlTopic topic) { return has.contains(topic); }));
}

Match asks_for_mfa(const Policy& policy) {
  return has_any(policy, {ControlTopic::mfa, ControlTopic::authentication_strength});
}

bool is_switch_for_mfa(ControlTopic topic) {
  return topic == ControlTopic::security_defaults || topic == ControlTopic::per_user_mfa;
}

// Whether or not the token carries MFA today: the vendor means that nothing may ever ask.
Match never_asked_for_mfa(const ConnectionTarget& target, const Assessment& assessment) {
  Match asked = any_of(any_policy_applies(target, assessment.at_refresh, asks_for_mfa),
                       any_policy_applies(target, assessment.at_sign_in, asks_for_mfa));
  for (const Cause& cause : assessment.causes)
    if (is_switch_for_mfa(cause.topic) && matters(cause)) asked = any_of(asked, cause.certainty);
  return negate(asked);
}

// Another maker's factor shows as a custom control; an external method of Entra's own list does
// not show in a policy (CA 2.12), so its absence is never certain.
Match entra_mfa_only(const ConnectionTarget& target, const Assessment& assessment) {
  const Match custom = any_policy_for_it(target, assessment.at_sign_in, [](const Policy& policy) {
    return has_any(policy, {ControlTopic::custom_control});
  });
  return custom == Match::yes ? Match::no : Match::unknown;
}

Match excluded_from_other_policies(const ConnectionTarget& target, const Assessment& assessment) {
  return negate(any_policy_for_it(target, assessment.at_refresh, [&](const Policy& policy) {
    return negate(is_own_policy(policy, target));
  }));
}

Match has_own_policy(const ConnectionTarget& target, const Assessment& assessment,
                     const std::vector<ControlTopic>& topics) {
  return any_policy_for_it(target, assessment.at_refresh, [&](const Policy& policy) {
    return all_of(is_own_policy(policy, target), has_all(policy, topics));
  });
}

// Out of every policy with one of these controls, but for a policy of its own.
Match excluded_from_controls(const ConnectionTarget& target, const Assessment& assessment,
                             const std::vector<ControlTopic>& topics) {
  return negate(any_policy_for_it(target, assessment.at_refresh, [&](const Policy& policy) {
    return all_of(negate(is_own_policy(policy, target)), has_any(policy, topics));
  }));
}

Match device_code_allowed(const ConnectionTarget& target, const Assessment& assessment) {
  return negate(any_policy_for_it(target, assessment.at_refresh, blocks_device_code));
}

// The enabled policies that apply when one resource alone is asked for, by their rows; unknown
// where one only may apply.
std::optional<std::vector<std::size_t>> rows_that_apply(const ConnectionTarget& target,
                                                        const SignIn& sign_in,
                                                        const Decide& decide) {
  const Decision decision = decide(*target.tenant, sign_in, {});
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < decision.policies.size(); ++i) {
    const PolicyResult& result = decision.policies[i];
    if (result.state != PolicyState::enabled || result.applies == Match::no) continue;
    if (result.applies == Match::unknown) return std::nullopt;
    rows.push_back(i);
  }
  return rows;
}

Match same_policies_for_all_resources(const ConnectionTarget& target, const Decide& decide,
                                      Instant now) {
  SignIn sign_in = sign_ins_of(target, now).refresh.front();
  std::optional<std::vector<std::size_t>> first;
  Match same = Match::yes;
  const auto compare = [&](std::vector<std::string> scopes, std::vector<AppId> resources) {
    sign_in.request.scopes = std::move(scopes);
    sign_in.request.resources = std::move(resources);
    const auto rows = rows_that_apply(target, sign_in, decide);
    if (!rows)
      same = all_of(same, Match::unknown);
    else if (!first)
      first = rows;
    else if (*first != *rows)
      same = Match::no;
  };
  for (const std::string& scope : target.way->scopes)
    if (scope != "offline_access") compare({scope}, {});
  for (const AppId& resource : target.way->resources) compare({}, {resource});
  return same;
}

std::string_view met_in_words(Match answer) {
  switch (answer) {
    case Match::yes: return "met";
    case Match::no: return "not met";
    case Match::unknown: return "not known from this export";
  }
  return "not known from this export";
}

}  // namespace

Match is_met(const Requirement& requirement, const ConnectionTarget& target,
             const Assessment& assessment, const Decide& decide, Instant now) {
  switch (requirement.kind) {
    case RequirementKind::security_defaults_off: return security_defaults_off(*target.tenant);
    case RequirementKind::per_user_mfa_disabled: return per_user_mfa_disabled(target);
    case RequirementKind::remember_mfa_days_at_least:
      return remembers_for(*target.tenant, requirement.days.value_or(0));
    case RequirementKind::remember_mfa_off: return remember_mfa_off(*target.tenant);
    case RequirementKind::role: return holds_role(target, requirement.value);
    case RequirementKind::trusted_location_allowed: return trusts_network(target);
    case RequirementKind::mfa_in_token: return target.mfa_in_token();
    case RequirementKind::never_asked_for_mfa: return never_asked_for_mfa(target, assessment);
    case RequirementKind::entra_mfa_only: return entra_mfa_only(target, assessment);
    case RequirementKind::excluded_from_other_policies:
      return excluded_from_other_policies(target, assessment);
    case RequirementKind::own_policy: return has_own_policy(target, assessment, requirement.topics);
    case RequirementKind::excluded_from_controls:
      return excluded_from_controls(target, assessment, requirement.topics);
    case RequirementKind::same_policies_for_all_resources:
      return same_policies_for_all_resources(target, decide, now);
    case RequirementKind::device_code_allowed: return device_code_allowed(target, assessment);
    case RequirementKind::app_passwords_allowed: return app_passwords_allowed(*target.tenant);
    case RequirementKind::account_enabled: return account_enabled(target);
    case RequirementKind::password_unchanged: return password_unchanged(target);
  }
  return Match::unknown;
}

std::vector<const Requirement*> requirements_of(const ConnectionTarget& target) {
  std::vector<const Requirement*> out;
  for (const Requirement& requirement : target.profile->requirements) {
    const auto& ids = requirement.connections;
    if (ids.empty() || std::find(ids.begin(), ids.end(), target.way->id) != ids.end())
      out.push_back(&requirement);
  }
  return out;
}

std::vector<std::string> requirement_notes(const ConnectionTarget& target,
                                           const Assessment& assessment, const Decide& decide,
                                           Instant now) {
  std::vector<std::string> notes;
  for (const Requirement* requirement : requirements_of(target)) {
    const bool optional = requirement->kind == RequirementKind::trusted_location_allowed;
    const Match met = is_met(*requirement, target, assessment, decide, now);
    notes.push_back(fmt::format("{}: {} ({})", optional ? "optional" : "required",
                                requirement->says, met_in_words(met)));
  }
  return notes;
}

}  // namespace caprock
