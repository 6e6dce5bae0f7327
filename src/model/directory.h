// The directory objects that policies and integrations name.
// Graph: user, group, directoryRole, unifiedRoleAssignment, servicePrincipal,
// oAuth2PermissionGrant, application.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

enum class UserType : std::uint8_t { member, guest };

// Beta: /users/{id}/authentication/requirements.
enum class PerUserMfaState : std::uint8_t { disabled, enabled, enforced };

// Custom security attributes, `Set_Attribute` to its values. Only string attributes can be matched.
using SecurityAttributes = std::map<std::string, std::vector<std::string>, std::less<>>;

struct User {
  UserId id;
  std::string user_principal_name;
  std::string display_name;
  std::optional<UserType> user_type;
  std::optional<bool> account_enabled;
  std::string creation_type;        // `Invitation` for B2B guests
  std::string external_user_state;  // `Accepted`, `PendingAcceptance`
  std::optional<PerUserMfaState> per_user_mfa_state;
  std::optional<bool> is_mfa_registered;  // from userRegistrationDetails
  std::optional<Instant> sign_in_sessions_valid_from;
  std::optional<Instant> last_password_change;
  // From transitiveMemberOf, when the export has it: every group, nested ones included.
  std::optional<std::vector<GroupId>> transitive_member_of;
  Origin origin;
  bool operator==(const User&) const = default;
};

struct Group {
  GroupId id;
  std::string display_name;
  // Direct members; absent when the export does not list them, so that membership is unknown.
  std::optional<std::vector<DirectoryObjectId>> members;
  Origin origin;
  bool operator==(const Group&) const = default;
};

enum class RoleAssignmentType : std::uint8_t { active, eligible };

struct RoleAssignment {
  RoleTemplateId role;  // built-in roles: the definition id is the template id
  DirectoryObjectId principal;
  std::string directory_scope_id = "/";  // anything but `/` never counts for policies (CA 2.9)
  RoleAssignmentType type = RoleAssignmentType::active;
  Origin origin;
  bool operator==(const RoleAssignment&) const = default;
};

struct RoleDefinition {
  RoleTemplateId id;
  std::string display_name;
  std::optional<bool> is_built_in;
  Origin origin;
  bool operator==(const RoleDefinition&) const = default;
};

struct ServicePrincipal {
  ServicePrincipalId id;
  AppId app_id;
  std::string display_name;
  std::string service_principal_type;  // `Application`, `ManagedIdentity`, ...
  std::optional<TenantId> app_owner_organization_id;
  std::string sign_in_audience;  // `AzureADMyOrg` for a single-tenant app
  std::optional<bool> account_enabled;
  std::optional<SecurityAttributes> custom_security_attributes;  // absent: not exported
  Origin origin;
  bool operator==(const ServicePrincipal&) const = default;
};

// Who a grant lets the client act as: everybody, or one account.
enum class ConsentType : std::uint8_t { all_principals, principal };

// Graph: oAuth2PermissionGrant. A consent to act as users towards a resource.
struct PermissionGrant {
  std::string id;
  ServicePrincipalId client;
  std::optional<ConsentType> consent_type;
  UserId principal;  // empty when the consent is for everybody
  ServicePrincipalId resource;
  std::string scope;  // permissions, separated by spaces
  Origin origin;
  bool operator==(const PermissionGrant&) const = default;
};

// What kind of client an app registration is, from its redirect URIs.
struct Application {
  AppId app_id;
  std::string id;
  std::string display_name;
  std::string sign_in_audience;
  bool has_web_redirect = false;
  bool has_spa_redirect = false;
  bool has_public_client_redirect = false;
  std::optional<bool> is_fallback_public_client;
  std::vector<Instant> credentials_end;  // notAfter of secrets and certificates
  Origin origin;
  bool operator==(const Application&) const = default;
};

struct Organization {
  TenantId id;
  std::string display_name;
  std::vector<std::string> verified_domains;
  Origin origin;
  bool operator==(const Organization&) const = default;
};

}  // namespace caprock
