#include "model/well_known.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caprock {
namespace {

constexpr std::uint8_t k_o365 = static_cast<std::uint8_t>(AppGroup::office365);
constexpr std::uint8_t k_portal = static_cast<std::uint8_t>(AppGroup::admin_portals);
constexpr std::uint8_t k_azure = static_cast<std::uint8_t>(AppGroup::azure_management);

constexpr std::string_view k_windows_365 = "0af06dc6-e4b5-4f28-818e-e78e62d137a5";

constexpr std::array k_apps = {
    WellKnownApp{app::k_microsoft_graph, "Microsoft Graph", 0},
    WellKnownApp{app::k_windows_azure_active_directory, "Windows Azure Active Directory", 0},
    WellKnownApp{app::k_exchange_online, "Office 365 Exchange Online", k_o365},
    WellKnownApp{app::k_sharepoint_online, "Office 365 SharePoint Online", k_o365},
    WellKnownApp{app::k_skype_for_business, "Skype for Business Online", k_o365},
    WellKnownApp{app::k_office365_portal, "Microsoft Office 365 Portal", k_o365 | k_portal},
    WellKnownApp{app::k_teams_services, "Microsoft Teams Services", k_o365},
    WellKnownApp{app::k_azure_service_management, "Windows Azure Service Management API", k_azure},
    WellKnownApp{app::k_azure_portal, "Azure portal", k_portal | k_azure},
    WellKnownApp{"497effe9-df71-4043-a8bb-14cf78c4b63b", "Exchange Admin Center", k_portal},
    WellKnownApp{"80ccca67-54bd-44ab-8625-4b79c4dc7775",
                 "Microsoft 365 Security and Compliance Center", k_portal},
    WellKnownApp{app::k_device_registration, "Device Registration Service", 0},
    WellKnownApp{app::k_intune_enrollment, "Microsoft Intune Enrollment", 0},
    WellKnownApp{"0000000a-0000-0000-c000-000000000000", "Microsoft Intune", 0},
    WellKnownApp{app::k_risk_remediation_flow, "ID Protection risk remediation", 0},
    WellKnownApp{app::k_token_exchange, "AAD Token Exchange Endpoint: Public", 0},
    // Clients and services named by the dependency table; ids from general knowledge (O).
    WellKnownApp{"1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams (client)", k_o365},
    WellKnownApp{"5e3ce6c0-2b1f-4285-8d4b-75ee78787346", "Microsoft Teams Web Client", k_o365},
    WellKnownApp{"09abbdfd-ed23-44ee-a2d9-a627aa1c90f3", "Microsoft Planner", k_o365},
    WellKnownApp{k_windows_365, "Windows 365", 0},
    WellKnownApp{"04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI", 0},
    WellKnownApp{"1950a258-227b-4e31-a9cf-717495945fc2", "Microsoft Azure PowerShell", 0},
    WellKnownApp{"14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph PowerShell", 0},
    WellKnownApp{app::k_authenticator, "Microsoft Authenticator", 0},
    WellKnownApp{app::k_defender_mobile, "Microsoft Defender for mobile", 0},
};

constexpr std::array k_scopes = {
    ScopeAudience{"Mail.*", app::k_exchange_online, "D"},
    ScopeAudience{"Calendars.*", app::k_exchange_online, "I"},
    ScopeAudience{"Contacts.*", app::k_exchange_online, "I"},
    ScopeAudience{"MailboxSettings.*", app::k_exchange_online, "I"},
    ScopeAudience{"EWS.*", app::k_exchange_online, "I"},
    ScopeAudience{"IMAP.*", app::k_exchange_online, "I"},
    ScopeAudience{"POP.*", app::k_exchange_online, "I"},
    ScopeAudience{"SMTP.*", app::k_exchange_online, "I"},
    ScopeAudience{"Files.*", app::k_sharepoint_online, "D"},
    ScopeAudience{"Sites.*", app::k_sharepoint_online, "I"},
    ScopeAudience{"Lists.*", app::k_sharepoint_online, "I"},
    ScopeAudience{"Notes.*", app::k_sharepoint_online, "I"},
    ScopeAudience{"ChannelMessage*", app::k_teams_services, "D"},
    ScopeAudience{"Channel*", app::k_teams_services, "I"},
    ScopeAudience{"Chat.*", app::k_teams_services, "I"},
    ScopeAudience{"ChatMessage.*", app::k_teams_services, "I"},
    ScopeAudience{"Team*", app::k_teams_services, "I"},
    ScopeAudience{"OnlineMeetings.*", app::k_teams_services, "I"},
    ScopeAudience{"Presence.*", app::k_teams_services, "I"},
    ScopeAudience{"User.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Group.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"GroupMember.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Directory.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Policy.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Application.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"RoleManagement.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Organization.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"People.*", app::k_windows_azure_active_directory, "I"},
    ScopeAudience{"Member.*", app::k_windows_azure_active_directory, "I"},
};

constexpr std::array k_baseline = {
    BaselineScope{"email", BaselineKind::open_id},
    BaselineScope{"offline_access", BaselineKind::open_id},
    BaselineScope{"openid", BaselineKind::open_id},
    BaselineScope{"profile", BaselineKind::open_id},
    BaselineScope{"User.Read", BaselineKind::directory},
    BaselineScope{"User.Read.All", BaselineKind::directory},
    BaselineScope{"User.ReadBasic.All", BaselineKind::directory},
    BaselineScope{"People.Read", BaselineKind::directory},
    BaselineScope{"People.Read.All", BaselineKind::directory},
    BaselineScope{"GroupMember.Read.All", BaselineKind::directory},
    BaselineScope{"Member.Read.Hidden", BaselineKind::directory},
};

constexpr std::string_view k_teams_client = "1fec8e78-bce4-4aaf-ab1b-5451cc387264";
constexpr std::string_view k_teams_web_client = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";

constexpr std::array k_dependencies = {
    ServiceDependency{k_teams_client, app::k_exchange_online},
    ServiceDependency{k_teams_client, app::k_sharepoint_online},
    ServiceDependency{k_teams_web_client, app::k_exchange_online},
    ServiceDependency{k_teams_web_client, app::k_sharepoint_online},
    ServiceDependency{app::k_office365_portal, app::k_exchange_online},
    ServiceDependency{app::k_office365_portal, app::k_sharepoint_online},
    ServiceDependency{app::k_office365_portal, app::k_teams_services},
    ServiceDependency{app::k_office365_portal, k_windows_365},
    ServiceDependency{app::k_azure_portal, app::k_exchange_online},
    ServiceDependency{app::k_azure_portal, app::k_sharepoint_online},
    ServiceDependency{app::k_azure_portal, k_windows_365},
};

struct ResourceHost {
  std::string_view host;  // a leading dot: every host below it
  std::string_view app_id;
};

// Resource identifiers of Microsoft's interfaces (general knowledge, O).
constexpr std::array k_resource_hosts = {
    ResourceHost{"graph.microsoft.com", app::k_microsoft_graph},
    ResourceHost{"graph.windows.net", app::k_windows_azure_active_directory},
    ResourceHost{"outlook.office365.com", app::k_exchange_online},
    ResourceHost{"outlook.office.com", app::k_exchange_online},
    ResourceHost{".sharepoint.com", app::k_sharepoint_online},
    ResourceHost{"management.azure.com", app::k_azure_service_management},
    ResourceHost{"management.core.windows.net", app::k_azure_service_management},
    ResourceHost{"api.spaces.skype.com", app::k_teams_services},
    ResourceHost{"enrollment.manage.microsoft.com", app::k_intune_enrollment},
};

constexpr std::array<std::string_view, 5> k_token_protected = {
    app::k_exchange_online, app::k_sharepoint_online, app::k_teams_services,
    "9cdead84-a844-4324-93f2-b2e6bb768d07",  // Azure Virtual Desktop
    k_windows_365};

// Microsoft Services, and the corporate tenant that registers some first-party applications (O).
constexpr std::array<std::string_view, 2> k_microsoft_tenants = {
    "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "72f988bf-86f1-41af-91ab-2d7cd011db47"};

}  // namespace

std::span<const WellKnownApp> well_known_apps() { return k_apps; }

const WellKnownApp* well_known_app(std::string_view app_id) {
  const auto at = std::find_if(k_apps.begin(), k_apps.end(), [&](const WellKnownApp& row) {
    return equal_ignoring_case(row.app_id, app_id);
  });
  return at == k_apps.end() ? nullptr : at;
}

std::span<const ScopeAudience> scope_audiences() { return k_scopes; }
std::span<const BaselineScope> baseline_scopes() { return k_baseline; }
std::span<const ServiceDependency> early_bound_dependencies() { return k_dependencies; }
std::string_view resource_app(std::string_view host) {
  for (const ResourceHost& row : k_resource_hosts)
    if (row.host.front() == '.' ? ends_with_ignoring_case(host, row.host)
                                : equal_ignoring_case(host, row.host))
      return row.app_id;
  return {};
}

std::span<const std::string_view> token_protected_apps() { return k_token_protected; }
std::span<const std::string_view> microsoft_tenants() { return k_microsoft_tenants; }

}  // namespace caprock
