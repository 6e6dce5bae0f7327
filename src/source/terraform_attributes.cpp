#include "source/terraform_attributes.h"

#include <algorithm>

namespace caprock {
namespace {

constexpr TerraformAttribute k_filter[] = {{"mode", "mode"}, {"rule", "rule"}};
constexpr TerraformAttribute k_applications[] = {
    {"included_applications", "includeApplications", TerraformForm::ids},
    {"excluded_applications", "excludeApplications", TerraformForm::ids},
    {"included_user_actions", "includeUserActions"},
    {"filter", "applicationFilter", TerraformForm::block, k_filter},
};
constexpr TerraformAttribute k_external_tenants[] = {
    {"membership_kind", "membershipKind"},
    {"members", "members", TerraformForm::ids},
};
constexpr TerraformAttribute k_guests[] = {
    {"guest_or_external_user_types", "guestOrExternalUserTypes", TerraformForm::flags},
    {"external_tenants", "externalTenants", TerraformForm::block, k_external_tenants},
};
constexpr TerraformAttribute k_users[] = {
    {"included_users", "includeUsers", TerraformForm::ids},
    {"excluded_users", "excludeUsers", TerraformForm::ids},
    {"included_groups", "includeGroups", TerraformForm::ids},
    {"excluded_groups", "excludeGroups", TerraformForm::ids},
    {"included_roles", "includeRoles", TerraformForm::ids},
    {"excluded_roles", "excludeRoles", TerraformForm::ids},
    {"included_guests_or_external_users", "includeGuestsOrExternalUsers", TerraformForm::block,
     k_guests},
    {"excluded_guests_or_external_users", "excludeGuestsOrExternalUsers", TerraformForm::block,
     k_guests},
};
constexpr TerraformAttribute k_client_applications[] = {
    {"included_service_principals", "includeServicePrincipals", TerraformForm::ids},
    {"excluded_service_principals", "excludeServicePrincipals", TerraformForm::ids},
    {"filter", "servicePrincipalFilter", TerraformForm::block, k_filter},
};
constexpr TerraformAttribute k_devices[] = {
    {"filter", "deviceFilter", TerraformForm::block, k_filter}};
constexpr TerraformAttribute k_platforms[] = {
    {"included_platforms", "includePlatforms"},
    {"excluded_platforms", "excludePlatforms"},
};
constexpr TerraformAttribute k_locations[] = {
    {"included_locations", "includeLocations", TerraformForm::ids},
    {"excluded_locations", "excludeLocations", TerraformForm::ids},
};
constexpr TerraformAttribute k_conditions[] = {
    {"client_app_types", "clientAppTypes"},
    {"applications", "applications", TerraformForm::block, k_applications},
    {"users", "users", TerraformForm::block, k_users},
    {"client_applications", "clientApplications", TerraformForm::block, k_client_applications},
    {"devices", "devices", TerraformForm::block, k_devices},
    {"platforms", "platforms", TerraformForm::block, k_platforms},
    {"locations", "locations", TerraformForm::block, k_locations},
    {"sign_in_risk_levels", "signInRiskLevels"},
    {"user_risk_levels", "userRiskLevels"},
    {"service_principal_risk_levels", "servicePrincipalRiskLevels"},
    {"insider_risk_levels", "insiderRiskLevels"},
    {"authentication_flow_transfer_methods", "authenticationFlows/transferMethods",
     TerraformForm::flags},
};
constexpr TerraformAttribute k_grant_controls[] = {
    {"operator", "operator"},
    {"built_in_controls", "builtInControls"},
    {"custom_authentication_factors", "customAuthenticationFactors"},
    {"terms_of_use", "termsOfUse", TerraformForm::ids},
    {"authentication_strength_policy_id", "authenticationStrength/id", TerraformForm::id},
};
constexpr TerraformAttribute k_session_controls[] = {
    {"application_enforced_restrictions_enabled", "applicationEnforcedRestrictions/isEnabled"},
    {"cloud_app_security_policy", "cloudAppSecurity/cloudAppSecurityType", TerraformForm::switched},
    {"disable_resilience_defaults", "disableResilienceDefaults"},
    {"persistent_browser_mode", "persistentBrowser/mode", TerraformForm::switched},
    {"sign_in_frequency", "signInFrequency/value"},
    {"sign_in_frequency_period", "signInFrequency/type"},
    {"sign_in_frequency_authentication_type", "signInFrequency/authenticationType"},
    {"sign_in_frequency_interval", "signInFrequency/frequencyInterval"},
};
constexpr TerraformAttribute k_policy_attributes[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"display_name", "displayName", TerraformForm::label},
    {"state", "state"},
    {"conditions", "conditions", TerraformForm::block, k_conditions},
    {"grant_controls", "grantControls", TerraformForm::block, k_grant_controls},
    {"session_controls", "sessionControls", TerraformForm::block, k_session_controls},
    {"timeouts", "", TerraformForm::unused},
};

constexpr TerraformAttribute k_ip[] = {
    {"ip_ranges", "ipRanges", TerraformForm::ranges},
    {"trusted", "isTrusted", TerraformForm::fact},
};
constexpr TerraformAttribute k_country[] = {
    {"countries_and_regions", "countriesAndRegions"},
    {"country_lookup_method", "countryLookupMethod"},
    {"include_unknown_countries_and_regions", "includeUnknownCountriesAndRegions",
     TerraformForm::fact},
};
constexpr TerraformAttribute k_location_attributes[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"display_name", "displayName", TerraformForm::label},
    {"ip", "", TerraformForm::block, k_ip},
    {"country", "", TerraformForm::block, k_country},
};

