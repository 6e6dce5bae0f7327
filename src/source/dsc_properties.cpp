#include "source/dsc_properties.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caprock {
namespace {

using enum ObjectKind;

struct DscTypeRow {
  std::string_view type;
  ObjectKind kind;
};
constexpr std::array k_types = {
    DscTypeRow{"AADConditionalAccessPolicy", policy},
    DscTypeRow{"AADNamedLocationPolicy", named_location},
    DscTypeRow{"AADAuthenticationStrengthPolicy", authentication_strength},
    DscTypeRow{"AADAuthenticationContextClassReference", authentication_context},
    DscTypeRow{"AADSecurityDefaults", security_defaults},
    DscTypeRow{"AADGroup", group},
};

constexpr std::array<std::string_view, 15> k_connection = {"Credential",
                                                           "ApplicationId",
                                                           "ApplicationSecret",
                                                           "TenantId",
                                                           "TenantGUID",
                                                           "CertificatePath",
                                                           "CertificatePassword",
                                                           "CertificateThumbprint",
                                                           "ManagedIdentity",
                                                           "AccessTokens",
                                                           "PsDscRunAsCredential",
                                                           "DependsOn",
                                                           "ResourceName",
                                                           "ResourceInstanceName",
                                                           "ResourceId"};

constexpr std::array k_policy = {
    DscProperty{"DisplayName", "/displayName"},
    DscProperty{"Id", "/id"},
    DscProperty{"State", "/state"},
    DscProperty{"IncludeApplications", "/conditions/applications/includeApplications",
                DscForm::texts, DscNames::apps},
    DscProperty{"ExcludeApplications", "/conditions/applications/excludeApplications",
                DscForm::texts, DscNames::apps},
    DscProperty{"ApplicationsFilterMode", "/conditions/applications/applicationFilter/mode"},
    DscProperty{"ApplicationsFilter", "/conditions/applications/applicationFilter/rule"},
    DscProperty{"IncludeUserActions", "/conditions/applications/includeUserActions",
                DscForm::texts},
    DscProperty{"AuthenticationContexts",
                "/conditions/applications/includeAuthenticationContextClassReferences",
                DscForm::texts, DscNames::contexts},
    DscProperty{"IncludeUsers", "/conditions/users/includeUsers", DscForm::texts},
    DscProperty{"ExcludeUsers", "/conditions/users/excludeUsers", DscForm::texts},
    DscProperty{"IncludeGroups", "/conditions/users/includeGroups", DscForm::texts,
                DscNames::groups},
    DscProperty{"ExcludeGroups", "/conditions/users/excludeGroups", DscForm::texts,
                DscNames::groups},
    DscProperty{"IncludeRoles", "/conditions/users/includeRoles", DscForm::texts},
    DscProperty{"ExcludeRoles", "/conditions/users/excludeRoles", DscForm::texts},
    DscProperty{"IncludeGuestOrExternalUserTypes",
                "/conditions/users/includeGuestsOrExternalUsers/guestOrExternalUserTypes",
                DscForm::flags},
    DscProperty{"IncludeExternalTenantsMembershipKind",
                "/conditions/users/includeGuestsOrExternalUsers/externalTenants/membershipKind"},
    DscProperty{"IncludeExternalTenantsMembers",
                "/conditions/users/includeGuestsOrExternalUsers/externalTenants/members",
                DscForm::filled_texts},
    DscProperty{"ExcludeGuestOrExternalUserTypes",
                "/conditions/users/excludeGuestsOrExternalUsers/guestOrExternalUserTypes",
                DscForm::flags},
    DscProperty{"ExcludeExternalTenantsMembershipKind",
                "/conditions/users/excludeGuestsOrExternalUsers/externalTenants/membershipKind"},
    DscProperty{"ExcludeExternalTenantsMembers",
                "/conditions/users/excludeGuestsOrExternalUsers/externalTenants/members",
                DscForm::filled_texts},
    DscProperty{"IncludePlatforms", "/conditions/platforms/includePlatforms",
                DscForm::filled_texts},
    DscProperty{"ExcludePlatforms", "/conditions/platforms/excludePlatforms",
                DscForm::filled_texts},
    DscProperty{"IncludeLocations", "/conditions/locations/includeLocations", DscForm::filled_texts,
                DscNames::locations},
    DscProperty{"ExcludeLocations", "/conditions/locations/excludeLocations", DscForm::filled_texts,
                DscNames::locations},
    DscProperty{"IncludeDevices", "/conditions/devices/includeDevices", DscForm::filled_texts},
    DscProperty{"ExcludeDevices", "/conditions/devices/excludeDevices", DscForm::filled_texts},
    DscProperty{"DeviceFilterMode", "/conditions/devices/deviceFilter/mode"},
    DscProperty{"DeviceFilterRule", "/conditions/devices/deviceFilter/rule"},
    DscProperty{"UserRiskLevels", "/conditions/userRiskLevels", DscForm::filled_texts},
    DscProperty{"SignInRiskLevels", "/conditions/signInRiskLevels", DscForm::filled_texts},
    DscProperty{"ServicePrincipalRiskLevels", "/conditions/servicePrincipalRiskLevels",
                DscForm::filled_texts},
    DscProperty{"InsiderRiskLevels", "/conditions/insiderRiskLevels", DscForm::flags},
    DscProperty{"ClientAppTypes", "/conditions/clientAppTypes", DscForm::filled_texts},
    DscProperty{"TransferMethods", "/conditions/authenticationFlows/transferMethods",
                DscForm::flags},
    DscProperty{"GrantControlOperator", "/grantControls/operator"},
    DscProperty{"BuiltInControls", "/grantControls/builtInControls", DscForm::filled_texts},
    DscProperty{"CustomAuthenticationFactors", "/grantControls/customAuthenticationFactors",
                DscForm::filled_texts},
    DscProperty{"TermsOfUse", "/grantControls/termsOfUse", DscForm::filled_texts},
    DscProperty{"AuthenticationStrength", "/grantControls/authenticationStrength/id",
                DscForm::value, DscNames::strengths},
    DscProperty{"ApplicationEnforcedRestrictionsIsEnabled",
                "/sessionControls/applicationEnforcedRestrictions/isEnabled"},
    DscProperty{"CloudAppSecurityIsEnabled", "/sessionControls/cloudAppSecurity/isEnabled"},
    DscProperty{"CloudAppSecurityType", "/sessionControls/cloudAppSecurity/cloudAppSecurityType"},
    DscProperty{"SignInFrequencyIsEnabled", "/sessionControls/signInFrequency/isEnabled"},
    DscProperty{"SignInFrequencyValue", "/sessionControls/signInFrequency/value"},
    DscProperty{"SignInFrequencyType", "/sessionControls/signInFrequency/type"},
    DscProperty{"SignInFrequencyInterval", "/sessionControls/signInFrequency/frequencyInterval"},
    DscProperty{"PersistentBrowserIsEnabled", "/sessionControls/persistentBrowser/isEnabled"},
    DscProperty{"PersistentBrowserMode", "/sessionControls/persistentBrowser/mode"},
    DscProperty{"DisableResilienceDefaultsIsEnabled", "/sessionControls/disableResilienceDefaults"},
    DscProperty{"SecureSignInSessionIsEnabled", "/sessionControls/secureSignInSession/isEnabled"},
    DscProperty{"ContinuousAccessEvaluationMode",
                "/sessionControls/continuousAccessEvaluation/mode"},
};

constexpr std::array k_named_location = {
    DscProperty{"DisplayName", "/displayName"},
    DscProperty{"Id", "/id"},
    DscProperty{"OdataType", "/@odata.type"},
    DscProperty{"IpRanges", "/ipRanges", DscForm::texts},
    DscProperty{"IsTrusted", "/isTrusted"},
    DscProperty{"CountriesAndRegions", "/countriesAndRegions", DscForm::texts},
    DscProperty{"CountryLookupMethod", "/countryLookupMethod"},
    DscProperty{"IncludeUnknownCountriesAndRegions", "/includeUnknownCountriesAndRegions"},
};
constexpr std::array k_strength = {
    DscProperty{"DisplayName", "/displayName"},
    DscProperty{"Id", "/id"},
    DscProperty{"Description", "/description"},
    DscProperty{"AllowedCombinations", "/allowedCombinations", DscForm::texts},
};
constexpr std::array k_context = {
    DscProperty{"DisplayName", "/displayName"},
    DscProperty{"Id", "/id"},
    DscProperty{"IsAvailable", "/isAvailable"},
};
constexpr std::array k_security_defaults = {DscProperty{"IsEnabled", "/isEnabled"}};
constexpr std::array k_group = {
    DscProperty{"DisplayName", "/displayName"},
    DscProperty{"Id", "/id"},
    DscProperty{"GroupTypes", "/groupTypes", DscForm::texts},
    DscProperty{"SecurityEnabled", "/securityEnabled"},
    DscProperty{"MailEnabled", "/mailEnabled"},
    DscProperty{"MembershipRule", "/membershipRule"},
};

}  // namespace

