#include "source/recognise.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace caprock {
namespace {

using enum ObjectKind;

struct KindWords {
  ObjectKind kind;
  std::string_view one;
  std::string_view many;
};

constexpr std::array k_words = {
    KindWords{policy, "policy", "policies"},
    KindWords{named_location, "named location", "named locations"},
    KindWords{authentication_strength, "authentication strength", "authentication strengths"},
    KindWords{authentication_context, "authentication context", "authentication contexts"},
    KindWords{terms_of_use, "terms of use", "terms of use"},
    KindWords{user, "user", "users"},
    KindWords{group, "group", "groups"},
    KindWords{group_member, "group member", "group members"},
    KindWords{directory_role, "directory role", "directory roles"},
    KindWords{role_definition, "role definition", "role definitions"},
    KindWords{role_assignment, "role assignment", "role assignments"},
    KindWords{role_eligibility, "eligible role", "eligible roles"},
    KindWords{service_principal, "service principal", "service principals"},
    KindWords{permission_grant, "permission grant", "permission grants"},
    KindWords{application, "application", "applications"},
    KindWords{organization, "organization", "organizations"},
    KindWords{security_defaults, "security defaults setting", "security defaults settings"},
    KindWords{mfa_service_settings, "MFA service settings", "MFA service settings"},
    KindWords{cross_tenant_default, "cross-tenant default", "cross-tenant defaults"},
    KindWords{cross_tenant_partner, "cross-tenant partner", "cross-tenant partners"},
    KindWords{token_lifetime_policy, "token lifetime policy", "token lifetime policies"},
    KindWords{per_user_mfa, "per-user MFA state", "per-user MFA states"},
    KindWords{registration_details, "MFA registration state", "MFA registration states"},
    KindWords{log_record, "log record (not read here)", "log records (not read here)"},
};

struct NamedKind {
  std::string_view name;
  ObjectKind kind;
};

// Parts of `@odata.context` after `$metadata#`; the first that is contained counts.
constexpr std::array k_context_kinds = {
    NamedKind{"auditLogs/", log_record},
    NamedKind{"/members", group_member},
    NamedKind{"conditionalAccess/policies", policy},
    NamedKind{"conditionalAccess/namedLocations", named_location},
    NamedKind{"authenticationContextClassReferences", authentication_context},
    NamedKind{"authenticationStrengthPolicies", authentication_strength},
    NamedKind{"authenticationStrength/policies", authentication_strength},
    NamedKind{"whatIfAnalysisResult", policy},
    NamedKind{"termsOfUse/agreements", terms_of_use},
    NamedKind{"agreements", terms_of_use},
    NamedKind{"authentication/requirements", per_user_mfa},
    NamedKind{"userRegistrationDetails", registration_details},
    NamedKind{"identitySecurityDefaultsEnforcementPolicy", security_defaults},
    NamedKind{"mfaServiceSettings", mfa_service_settings},
    NamedKind{"crossTenantAccessPolicy/partners", cross_tenant_partner},
    NamedKind{"crossTenantAccessPolicy/default", cross_tenant_default},
    NamedKind{"tokenLifetimePolicies", token_lifetime_policy},
    NamedKind{"roleManagement/directory/roleAssignments", role_assignment},
    NamedKind{"roleManagement/directory/roleAssignmentScheduleInstances", role_assignment},
    NamedKind{"roleManagement/directory/roleEligibilitySchedule", role_eligibility},
    NamedKind{"roleManagement/directory/roleDefinitions", role_definition},
    NamedKind{"directoryRoles", directory_role},
    NamedKind{"oauth2PermissionGrants", permission_grant},
    NamedKind{"organization", organization},
    NamedKind{"servicePrincipals", service_principal},
    NamedKind{"applications", application},
    NamedKind{"groups", group},
    NamedKind{"users", user},
};

// Last segments of `@odata.type`.
constexpr std::array k_odata_types = {
    NamedKind{"conditionalAccessPolicy", policy},
    NamedKind{"whatIfAnalysisResult", policy},
    NamedKind{"ipNamedLocation", named_location},
    NamedKind{"countryNamedLocation", named_location},
    NamedKind{"compliantNetworkNamedLocation", named_location},
    NamedKind{"serviceTagNamedLocation", named_location},
    NamedKind{"privateLinkNamedLocation", named_location},
    NamedKind{"authenticationStrengthPolicy", authentication_strength},
    NamedKind{"authenticationContextClassReference", authentication_context},
    NamedKind{"agreement", terms_of_use},
    NamedKind{"user", user},
    NamedKind{"group", group},
    NamedKind{"directoryRole", directory_role},
    NamedKind{"unifiedRoleDefinition", role_definition},
    NamedKind{"unifiedRoleAssignment", role_assignment},
    NamedKind{"unifiedRoleAssignmentScheduleInstance", role_assignment},
    NamedKind{"unifiedRoleEligibilitySchedule", role_eligibility},
    NamedKind{"unifiedRoleEligibilityScheduleInstance", role_eligibility},
    NamedKind{"servicePrincipal", service_principal},
    NamedKind{"oAuth2PermissionGrant", permission_grant},
    NamedKind{"application", application},
    NamedKind{"organization", organization},
    NamedKind{"identitySecurityDefaultsEnforcementPolicy", security_defaults},
    NamedKind{"tokenLifetimePolicy", token_lifetime_policy},
    NamedKind{"crossTenantAccessPolicyConfigurationDefault", cross_tenant_default},
    NamedKind{"crossTenantAccessPolicyConfigurationPartner", cross_tenant_partner},
};

// File names of our snapshot format (docs/snapshot-format.md), without digits and extension.
constexpr std::array k_files = {
    NamedKind{"policies", policy},
    NamedKind{"namedLocations", named_location},
    NamedKind{"authenticationStrengths", authentication_strength},
    NamedKind{"authenticationStrengthPolicies", authentication_strength},
    NamedKind{"authenticationContexts", authentication_context},
    NamedKind{"authenticationContextClassReferences", authentication_context},
    NamedKind{"termsOfUse", terms_of_use},
    NamedKind{"users", user},
    NamedKind{"groups", group},
    NamedKind{"directoryRoles", directory_role},
    NamedKind{"roleDefinitions", role_definition},
    NamedKind{"roleAssignments", role_assignment},
    NamedKind{"roleAssignmentScheduleInstances", role_assignment},
    NamedKind{"roleEligibilitySchedules", role_eligibility},
    NamedKind{"roleEligibilityScheduleInstances", role_eligibility},
    NamedKind{"servicePrincipals", service_principal},
    NamedKind{"oauth2PermissionGrants", permission_grant},
    NamedKind{"applications", application},
    NamedKind{"organization", organization},
    NamedKind{"identitySecurityDefaults", security_defaults},
    NamedKind{"mfaServiceSettings", mfa_service_settings},
    NamedKind{"crossTenantAccessPolicyDefault", cross_tenant_default},
    NamedKind{"crossTenantAccessPolicyPartners", cross_tenant_partner},
    NamedKind{"tokenLifetimePolicies", token_lifetime_policy},
    NamedKind{"perUserMfa", per_user_mfa},
    NamedKind{"userRegistrationDetails", registration_details},
};

// Shapes, most telling first: an object that has all of these members is of the kind.
struct Shape {
  std::array<std::string_view, 3> members;  // empty ones do not count
  ObjectKind kind;
};

constexpr std::array k_shapes = {
    Shape{{"appliedConditionalAccessPolicies"}, log_record},
    Shape{{"conditionalAccessStatus"}, log_record},
    Shape{{"activityDisplayName", "initiatedBy"}, log_record},
    Shape{{"conditions", "displayName", "state"}, policy},
    Shape{{"conditions", "displayName", "grantControls"}, policy},
    Shape{{"conditions", "displayName", "sessionControls"}, policy},
    Shape{{"conditions", "grantControls"}, policy},  // templates keep the name outside
    Shape{{"conditions", "sessionControls"}, policy},
    Shape{{"ipRanges", "displayName"}, named_location},
    Shape{{"countriesAndRegions", "displayName"}, named_location},
    Shape{{"compliantNetworkType", "displayName"}, named_location},
    Shape{{"allowedCombinations", "displayName"}, authentication_strength},
    Shape{{"isViewingBeforeAcceptanceRequired", "displayName"}, terms_of_use},
    Shape{{"isMfaRegistered", "id"}, registration_details},
    Shape{{"userPrincipalName", "id"}, user},
    Shape{{"perUserMfaState"}, per_user_mfa},
    Shape{{"principalId", "roleDefinitionId", "roleEligibilityScheduleId"}, role_eligibility},
    Shape{{"principalId", "roleDefinitionId"}, role_assignment},
    Shape{{"roleTemplateId", "displayName"}, directory_role},
    Shape{{"rolePermissions", "displayName"}, role_definition},
    Shape{{"isBuiltIn", "templateId"}, role_definition},
    Shape{{"appId", "servicePrincipalType"}, service_principal},
    Shape{{"appId", "appOwnerOrganizationId"}, service_principal},
    Shape{{"clientId", "consentType", "resourceId"}, permission_grant},
    Shape{{"appId", "signInAudience"}, application},
    Shape{{"appId", "requiredResourceAccess"}, application},
    Shape{{"verifiedDomains", "displayName"}, organization},
    Shape{{"definition", "isOrganizationDefault"}, token_lifetime_policy},
    Shape{{"tenantId", "inboundTrust"}, cross_tenant_partner},
    Shape{{"tenantId", "b2bCollaborationInbound"}, cross_tenant_partner},
    Shape{{"inboundTrust"}, cross_tenant_default},
    Shape{{"groupTypes", "displayName"}, group},
    Shape{{"securityEnabled", "mailEnabled"}, group},
    Shape{{"members", "displayName", "id"}, group},
};

// Graph's fixed id of the one security defaults policy.
constexpr std::string_view k_security_defaults_id = "00000000-0000-0000-0000-000000000005";

bool is_context_id(std::string_view id) {
  return id.size() >= 2 && id.size() <= 3 && (id[0] == 'c' || id[0] == 'C') &&
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::optional<ObjectKind> kind_of_shape(const json::object& object) {
  for (const Shape& shape : k_shapes) {
    bool all = true;
    for (const std::string_view name : shape.members)
      all = all && (name.empty() || member(object, name) != nullptr);
    if (all) return shape.kind;
  }
  const json::value* id = member(object, "id");
  if (id == nullptr || !id->is_string()) return std::nullopt;
  const std::string_view text = id->get_string();
  if (text == k_security_defaults_id && member(object, "isEnabled") != nullptr)
    return security_defaults;
  if (is_context_id(text) && member(object, "isAvailable") != nullptr)
    return authentication_context;
  return std::nullopt;
}

// Keys and the members of a `$select` stand in parentheses: a service principal that is asked for
// its `appOwnerOrganizationId` is no organization.
std::string without_parentheses(std::string_view context) {
  std::string out;
  int depth = 0;
  for (const char c : context) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

}  // namespace

std::string count_of(ObjectKind kind, std::size_t count) {
  for (const KindWords& row : k_words)
    if (row.kind == kind) return fmt::format("{} {}", count, count == 1 ? row.one : row.many);
  return std::to_string(count);
}

std::string_view word_of(ObjectKind kind) {
  for (const KindWords& row : k_words)
    if (row.kind == kind) return row.one;
  return "object";
}

const json::value* member(const json::object& object, std::string_view name) {
  for (const auto& [key, value] : object)
    if (equal_ignoring_case(key, name)) return &value;
  return nullptr;
}

std::string_view text_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  const json::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

std::optional<ObjectKind> kind_of_context(std::string_view odata_context) {
  const std::size_t hash = odata_context.find('#');
  if (hash == std::string_view::npos) return std::nullopt;
  const std::string resource = without_parentheses(odata_context.substr(hash + 1));
  for (const NamedKind& row : k_context_kinds)
    if (contains_ignoring_case(resource, row.name)) return row.kind;
  return std::nullopt;
}

std::optional<ObjectKind> kind_of_object(const json::object& object) {
  if (const json::value* type = member(object, "@odata.type");
      type != nullptr && type->is_string()) {
    std::string_view name = type->get_string();
    name.remove_prefix(name.rfind('.') + 1);  // npos + 1 is 0
    for (const NamedKind& row : k_odata_types)
      if (equal_ignoring_case(row.name, name)) return row.kind;
  }
  return kind_of_shape(object);
}

std::string odata_type_for(ObjectKind kind) {
  for (const NamedKind& row : k_odata_types)
    if (row.kind == kind) return fmt::format("#microsoft.graph.{}", row.name);
  return {};
}

std::optional<ObjectKind> kind_of_file(std::string_view relative_path) {
  const std::size_t slash = relative_path.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view() : relative_path.substr(0, slash);
  if (ends_with_ignoring_case(folder, "groupMembers")) return group_member;
  std::string_view stem = relative_path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  stem = stem.substr(0, stem.find('.'));
  while (!stem.empty() &&
         (std::string_view("0123456789-_ ").find(stem.back()) != std::string_view::npos))
    stem.remove_suffix(1);
  for (const NamedKind& row : k_files)
    if (equal_ignoring_case(row.name, stem)) return row.kind;
  return std::nullopt;
}

}  // namespace caprock
