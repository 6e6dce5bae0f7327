#include "lint/policy_parts.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// One is the other, or a step above it.
bool is_on_the_way(std::string_view above, std::string_view below) {
  if (!starts_with_ignoring_case(below, above)) return false;
  return below.size() == above.size() || below[above.size()] == '/';
}

template <class T>
bool share_an_entry(const std::vector<T>& a, const std::vector<T>& b) {
  for (const T& one : a)
    if (!one.is(word::k_none) && has(b, one)) return true;
  return false;
}

bool has_legacy_guests(const std::vector<UserId>& users) {
  return has_word(users, word::k_guests_or_external_users);
}

std::size_t count_of(const Policy& policy, std::initializer_list<BuiltInControl> controls) {
  if (!policy.grant_controls) return 0;
  const auto& all = policy.grant_controls->built_in_controls;
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](BuiltInControl one) {
    return std::find(controls.begin(), controls.end(), one) != controls.end();
  }));
}

}  // namespace

bool is_unread(const Policy& policy, std::string_view pointer) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [&](const Unread& unread) {
    return is_on_the_way(unread.pointer, pointer) || is_on_the_way(pointer, unread.pointer);
  });
}

bool is_off(const Policy& policy) { return policy.state == PolicyState::disabled; }

bool stands_beside(const Policy& other, const Policy& policy) {
  return &other != &policy && (!is_off(other) || is_off(policy));
}

bool includes_all_users(const Policy& policy) {
  return policy.conditions.users && has_word(policy.conditions.users->include_users, word::k_all);
}

bool includes_all_apps(const Policy& policy) {
  return has_word(policy.conditions.applications.include_applications, word::k_all);
}

bool names_guests(const Policy& policy) {
  if (!policy.conditions.users) return false;
  const Users& users = *policy.conditions.users;
  return has_legacy_guests(users.include_users) ||
         (users.include_guests_or_external_users &&
          users.include_guests_or_external_users->types != 0);
}

bool excludes_guests(const Policy& policy) {
  if (!policy.conditions.users) return false;
  const Users& users = *policy.conditions.users;
  return has_legacy_guests(users.exclude_users) ||
         (users.exclude_guests_or_external_users &&
          users.exclude_guests_or_external_users->types != 0);
}

bool share_people(const Policy& a, const Policy& b) {
  if (!a.conditions.users || !b.conditions.users) return false;
  const Users& one = *a.conditions.users;
  const Users& other = *b.conditions.users;
  return (includes_all_users(a) && includes_all_users(b)) ||
         share_an_entry(one.include_users, other.include_users) ||
         share_an_entry(one.include_groups, other.include_groups) ||
         share_an_entry(one.include_roles, other.include_roles);
}

bool covers_client(const Policy& policy, ClientAppType type) {
  const auto& types = policy.conditions.client_app_types;
  if (types.empty())
    return type == ClientAppType::browser || type == ClientAppType::mobile_apps_and_desktop_clients;
  return has(types, ClientAppType::all) || has(types, type);
}

bool covers_every_client(const Policy& policy) {
  return covers_client(policy, ClientAppType::browser) &&
         covers_client(policy, ClientAppType::mobile_apps_and_desktop_clients) &&
         covers_client(policy, ClientAppType::exchange_active_sync) &&
         covers_client(policy, ClientAppType::other);
}

bool covers_modern_client(const Policy& policy) {
  return covers_client(policy, ClientAppType::browser) ||
         covers_client(policy, ClientAppType::mobile_apps_and_desktop_clients);
}

std::size_t control_count(const Policy& policy) {
  if (!policy.grant_controls) return 0;
  const GrantControls& grant = *policy.grant_controls;
  return grant.built_in_controls.size() + grant.custom_authentication_factors.size() +
         grant.terms_of_use.size() + (grant.authentication_strength ? 1U : 0U);
}

bool demands(const Policy& policy, BuiltInControl control) {
  return policy.grant_controls && has(policy.grant_controls->built_in_controls, control);
}

bool blocks(const Policy& policy) { return demands(policy, BuiltInControl::block); }

bool has_strength(const Policy& policy) {
  return policy.grant_controls && policy.grant_controls->authentication_strength.has_value();
}

bool needs_one_of(const Policy& policy, std::size_t counted) {
  if (control_count(policy) == 0 || is_unread(policy, k_grant)) return false;
  const bool all_needed = policy.grant_controls->combine == GrantOperator::all;
  return all_needed ? counted > 0 : counted == control_count(policy);
}