std::string_view dsc_type(std::string_view word) {
  constexpr std::string_view k_api = "microsoft.entra.";
  const bool api = starts_with_ignoring_case(word, k_api);
  if (api) word.remove_prefix(k_api.size());
  if (starts_with_ignoring_case(word, "MSFT_")) word.remove_prefix(5);
  if (starts_with_ignoring_case(word, "cAAD")) word.remove_prefix(1);
  for (const DscTypeRow& row : k_types)
    if (equal_ignoring_case(row.type.substr(api ? 3 : 0), word)) return row.type;
  return {};
}

bool is_dsc_connection_parameter(std::string_view property) {
  return std::any_of(k_connection.begin(), k_connection.end(),
                     [&](std::string_view one) { return equal_ignoring_case(one, property); });
}

std::optional<ObjectKind> dsc_kind_of(std::string_view type) {
  const std::string_view known = dsc_type(type);
  for (const DscTypeRow& row : k_types)
    if (row.type == known) return row.kind;
  return std::nullopt;
}

std::span<const DscProperty> dsc_properties_of(ObjectKind kind) {
  switch (kind) {
    case policy: return k_policy;
    case named_location: return k_named_location;
    case authentication_strength: return k_strength;
    case authentication_context: return k_context;
    case security_defaults: return k_security_defaults;
    default: return k_group;
  }
}

const DscProperty* dsc_property_of(ObjectKind kind, std::string_view property) {
  const auto rows = dsc_properties_of(kind);
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const DscProperty& row) {
    return equal_ignoring_case(row.property, property);
  });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace caprock
