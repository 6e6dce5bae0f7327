// Who, what, from where and how: the conditions of a Conditional Access policy.
// Graph: conditionalAccessConditionSet.
//
// Id lists keep their order and also carry Graph's special words (see ids.h). An empty list and an
// absent optional both mean "not configured", except for `client_app_types` (CA 2.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"

namespace caprock {

enum class FilterMode : std::uint8_t { include, exclude };

// Graph: conditionalAccessFilter. The rule is text in the filter grammar, at most 3072 characters.
struct Filter {
  std::optional<FilterMode> mode;
  std::string rule;
  bool operator==(const Filter&) const = default;
};

struct Applications {
  std::vector<AppId> include_applications;
  std::vector<AppId> exclude_applications;
  std::vector<std::string> include_user_actions;  // `urn:user:registersecurityinfo`, ...
  std::vector<ContextId> include_authentication_context_class_references;
  std::optional<Filter> application_filter;
  bool operator==(const Applications&) const = default;
};

// Bits of guestOrExternalUserTypes.
enum class GuestType : std::uint8_t {
  internal_guest = 1,
  b2b_collaboration_guest = 2,
  b2b_collaboration_member = 4,
  b2b_direct_connect_user = 8,
  other_external_user = 16,
  service_provider = 32,
};

enum class MembershipKind : std::uint8_t { all, enumerated };

struct ExternalTenants {
  MembershipKind membership_kind = MembershipKind::all;
  std::vector<TenantId> members;
  bool operator==(const ExternalTenants&) const = default;
};

struct GuestsOrExternalUsers {
  std::uint8_t types = 0;                           // OR of GuestType
  std::optional<ExternalTenants> external_tenants;  // absent means all
  bool operator==(const GuestsOrExternalUsers&) const = default;
};

struct Users {
  std::vector<UserId> include_users;
  std::vector<UserId> exclude_users;
  std::vector<GroupId> include_groups;
  std::vector<GroupId> exclude_groups;
  std::vector<RoleTemplateId> include_roles;
  std::vector<RoleTemplateId> exclude_roles;
  std::optional<GuestsOrExternalUsers> include_guests_or_external_users;
  std::optional<GuestsOrExternalUsers> exclude_guests_or_external_users;
  bool operator==(const Users&) const = default;
};

struct ClientApplications {
  std::vector<ServicePrincipalId> include_service_principals;
  std::vector<ServicePrincipalId> exclude_service_principals;
  std::optional<Filter> service_principal_filter;
  std::vector<ServicePrincipalId> include_agent_id_service_principals;
  std::vector<ServicePrincipalId> exclude_agent_id_service_principals;
  std::optional<Filter> agent_id_service_principal_filter;
  bool operator==(const ClientApplications&) const = default;
};

enum class ClientAppType : std::uint8_t {
  all,
  browser,
  mobile_apps_and_desktop_clients,
  exchange_active_sync,
  eas_supported,
  other,
};

enum class DevicePlatform : std::uint8_t {
  android,
  ios,
  windows,
  windows_phone,
  mac_os,
  all,
  linux
};

struct Platforms {
  std::vector<DevicePlatform> include_platforms;
  std::vector<DevicePlatform> exclude_platforms;
  bool operator==(const Platforms&) const = default;
};

struct Locations {
  std::vector<LocationId> include_locations;
  std::vector<LocationId> exclude_locations;
  bool operator==(const Locations&) const = default;
};

// Device lists and states are deprecated (beta only) but still found; the filter excludes them.
struct Devices {
  std::optional<Filter> device_filter;
  std::vector<std::string> include_devices;
  std::vector<std::string> exclude_devices;
  std::vector<std::string> include_device_states;
  std::vector<std::string> exclude_device_states;
  bool operator==(const Devices&) const = default;
};

struct DeviceStates {
  std::vector<std::string> include_states;
  std::vector<std::string> exclude_states;
  bool operator==(const DeviceStates&) const = default;
};

enum class RiskLevel : std::uint8_t { low, medium, high, hidden, none };

// Bits of insiderRiskLevels.
enum class InsiderRisk : std::uint8_t { minor = 1, moderate = 2, elevated = 4 };

// Bits of agentIdRiskLevels.
enum class AgentRisk : std::uint8_t { low = 1, medium = 2, high = 4 };

// Bits of authenticationFlows.transferMethods.
enum class TransferMethod : std::uint8_t { device_code_flow = 1, authentication_transfer = 2 };

struct AuthenticationFlows {
  std::uint8_t transfer_methods = 0;  // OR of TransferMethod; 0 means not configured
  bool operator==(const AuthenticationFlows&) const = default;
};

struct Conditions {
  Applications applications;
  std::optional<Users> users;
  std::optional<ClientApplications> client_applications;
  std::vector<ClientAppType> client_app_types;
  std::optional<Platforms> platforms;
  std::optional<Locations> locations;
  std::optional<Devices> devices;
  std::optional<DeviceStates> device_states;
  std::vector<RiskLevel> sign_in_risk_levels;
  std::vector<RiskLevel> user_risk_levels;
  std::vector<RiskLevel> service_principal_risk_levels;
  std::uint8_t insider_risk_levels = 0;   // OR of InsiderRisk
  std::uint8_t agent_id_risk_levels = 0;  // OR of AgentRisk
  std::optional<AuthenticationFlows> authentication_flows;
  bool operator==(const Conditions&) const = default;
};

}  // namespace caprock
