// Settings and policies of generated tenants.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bench/tenant_plan.h"
#include "model/well_known.h"

namespace caprock::bench {
namespace {

constexpr std::array k_roles = {
    "62e90394-69f5-4237-9190-012177145e10", "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "29232cdf-9323-42fd-ade2-1d097af3e4de", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "158c047a-c907-4556-b7ef-446551a6b5f7", "e8611ab8-c189-46e8-94e1-60213ab1f814"};
constexpr std::array k_role_names = {"Global Administrator",
                                     "Security Administrator",
                                     "Exchange Administrator",
                                     "SharePoint Administrator",
                                     "Conditional Access Administrator",
                                     "User Administrator",
                                     "Application Administrator",
                                     "Authentication Administrator",
                                     "Cloud Application Administrator",
                                     "Privileged Role Administrator"};
constexpr std::string_view k_partner_tenant = "7a3f1c5e-2b48-4d6a-9e01-5c7d8f2a4b63";

template <class AnyId>
AnyId id_of(const Guid& guid) {
  return AnyId(to_string(guid));
}

template <class AnyId>
std::vector<AnyId> ids(std::initializer_list<std::string_view> texts) {
  std::vector<AnyId> out;
  for (const std::string_view text : texts) out.emplace_back(std::string(text));
  return out;
}

IpRange range(const std::string& text) { return IpRange::from_cidr(text).value(); }

// --- settings ------------------------------------------------------------------------------------

void add_locations(TenantSnapshot& tenant, const TenantPlan& plan, Dice& dice) {
  tenant.named_locations.exported = true;
  const auto add = [&](std::string name, auto kind) {
    NamedLocation location;
    location.id = id_of<LocationId>(dice.guid());
    location.display_name = std::move(name);
    location.kind = std::move(kind);
    tenant.named_locations.items.push_back(std::move(location));
  };
  // Offices first, some with IPv6; addresses of the benchmarking and documentation blocks.
  const std::size_t offices = std::clamp<std::size_t>(plan.sites.size() / 3, 3, 40);
  for (std::size_t i = 0; i < offices; ++i) {
    IpNamedLocation office;
    office.is_trusted = i % 4 != 3;
    office.ip_ranges = {range(fmt::format("198.18.{}.0/24", i)),
                        range(fmt::format("198.19.{}.{}/29", i, 8 * dice.below(32)))};
    if (i % 2 == 0) office.ip_ranges.push_back(range(fmt::format("2001:db8:{:x}::/48", i + 1)));
    add(fmt::format("Office {}", i + 1), office);
  }
  add("Home countries", CountryNamedLocation{{"AT", "CH", "DE"}});
  add("Sanctioned countries",
      CountryNamedLocation{{"KP", "IR", "SY"}, CountryLookupMethod::client_ip_address, true});
  add("Position at home",
      CountryNamedLocation{{"AT", "DE"}, CountryLookupMethod::authenticator_app_gps, false});
  add("All compliant network locations", CompliantNetworkNamedLocation{true});
}

void add_strengths(TenantSnapshot& tenant, Dice& dice) {
  tenant.authentication_strengths.exported = true;
  const auto bits = [](std::initializer_list<MethodMode> modes) {
    Combination all = 0;
    for (const MethodMode mode : modes) all |= static_cast<Combination>(mode);
    return all;
  };
  AuthenticationStrength keys;
  keys.id = id_of<StrengthId>(dice.guid());
  keys.display_name = "Company keys";
  keys.satisfies_mfa = true;
  keys.allowed_combinations = {bits({MethodMode::fido2}),
                               bits({MethodMode::windows_hello_for_business})};
  keys.combination_configurations = {Fido2Configuration{to_string(dice.guid()),
                                                        {bits({MethodMode::fido2})},
                                                        {"de1e552d-db1d-4423-a619-566b625cdc84"}}};
  AuthenticationStrength app;
  app.id = id_of<StrengthId>(dice.guid());
  app.display_name = "Authenticator or better";
  app.satisfies_mfa = true;
  app.allowed_combinations = {
      bits({MethodMode::password, MethodMode::microsoft_authenticator_push}),
      bits({MethodMode::password, MethodMode::software_oath}), bits({MethodMode::fido2}),
      bits({MethodMode::x509_certificate_multi_factor})};
  tenant.authentication_strengths.items = {keys, app};
}

void add_roles(TenantSnapshot& tenant, const TenantPlan& plan, Dice& dice) {
  tenant.role_definitions.exported = tenant.role_assignments.exported = true;
  for (std::size_t i = 0; i < k_roles.size(); ++i) {
    RoleDefinition role;
    role.id = RoleTemplateId(k_roles[i]);
    role.display_name = k_role_names[i];
    role.is_built_in = true;
    tenant.role_definitions.items.push_back(std::move(role));
  }
  const auto assign = [&](std::size_t role, const Guid& principal) -> RoleAssignment& {
    RoleAssignment assignment;
    assignment.role = RoleTemplateId(k_roles[role % k_roles.size()]);
    assignment.principal = id_of<DirectoryObjectId>(principal);
    return tenant.role_assignments.items.emplace_back(std::move(assignment));
  };
  assign(0, plan.users[0].id);
  assign(0, plan.users[1].id);
  for (std::size_t i = 0; i < plan.role_assignable.size(); ++i)
    assign(i + 1, plan.groups[plan.role_assignable[i]].id);
  for (const std::uint32_t user : plan.administrators) {
    RoleAssignment& assignment = assign(1 + dice.below(k_roles.size() - 1), plan.users[user].id);
    if (dice.chance(30)) assignment.type = RoleAssignmentType::eligible;
    if (dice.chance(10))
      assignment.directory_scope_id = "/administrativeUnits/" + to_string(dice.guid());
  }
}

void add_apps(TenantSnapshot& tenant, const TenantPlan& plan, const TenantSize& size, Dice& dice) {
  tenant.service_principals.exported = true;
  const TenantId own = id_of<TenantId>(plan.organization);
  const TenantId microsoft{std::string(microsoft_tenants().front())};
  auto& items = tenant.service_principals.items;
  for (const WellKnownApp& known : well_known_apps()) {
    ServicePrincipal principal;
    principal.id = id_of<ServicePrincipalId>(dice.guid());
    principal.app_id = AppId(std::string(known.app_id));
    principal.display_name = known.name;
    principal.service_principal_type = "Application";
    principal.app_owner_organization_id = microsoft;
    principal.sign_in_audience = "AzureADMultipleOrgs";
    principal.custom_security_attributes.emplace();
    items.push_back(std::move(principal));
  }
  while (items.size() < size.apps) {
    ServicePrincipal principal;
    principal.id = id_of<ServicePrincipalId>(dice.guid());
    principal.app_id = id_of<AppId>(dice.guid());
    const bool managed = dice.chance(8), own_app = dice.chance(60);
    principal.display_name = fmt::format("{} {}", managed ? "vm" : "App", items.size());
    principal.service_principal_type = managed ? "ManagedIdentity" : "Application";
    principal.app_owner_organization_id = own_app || managed ? own : id_of<TenantId>(dice.guid());
    principal.sign_in_audience = own_app ? "AzureADMyOrg" : "AzureADMultipleOrgs";
    principal.account_enabled = !dice.chance(2);
    principal.custom_security_attributes.emplace();
    if (dice.chance(20))
      (*principal.custom_security_attributes)["Security_Tier"] = {dice.chance(30) ? "high"
                                                                                  : "normal"};
    items.push_back(std::move(principal));
  }
}

void add_trust(TenantSnapshot& tenant) {
  tenant.cross_tenant_default.emplace();
  tenant.cross_tenant_default->inbound_trust = InboundTrust{false, false, false};
  CrossTenantAccess partner;
  partner.tenant_id = TenantId(std::string(k_partner_tenant));
  partner.inbound_trust = InboundTrust{true, true, true};
  tenant.cross_tenant_partners = {true, {partner}};
}

// --- policies ------------------------------------------------------------------------------------

// One policy in the making, with the words that many policies share.
class Draft {
 public:
  Draft(const TenantPlan& plan, const TenantSnapshot& tenant, Dice& dice, std::uint32_t round)
      : plan_(plan), tenant_(tenant), dice_(dice), round_(round) {
    policy.id = id_of<PolicyId>(dice.guid());
    users() = Users{};
    policy.conditions.client_app_types = {ClientAppType::all};
    apps().include_applications = {AppId("All")};
  }

  Users& users() {
    if (!policy.conditions.users) policy.conditions.users.emplace();
    return *policy.conditions.users;
  }
  Applications& apps() { return policy.conditions.applications; }
  GrantControls& grant() {
    if (!policy.grant_controls) policy.grant_controls.emplace();
    return *policy.grant_controls;
  }
  SessionControls& session() {
    if (!policy.session_controls) policy.session_controls.emplace();
    return *policy.session_controls;
  }
  Dice& dice() { return dice_; }

  // Everybody in the first round and often later; else a persona, pilot, department or country.
  void for_somebody() {
    const GroupNumbers* const choices[] = {&plan_.personas, &plan_.personas,    &plan_.pilots,
                                           &plan_.pilots,   &plan_.departments, &plan_.countries};
    if (round_ == 0 || dice_.chance(30)) {
      users().include_users = {UserId("All")};
    } else {
      const GroupNumbers& some = *choices[dice_.below(6)];
      // The larger departments and countries have policies of their own.
      users().include_groups.push_back(
          group(some[dice_.below(std::min<std::size_t>(some.size(), 8))]));
    }
    except_emergency();
  }
  void for_administrators() {
    for (std::uint32_t i = 0; i < 3 + dice_.below(6); ++i)
      users().include_roles.emplace_back(k_roles[(round_ + i) % k_roles.size()]);
    except_emergency();
  }
  void for_guests(std::uint8_t types, bool partners_only) {
    GuestsOrExternalUsers guests;
    guests.types = types;
    if (partners_only)
      guests.external_tenants = {MembershipKind::enumerated, ids<TenantId>({k_partner_tenant})};
    users().include_guests_or_external_users = guests;
  }
  // CA 1.4: policies for workloads carry `None`.
  ClientApplications& for_workloads() {
    users() = Users{};
    users().include_users = {UserId("None")};
    if (!policy.conditions.client_applications) policy.conditions.client_applications.emplace();
    return *policy.conditions.client_applications;
  }
  void except_emergency() {
    users().exclude_groups.push_back(group(plan_.break_glass));
    if (dice_.chance(50)) users().exclude_groups.push_back(group(dice_.one_of(plan_.exclusions)));
    if (dice_.chance(25)) users().exclude_groups.push_back(group(plan_.service_account_group));
    if (dice_.chance(20))
      users().exclude_users.push_back(
          id_of<UserId>(plan_.users[dice_.below(plan_.users.size())].id));
    if (dice_.chance(6)) users().exclude_roles.emplace_back(k_roles[dice_.below(k_roles.size())]);
    if (dice_.chance(6))
      users().exclude_guests_or_external_users = GuestsOrExternalUsers{8 + 32, {}};
  }
  void for_some_apps() {
    apps().include_applications.clear();
    const auto& all = tenant_.service_principals.items;
    for (std::uint32_t i = 0; i < 1 + dice_.below(5); ++i)
      apps().include_applications.push_back(all[dice_.below(all.size())].app_id);
  }
  void require(std::vector<BuiltInControl> controls, GrantOperator combine = GrantOperator::any) {
    grant().built_in_controls = std::move(controls);
    grant().combine = combine;
  }
  void require_strength(const StrengthId& id) {
    grant().combine = GrantOperator::all;
    grant().authentication_strength = StrengthReference{id, std::nullopt};
  }
  void sign_in_every(int value, FrequencyUnit unit) {
    SignInFrequency frequency;
    frequency.is_enabled = true;
    frequency.value = value;
    frequency.type = unit;
    session().sign_in_frequency = frequency;
  }
  void sign_in_every_time() {
    SignInFrequency frequency;
    frequency.is_enabled = true;
    frequency.frequency_interval = FrequencyInterval::every_time;
    session().sign_in_frequency = frequency;
  }
  void devices(FilterMode mode, std::string rule) {
    policy.conditions.devices.emplace().device_filter = Filter{mode, std::move(rule)};
  }
  void at(std::vector<LocationId> included, std::vector<LocationId> excluded) {
    policy.conditions.locations = Locations{std::move(included), std::move(excluded)};
  }
  LocationId location(std::string_view name) const {
    for (const NamedLocation& one : tenant_.named_locations.items)
      if (one.display_name == name) return one.id;
    return {};
  }
  LocationId some_office() {
    const auto& all = tenant_.named_locations.items;
    return all[dice_.below(all.size() - 4)].id;  // the last four are no offices
  }
  StrengthId some_strength() {
    const StrengthId built_in[] = {k_mfa_strength, k_passwordless_strength,
                                   k_phishing_resistant_strength};
    const auto& own = tenant_.authentication_strengths.items;
    const std::uint32_t draw = dice_.below(5);
    return draw < 3 ? built_in[draw] : own[draw - 3].id;
  }
  ServicePrincipalId some_workload() {
    const auto& all = tenant_.service_principals.items;
    return all[dice_.below(all.size())].id;
  }

  Policy policy;

 private:
  GroupId group(std::uint32_t number) const { return id_of<GroupId>(plan_.groups[number].id); }

  const TenantPlan& plan_;
  const TenantSnapshot& tenant_;
  Dice& dice_;
  std::uint32_t round_;
};

struct Template {
  std::string_view name;
  void (*fill)(Draft&);
};

const LocationId k_everywhere{"All"};
const LocationId k_all_trusted{"AllTrusted"};

using enum BuiltInControl;

// Ordered as tenants grow: what everybody has comes first.
constexpr Template k_templates[] = {
    {"Require MFA",
     [](Draft& d) {
       d.for_somebody();
       d.require({mfa});
     }},
    {"Block legacy authentication",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.client_app_types = {ClientAppType::exchange_active_sync,
                                               ClientAppType::other};
       d.require({block});
     }},
    {"Phishing-resistant MFA for administrators",
     [](Draft& d) {
       d.for_administrators();
       d.require_strength(k_phishing_resistant_strength);
     }},
    {"MFA outside trusted networks",
     [](Draft& d) {
       d.for_somebody();
       d.at({k_everywhere}, {k_all_trusted});
       d.require({mfa});
     }},
    {"Compliant or joined device for Office 365",
     [](Draft& d) {
       d.for_somebody();
       d.apps().include_applications = {AppId("Office365")};
       d.policy.conditions.platforms =
           Platforms{{DevicePlatform::windows, DevicePlatform::mac_os}, {}};
       d.require({compliant_device, domain_joined_device});
     }},
    {"Block sanctioned countries",
     [](Draft& d) {
       d.for_somebody();
       d.at({d.location("Sanctioned countries")}, {});
       d.require({block});
     }},
    {"MFA for guests",
     [](Draft& d) {
       d.for_guests(63, false);
       d.except_emergency();
       d.require({mfa});
     }},
    {"Risky sign-ins",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.sign_in_risk_levels = {RiskLevel::high, RiskLevel::medium};
       d.require({mfa});
       d.sign_in_every_time();
     }},
    {"Risky users change their password",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.user_risk_levels = {RiskLevel::high};
       d.require({mfa, password_change}, GrantOperator::all);
       d.sign_in_every_time();
     }},
    {"Unmanaged browsers sign in twice a day",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.client_app_types = {ClientAppType::browser};
       d.devices(FilterMode::exclude,
                 R"(device.isCompliant -eq True -or device.trustType -eq "ServerAD")");
       d.sign_in_every(12, FrequencyUnit::hours);
       d.session().persistent_browser = PersistentBrowser{true, PersistentBrowserMode::never};
     }},
    {"Block device code flow",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.authentication_flows = AuthenticationFlows{1};
       d.require({block});
     }},
    {"Register security information from known places",
     [](Draft& d) {
       d.for_somebody();
       d.apps() = Applications{};
       d.apps().include_user_actions = {"urn:user:registersecurityinfo"};
       d.at({k_everywhere}, {k_all_trusted, d.location("Home countries")});
       d.require({block});
     }},
    {"Protected apps on phones",
     [](Draft& d) {
       d.for_somebody();
       d.apps().include_applications = {AppId("Office365")};
       d.policy.conditions.client_app_types = {ClientAppType::mobile_apps_and_desktop_clients};
       d.policy.conditions.platforms =
           Platforms{{DevicePlatform::android, DevicePlatform::ios}, {}};
       d.require({approved_application, compliant_application});
     }},
    {"Apps need MFA or a compliant device",
     [](Draft& d) {
       d.for_somebody();
       d.for_some_apps();
       d.require({mfa, compliant_device});
     }},
    {"Azure management",
     [](Draft& d) {
       d.for_somebody();
       d.apps().include_applications =
           ids<AppId>({app::k_azure_service_management, "MicrosoftAdminPortals"});
       d.require_strength(d.some_strength());
     }},
    {"Apps of a department are blocked elsewhere",
     [](Draft& d) {
       d.for_somebody();
       d.for_some_apps();
       d.at({k_everywhere}, {d.some_office(), d.some_office()});
       d.require({block});
     }},
    {"Sign in again every week",
     [](Draft& d) {
       d.for_somebody();
       d.sign_in_every(7, FrequencyUnit::days);
     }},
    {"Register devices with MFA",
     [](Draft& d) {
       d.for_somebody();
       d.apps() = Applications{};
       d.apps().include_user_actions = {"urn:user:registerdevice"};
       d.require({mfa});
     }},
    {"Sensitive actions",
     [](Draft& d) {
       d.for_somebody();
       d.apps() = Applications{};
       d.apps().include_authentication_context_class_references = {
           ContextId(fmt::format("c{}", 1 + d.dice().below(4)))};
       d.require({compliant_device}, GrantOperator::all);
       d.require_strength(d.some_strength());
     }},
    {"Administration from secure workstations only",
     [](Draft& d) {
       d.for_administrators();
       d.apps().include_applications = {AppId("MicrosoftAdminPortals")};
       d.devices(FilterMode::exclude, R"(device.extensionAttribute1 -eq "SAW")");
       d.require({block});
     }},
    {"Unknown platforms",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.platforms =
           Platforms{{DevicePlatform::all},
                     {DevicePlatform::android, DevicePlatform::ios, DevicePlatform::windows,
                      DevicePlatform::mac_os, DevicePlatform::linux}};
       d.require({block});
     }},
    {"Limited web access for guests",
     [](Draft& d) {
       d.for_guests(1 + 2 + 4, true);
       d.apps().include_applications = {AppId("Office365")};
       d.session().application_enforced_restrictions = true;
       d.session().cloud_app_security =
           CloudAppSecurity{true, CloudAppSecurityType::block_downloads};
     }},
    {"Terms of use",
     [](Draft& d) {
       d.for_guests(2 + 4 + 16, false);
       d.grant().terms_of_use = {TermsOfUseId("5a9f0c1e-7d3b-4e62-8c14-2f6b9d0e3a75")};
     }},
    {"Tagged apps need strong methods",
     [](Draft& d) {
       d.for_somebody();
       d.apps() = Applications{};
       d.apps().application_filter =
           Filter{FilterMode::include, R"(CustomSecurityAttribute.Security_Tier -eq "high")"};
       d.require_strength(d.some_strength());
     }},
    {"Token protection on Windows",
     [](Draft& d) {
       d.for_somebody();
       d.apps().include_applications =
           ids<AppId>({app::k_exchange_online, app::k_sharepoint_online, app::k_teams_services});
       d.policy.conditions.platforms = Platforms{{DevicePlatform::windows}, {}};
       d.policy.conditions.client_app_types = {ClientAppType::mobile_apps_and_desktop_clients};
       d.session().secure_sign_in_session = true;
     }},
    {"Workloads sign in from our networks",
     [](Draft& d) {
       ClientApplications& clients = d.for_workloads();
       clients.include_service_principals =
           ids<ServicePrincipalId>({"ServicePrincipalsInMyTenant"});
       clients.exclude_service_principals = {d.some_workload(), d.some_workload()};
       d.at({k_everywhere}, {d.some_office(), d.location("Home countries")});
       d.require({block});
     }},
    {"Insider risk",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.insider_risk_levels = static_cast<std::uint8_t>(InsiderRisk::elevated);
       d.require({block});
     }},
    {"Compliant network for finance",
     [](Draft& d) {
       d.for_somebody();
       d.for_some_apps();
       d.at({k_everywhere}, {d.location("All compliant network locations")});
       d.require({block});
     }},
    {"Tagged devices of the shop floor",
     [](Draft& d) {
       d.for_somebody();
       d.devices(FilterMode::include,
                 R"(device.model -startsWith "Kiosk" -and device.systemLabels -contains "shared")");
       d.require({compliant_device});
     }},
    {"Risky workloads",
     [](Draft& d) {
       ClientApplications& clients = d.for_workloads();
       clients.include_service_principals =
           ids<ServicePrincipalId>({"ServicePrincipalsInMyTenant"});
       clients.service_principal_filter =
           Filter{FilterMode::exclude, R"(CustomSecurityAttribute.Security_Tier -eq "normal")"};
       d.policy.conditions.service_principal_risk_levels = {RiskLevel::high};
       d.require({block});
     }},
    {"Strict location with continuous evaluation",
     [](Draft& d) {
       d.for_somebody();
       d.at({k_everywhere}, {});
       d.session().continuous_access_evaluation = CaeMode::strict_location;
     }},
    {"Position outside home countries",
     [](Draft& d) {
       d.for_somebody();
       d.for_some_apps();
       d.at({k_everywhere}, {d.location("Position at home")});
       d.require({block});
     }},
    {"Old device states",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.device_states = DeviceStates{{"All"}, {"Compliant", "DomainJoined"}};
       d.require({mfa});
     }},
    {"Partners of shared channels",
     [](Draft& d) {
       d.for_guests(8 + 32, true);
       d.require({mfa});
     }},
    {"No transferred sign-ins",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.authentication_flows = AuthenticationFlows{2};
       d.require({block});
     }},
    {"Risky agents",
     [](Draft& d) {
       ClientApplications& clients = d.for_workloads();
       clients.include_agent_id_service_principals = ids<ServicePrincipalId>({"All"});
       d.policy.conditions.agent_id_risk_levels = static_cast<std::uint8_t>(AgentRisk::high);
       d.require({block});
     }},
    {"Accounts of agents",
     [](Draft& d) {
       d.users().include_users = ids<UserId>({"AllAgentIdUsers"});
       d.at({k_everywhere}, {d.location("All compliant network locations")});
       d.require({block});
     }},
    {"Remediate risk",
     [](Draft& d) {
       d.for_somebody();
       d.policy.conditions.user_risk_levels = {RiskLevel::medium};
       d.require({risk_remediation});
     }},
    {"Second factor of a partner",
     [](Draft& d) {
       d.for_somebody();
       d.for_some_apps();
       d.grant().custom_authentication_factors = {CustomControlId("RequirePartnerFactor")};
     }},
    {"Filtered internet access",
     [](Draft& d) {
       d.for_somebody();
       d.session().global_secure_access_filtering_profile =
           SecureAccessProfile{true, "3c6d0b82-94ef-4a1d-b7a3-e05f8c21d946"};
       d.session().disable_resilience_defaults = true;
     }},
};

