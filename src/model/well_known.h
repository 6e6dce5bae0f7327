// Applications, groups of applications and scope families that Microsoft defines for every tenant.
//
// Data shared by every evaluator; no logic. Rows carry the evidence for each statement.
// SOURCE: CA 1.5 (ids), 2.3 (scopes), 2.9 (service dependencies).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace caprock {

enum class AppGroup : std::uint8_t {
  none = 0,
  office365 = 1,
  admin_portals = 2,
  azure_management = 4
};

struct WellKnownApp {
  std::string_view app_id;
  std::string_view name;
  std::uint8_t groups;  // OR of AppGroup
};

std::span<const WellKnownApp> well_known_apps();

// The row of an appId (without case), or nullptr.
const WellKnownApp* well_known_app(std::string_view app_id);

// A family of Microsoft Graph scopes and the resource whose policies it falls under. A pattern
// ending in `*` is a prefix. The first matching row counts.
struct ScopeAudience {
  std::string_view scope;
  std::string_view app_id;
  std::string_view evidence;  // `D` documented, `I` inferred
};

std::span<const ScopeAudience> scope_audiences();

// Baseline scopes (CA 2.13).
enum class BaselineKind : std::uint8_t { open_id, directory };
struct BaselineScope {
  std::string_view scope;
  BaselineKind kind;
};

std::span<const BaselineScope> baseline_scopes();

// A downstream audience that joins at client sign-in (early-bound service dependency).
struct ServiceDependency {
  std::string_view client_app_id;
  std::string_view downstream_app_id;
};

std::span<const ServiceDependency> early_bound_dependencies();

namespace app {
inline constexpr std::string_view k_microsoft_graph = "00000003-0000-0000-c000-000000000000";
inline constexpr std::string_view k_windows_azure_active_directory =
    "00000002-0000-0000-c000-000000000000";
inline constexpr std::string_view k_exchange_online = "00000002-0000-0ff1-ce00-000000000000";
inline constexpr std::string_view k_sharepoint_online = "00000003-0000-0ff1-ce00-000000000000";
inline constexpr std::string_view k_skype_for_business = "00000004-0000-0ff1-ce00-000000000000";
inline constexpr std::string_view k_office365_portal = "00000006-0000-0ff1-ce00-000000000000";
inline constexpr std::string_view k_teams_services = "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe";
inline constexpr std::string_view k_azure_service_management =
    "797f4846-ba00-4fd7-ba43-dac1f8f63013";
inline constexpr std::string_view k_azure_portal = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
inline constexpr std::string_view k_device_registration = "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9";
inline constexpr std::string_view k_intune_enrollment = "d4ebce55-015a-49b5-a083-c84d1797ae8c";
inline constexpr std::string_view k_risk_remediation_flow = "93625bc8-bfe2-437a-97e0-3d0060024faa";
inline constexpr std::string_view k_authenticator = "4813382a-8fa7-425e-ab75-3b753aab3abb";
inline constexpr std::string_view k_defender_mobile = "dd47d17a-3194-4d86-bfd5-c6ae6f5651e3";
inline constexpr std::string_view k_token_exchange = "fb60f99c-7a34-4190-8149-302f77469936";
}  // namespace app

// The application that answers for a resource host, for example `outlook.office365.com`; `host` is
// lower case, without scheme and trailing slash. Empty when the table does not know it.
std::string_view resource_app(std::string_view host);

// Resources for which token protection is enforced (CA 2.14).
std::span<const std::string_view> token_protected_apps();

// Tenants in which Microsoft registers its own applications; an application owned by one of them
// may be part of the Office 365 group although no row here says so.
std::span<const std::string_view> microsoft_tenants();

}  // namespace caprock