bool cannot_avoid(const Policy& policy, std::initializer_list<BuiltInControl> controls) {
  return needs_one_of(policy, count_of(policy, controls));
}

bool cannot_avoid_strength(const Policy& policy) {
  return needs_one_of(policy, has_strength(policy) ? 1U : 0U);
}

bool cannot_avoid_mfa(const Policy& policy) {
  return needs_one_of(policy,
                      count_of(policy, {BuiltInControl::mfa}) + (has_strength(policy) ? 1U : 0U));
}

bool has_session(const Policy& policy) {
  return policy.session_controls && policy.session_controls->effective();
}

bool asks_for_mfa(const Policy& policy) {
  return demands(policy, BuiltInControl::mfa) || has_strength(policy);
}

const SignInFrequency* sign_in_frequency(const Policy& policy) {
  if (!policy.session_controls || !policy.session_controls->sign_in_frequency) return nullptr;
  const SignInFrequency& control = *policy.session_controls->sign_in_frequency;
  return control.is_enabled && !is_unread(policy, k_sign_in_frequency) ? &control : nullptr;
}

bool targets_workloads(const Policy& policy) {
  if (!policy.conditions.client_applications) return false;
  const ClientApplications& clients = *policy.conditions.client_applications;
  return !clients.include_service_principals.empty() ||
         (clients.service_principal_filter && !clients.service_principal_filter->rule.empty());
}

bool targets_agents(const Policy& policy) {
  if (!policy.conditions.client_applications) return false;
  const ClientApplications& clients = *policy.conditions.client_applications;
  return !clients.include_agent_id_service_principals.empty() ||
         (clients.agent_id_service_principal_filter &&
          !clients.agent_id_service_principal_filter->rule.empty());
}

bool has_platforms(const Policy& policy) {
  const auto& platforms = policy.conditions.platforms;
  return platforms &&
         (!platforms->include_platforms.empty() || !platforms->exclude_platforms.empty());
}

bool covers_platform(const Policy& policy, DevicePlatform platform) {
  if (!has_platforms(policy)) return true;
  const Platforms& platforms = *policy.conditions.platforms;
  const auto lists = [&](const std::vector<DevicePlatform>& list) {
    return has(list, DevicePlatform::all) || has(list, platform);
  };
  return lists(platforms.include_platforms) && !lists(platforms.exclude_platforms);
}

bool has_locations(const Policy& policy) {
  const auto& locations = policy.conditions.locations;
  return locations &&
         (!locations->include_locations.empty() || !locations->exclude_locations.empty());
}

bool has_device_filter(const Policy& policy) {
  const auto& devices = policy.conditions.devices;
  return devices && devices->device_filter &&
         (devices->device_filter->mode || !devices->device_filter->rule.empty());
}

bool has_device_lists(const Policy& policy) {
  const auto& devices = policy.conditions.devices;
  const auto& states = policy.conditions.device_states;
  return (devices &&
          (!devices->include_devices.empty() || !devices->exclude_devices.empty() ||
           !devices->include_device_states.empty() || !devices->exclude_device_states.empty())) ||
         (states && (!states->include_states.empty() || !states->exclude_states.empty()));
}

bool has_flows(const Policy& policy) {
  const auto& flows = policy.conditions.authentication_flows;
  return flows && flows->transfer_methods != 0;
}

std::vector<std::string_view> other_conditions(const Policy& policy) {
  const Conditions& all = policy.conditions;
  std::vector<std::string_view> out;
  const auto note = [&](bool there, std::string_view name) {
    if (there) out.push_back(name);
  };
  note(has_platforms(policy), "platforms");
  note(has_locations(policy), "locations");
  note(has_device_filter(policy), "deviceFilter");
  note(has_device_lists(policy), "device lists or states");
  note(!all.sign_in_risk_levels.empty(), "signInRiskLevels");
  note(!all.user_risk_levels.empty(), "userRiskLevels");
  note(!all.service_principal_risk_levels.empty(), "servicePrincipalRiskLevels");
  note(all.insider_risk_levels != 0, "insiderRiskLevels");
  note(all.agent_id_risk_levels != 0, "agentIdRiskLevels");
  note(has_flows(policy), "authenticationFlows");
  return out;
}

bool is_made_by_microsoft(const Policy& policy) {
  return equal_ignoring_case(policy.stamps.created_by, "Microsoft");
}

std::string entry(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

std::string shown(const Policy& policy) {
  if (policy.display_name.empty() && policy.id.empty()) return "a policy without a name";
  return in_backticks(policy.display_name.empty() ? policy.id.text() : policy.display_name);
}

}  // namespace caprock