PolicyState some_state(Dice& dice) {
  const std::uint32_t draw = dice.below(100);
  if (draw < 10) return PolicyState::disabled;
  return draw < 26 ? PolicyState::enabled_for_reporting : PolicyState::enabled;
}

}  // namespace

TenantSnapshot settings_of(const TenantPlan& plan, const TenantSize& size) {
  Dice dice(size.seed + 1);
  TenantSnapshot tenant;
  tenant.organization.emplace();
  tenant.organization->id = id_of<TenantId>(plan.organization);
  tenant.organization->display_name = "Fernhill";
  tenant.organization->verified_domains = {"fernhill.example", "fernhill.onmicrosoft.example"};
  add_locations(tenant, plan, dice);
  add_strengths(tenant, dice);
  add_roles(tenant, plan, dice);
  add_apps(tenant, plan, size, dice);
  add_trust(tenant);
  tenant.security_defaults.emplace();
  tenant.mfa_service_settings.emplace();
  tenant.mfa_service_settings->trusted_ips = {range("198.18.0.0/24")};
  tenant.users.exported = tenant.groups.exported = true;
  return tenant;
}

std::vector<Policy> policies_of(const TenantPlan& plan, const TenantSnapshot& settings,
                                const TenantSize& size) {
  Dice dice(size.seed + 2);
  std::vector<Policy> policies;
  constexpr auto k_count = static_cast<std::uint32_t>(std::size(k_templates));
  for (std::uint32_t i = 0; i < size.policies; ++i) {
    Draft draft(plan, settings, dice, i / k_count);
    const Template& shape = k_templates[i % k_count];
    shape.fill(draft);
    draft.policy.display_name = fmt::format("CA{:03} {}", i + 1, shape.name);
    draft.policy.state = some_state(dice);
    policies.push_back(std::move(draft.policy));
  }
  return policies;
}

}  // namespace caprock::bench