constexpr TerraformAttribute k_strength_attributes[] = {
    {"id", "id", TerraformForm::own_id},
    {"display_name", "displayName", TerraformForm::label},
    {"description", "description", TerraformForm::label},
    {"allowed_combinations", "allowedCombinations"},
};
constexpr TerraformAttribute k_user[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"user_principal_name", "userPrincipalName", TerraformForm::label},
    {"display_name", "displayName", TerraformForm::label},
    {"user_type", "userType"},
    {"account_enabled", "accountEnabled", TerraformForm::fact},
    {"creation_type", "creationType"},
    {"external_user_state", "externalUserState"},
};
constexpr TerraformAttribute k_group_attributes[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"display_name", "displayName", TerraformForm::label},
    {"members", "members", TerraformForm::fact_ids},
};
// Members of these are managed elsewhere, or not at all.
constexpr TerraformAttribute k_group_without_members[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"display_name", "displayName", TerraformForm::label},
};
constexpr TerraformAttribute k_service_principal[] = {
    {"id", "id", TerraformForm::own_id},
    {"object_id", "id", TerraformForm::own_id},
    {"application_id", "appId", TerraformForm::label},  // until azuread 3
    {"client_id", "appId", TerraformForm::label},
    {"display_name", "displayName", TerraformForm::label},
    {"type", "servicePrincipalType", TerraformForm::label},
    {"application_tenant_id", "appOwnerOrganizationId", TerraformForm::label},
    {"sign_in_audience", "signInAudience", TerraformForm::label},
    {"account_enabled", "accountEnabled", TerraformForm::fact},
};
// An application as scope is a scope that is not the directory, too (CA 2.9).
constexpr TerraformAttribute k_role_assignment[] = {
    {"id", "id", TerraformForm::own_id},
    {"role_id", "roleDefinitionId", TerraformForm::id},
    {"principal_object_id", "principalId", TerraformForm::id},
    {"directory_scope_id", "directoryScopeId"},
    {"directory_scope_object_id", "directoryScopeId"},
    {"app_scope_id", "directoryScopeId"},
    {"app_scope_object_id", "directoryScopeId"},
};

constexpr TerraformType k_resource_types[] = {
    {"azuread_conditional_access_policy", ObjectKind::policy, k_policy_attributes},
    {"azuread_named_location", ObjectKind::named_location, k_location_attributes},
    {"azuread_authentication_strength_policy", ObjectKind::authentication_strength,
     k_strength_attributes},
    {"azuread_user", ObjectKind::user, k_user},
    {"azuread_group", ObjectKind::group, k_group_attributes},
    {"azuread_group_without_members", ObjectKind::group, k_group_without_members},
    {"azuread_group_member", ObjectKind::group_member},
    {"azuread_service_principal", ObjectKind::service_principal, k_service_principal},
    {"azuread_directory_role_assignment", ObjectKind::role_assignment, k_role_assignment},
    {k_beta_policy, ObjectKind::policy},
};

template <class Matches>
const TerraformType* first_type(const Matches& matches) {
  const auto* at = std::find_if(std::begin(k_resource_types), std::end(k_resource_types), matches);
  return at == std::end(k_resource_types) ? nullptr : at;
}

}  // namespace

const TerraformType* terraform_type(std::string_view name) {
  return first_type([&](const TerraformType& row) { return row.name == name; });
}

const TerraformType* terraform_type_for(ObjectKind kind) {
  return first_type([&](const TerraformType& row) { return row.kind == kind; });
}

}  // namespace caprock
