#include "compile/compile_policy.h"

#include <algorithm>

#include "compile/policy_reasons.h"
#include "model/well_known.h"

namespace caprock {
namespace {

std::optional<CompiledFilter> compiled_filter(const std::optional<Filter>& filter,
                                              FilterRealm realm) {
  if (!filter) return std::nullopt;
  return CompiledFilter{filter->mode, parse_filter_rule(filter->rule, realm)};
}

bool is_for(const std::optional<CompiledFilter>& filter, FilterMode mode) {
  return filter && filter->mode == mode;
}

template <class E>
std::uint8_t bits_of(const std::vector<E>& values) {
  unsigned bits = 0;
  for (const E value : values) bits |= 1U << static_cast<unsigned>(value);
  return static_cast<std::uint8_t>(bits);
}

UserEntry user_entry(const UserId& id, const People& people) {
  using Kind = UserEntry::Kind;
  UserEntry entry{Kind::account, people.find_principal(id.text()), id};
  if (id.is(word::k_none))
    entry.kind = Kind::nobody;
  else if (id.is(word::k_all_agent_id_users))
    entry.kind = Kind::agent_users;
  else if (id.is(word::k_all))
    entry.kind = Kind::everyone;
  else if (id.is(word::k_guests_or_external_users))
    entry.kind = Kind::guests;
  else if (!id.is_guid())
    entry.kind = Kind::not_an_id;
  return entry;
}

struct UserLists {
  const std::vector<UserId>& users;
  const std::vector<GroupId>& groups;
  const std::vector<RoleTemplateId>& roles;
  const std::optional<GuestsOrExternalUsers>& guests;
};

UserSide user_side(const UserLists& lists, const TenantTables& tables) {
  UserSide side;
  for (const UserId& id : lists.users) side.users.push_back(user_entry(id, tables.people));
  for (const GroupId& id : lists.groups) side.groups.push_back(group_entry(tables.people, id));
  for (const RoleTemplateId& id : lists.roles) side.roles.push_back(tables.roles.number_of(id));
  if (lists.guests && lists.guests->types != 0) side.guests = &*lists.guests;
  return side;
}

bool names_somebody(const Users& users) {
  const bool named = std::any_of(users.include_users.begin(), users.include_users.end(),
                                 [](const UserId& entry) { return !entry.is(word::k_none); });
  const auto& guests = users.include_guests_or_external_users;
  return named || !users.include_groups.empty() || !users.include_roles.empty() ||
         (guests && guests->types != 0);
}

void compile_users(CompiledPolicy& compiled, const TenantTables& tables) {
  if (!compiled.policy->conditions.users) return;
  const Users& users = *compiled.policy->conditions.users;
  compiled.has_users = true;
  compiled.names_users = names_somebody(users);
  compiled.include_users = user_side({users.include_users, users.include_groups,
                                      users.include_roles, users.include_guests_or_external_users},
                                     tables);
  compiled.exclude_users = user_side({users.exclude_users, users.exclude_groups,
                                      users.exclude_roles, users.exclude_guests_or_external_users},
                                     tables);
}

// `everyone` is the word for all of them; empty on a side that has none.
PrincipalSide principal_side(const std::vector<ServicePrincipalId>& ids, std::string_view everyone,
                             bool filtered) {
  using Kind = PrincipalEntry::Kind;
  PrincipalSide side{{}, filtered};
  for (const ServicePrincipalId& id : ids) {
    Kind kind = Kind::principal;
    if (!everyone.empty() && id.is(everyone))
      kind = Kind::everyone;
    else if (id.is(word::k_none))
      kind = Kind::nobody;
    else if (!id.is_guid())
      kind = Kind::not_an_id;
    side.principals.push_back({kind, id});
  }
  return side;
}

void compile_workloads(CompiledPolicy& compiled) {
  if (!compiled.policy->conditions.client_applications) return;
  const ClientApplications& clients = *compiled.policy->conditions.client_applications;
  constexpr auto k_realm = FilterRealm::custom_security_attribute;
  auto& workloads = compiled.workload_filter;
  workloads = compiled_filter(clients.service_principal_filter, k_realm);
  compiled.include_workloads =
      principal_side(clients.include_service_principals, word::k_service_principals_in_my_tenant,
                     is_for(workloads, FilterMode::include));
  compiled.exclude_workloads = principal_side(clients.exclude_service_principals, {},
                                              is_for(workloads, FilterMode::exclude));
  compiled.for_workloads = !clients.include_service_principals.empty() ||
                           !clients.exclude_service_principals.empty() || workloads;
  auto& agents = compiled.agent_filter;
  agents = compiled_filter(clients.agent_id_service_principal_filter, k_realm);
  compiled.include_agents = principal_side(clients.include_agent_id_service_principals, word::k_all,
                                           is_for(agents, FilterMode::include));
  compiled.exclude_agents = principal_side(clients.exclude_agent_id_service_principals, {},
                                           is_for(agents, FilterMode::exclude));
  compiled.for_agents = !clients.include_agent_id_service_principals.empty() ||
                        !clients.exclude_agent_id_service_principals.empty() || agents;
}

AppEntry::Kind kind_of(const AppId& id) {
  using Kind = AppEntry::Kind;
  if (id.is(word::k_none)) return Kind::nothing;
  if (id.is(word::k_all)) return Kind::everything;
  if (id.is(word::k_office365)) return Kind::office365;
  if (id.is(word::k_microsoft_admin_portals)) return Kind::admin_portals;
  if (id.is(word::k_all_agent_id_resources)) return Kind::agents;
  if (id.is(app::k_azure_service_management)) return Kind::azure_management;
  return id.is_guid() ? Kind::app : Kind::not_an_id;
}

AppSide app_side(const std::vector<AppId>& ids, bool filtered, const Resources& resources) {
  AppSide side{{}, filtered, filtered};
  for (const AppId& id : ids) {
    const AppEntry entry{kind_of(id), resources.number_of(id), id};
    side.names_something = side.names_something || entry.kind != AppEntry::Kind::nothing;
    side.apps.push_back(entry);
  }
  return side;
}

void compile_targets(CompiledPolicy& compiled, const TenantTables& tables) {
  const Applications& applications = compiled.policy->conditions.applications;
  Targets& targets = compiled.targets;
  if (!applications.include_user_actions.empty())
    targets.condition = Condition::user_actions;
  else if (!applications.include_authentication_context_class_references.empty())
    targets.condition = Condition::authentication_context;
  targets.filter =
      compiled_filter(applications.application_filter, FilterRealm::custom_security_attribute);
  targets.include = app_side(applications.include_applications,
                             is_for(targets.filter, FilterMode::include), tables.resources);
  targets.exclude = app_side(applications.exclude_applications,
                             is_for(targets.filter, FilterMode::exclude), tables.resources);
  const auto& included = targets.include.apps;
  targets.includes_all = std::any_of(included.begin(), included.end(), [](const AppEntry& entry) {
    return entry.kind == AppEntry::Kind::everything;
  });
  const bool names_directory = std::any_of(
      included.begin(), included.end(),
      [](const AppEntry& entry) { return entry.id.is(app::k_windows_azure_active_directory); });
  targets.excludes_some = !targets.exclude.apps.empty() || targets.exclude.filtered;
  targets.may_exempt_baseline = targets.includes_all && targets.excludes_some && !names_directory;
}

LocationEntry location_entry(const LocationId& id, const TenantLocations& locations) {
  using Kind = LocationEntry::Kind;
  LocationEntry entry{Kind::location, 0, id};
  if (id.is(word::k_all))
    entry.kind = Kind::everywhere;
  else if (id.is(word::k_all_trusted))
    entry.kind = Kind::trusted;
  else if (id.is(word::k_mfa_trusted_ips))
    entry.kind = Kind::mfa_trusted_ips;
  else if (const auto number = locations.find(id))
    entry.location = *number;
  else  // CA 2.1.5
    entry.kind = id.is_guid() && locations.exported() ? Kind::gone : Kind::unknown;
  return entry;
}

void compile_locations(CompiledPolicy& compiled, const TenantTables& tables) {
  const auto& locations = compiled.policy->conditions.locations;
  if (!locations) return;
  compiled.has_locations =
      !locations->include_locations.empty() || !locations->exclude_locations.empty();
  for (const LocationId& id : locations->include_locations)
    compiled.include_locations.locations.push_back(location_entry(id, tables.locations));
  for (const LocationId& id : locations->exclude_locations)
    compiled.exclude_locations.locations.push_back(location_entry(id, tables.locations));
}

// CA 2.5.3: a policy from before August 2020 has an empty list.
std::uint8_t client_types(const std::vector<ClientAppType>& types, EmptyClientAppTypes empty) {
  using enum ClientAppType;
  if (!types.empty()) return bits_of(types);
  if (empty == EmptyClientAppTypes::all) return bits_of(std::vector{all});
  return bits_of(std::vector{browser, mobile_apps_and_desktop_clients});
}

void compile_client(CompiledPolicy& compiled, const EvaluationOptions& options) {
  const Conditions& conditions = compiled.policy->conditions;
  compiled.client_types = client_types(conditions.client_app_types, options.empty_client_app_types);
  compiled.has_client_types =
      (compiled.client_types & 1U << static_cast<unsigned>(ClientAppType::all)) == 0;
  if (conditions.platforms) {
    compiled.include_platforms = bits_of(conditions.platforms->include_platforms);
    compiled.exclude_platforms = bits_of(conditions.platforms->exclude_platforms);
    compiled.has_platforms = (compiled.include_platforms | compiled.exclude_platforms) != 0;
  }
  compiled.sign_in_risk = bits_of(conditions.sign_in_risk_levels);
  compiled.user_risk = bits_of(conditions.user_risk_levels);
  compiled.service_principal_risk = bits_of(conditions.service_principal_risk_levels);
}

bool has_lists(const Conditions& conditions) {
  const auto& devices = conditions.devices;
  const auto& states = conditions.device_states;
  return (devices &&
          (!devices->include_devices.empty() || !devices->exclude_devices.empty() ||
           !devices->include_device_states.empty() || !devices->exclude_device_states.empty())) ||
         (states && (!states->include_states.empty() || !states->exclude_states.empty()));
}

// A filter takes the place of the older lists.
void compile_devices(CompiledPolicy& compiled) {
  const Conditions& conditions = compiled.policy->conditions;
  if (conditions.devices)
    compiled.device_filter =
        compiled_filter(conditions.devices->device_filter, FilterRealm::device);
  compiled.has_device_lists = !compiled.device_filter && has_lists(conditions);
}

}  // namespace

CompiledPolicy compile_policy(const Policy& policy, const TenantTables& tables) {
  CompiledPolicy compiled;
  compiled.policy = &policy;
  compiled.name = policy.id.empty() ? PolicyId(policy.display_name) : policy.id;
  compile_users(compiled, tables);
  compile_workloads(compiled);
  compile_targets(compiled, tables);
  compile_locations(compiled, tables);
  compile_client(compiled, tables.options);
  compile_devices(compiled);
  compiled.controls = compile_controls(tables.snapshot, policy);
  add_own_reasons(compiled, tables.options);
  return compiled;
}

}  // namespace caprock
