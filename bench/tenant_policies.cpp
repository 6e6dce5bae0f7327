// The kinds of policies that generated tenants have.
#include <fmt/format.h>

#include "bench/policy_draft.h"
#include "model/well_known.h"

namespace caprock::bench {
namespace {

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
