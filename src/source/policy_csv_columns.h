// The columns of policies in CSV: one table for reading and for writing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace caprock {

enum class CsvMemberKind : std::uint8_t { text, list, boolean, number, object };

// Whether a policy could have a member for which there is no column.
enum class CsvNeed : std::uint8_t {
  never,
  always,
  if_workload,      // users do not decide: no user is included
  if_for_people,    // users decide (CA 1.4.1)
  if_not_all,       // somebody could be included besides those named
  if_no_target,     // neither applications nor user actions are named
  if_not_block,     // nothing goes with `block`
  if_no_mfa_grant,  // nor does a strength with `mfa`
  beside_others,    // only where the object has other members
};

struct CsvMember {
  std::string_view path;  // in Graph's policy
  CsvMemberKind kind;
  CsvNeed need = CsvNeed::never;
};

inline constexpr std::array k_csv_members = {
    CsvMember{"id", CsvMemberKind::text},
    CsvMember{"displayName", CsvMemberKind::text},
    CsvMember{"state", CsvMemberKind::text},
    CsvMember{"description", CsvMemberKind::text},
    CsvMember{"templateId", CsvMemberKind::text},
    CsvMember{"createdDateTime", CsvMemberKind::text},
    CsvMember{"modifiedDateTime", CsvMemberKind::text},
    CsvMember{"deletedDateTime", CsvMemberKind::text},
    CsvMember{"conditions", CsvMemberKind::object},
    CsvMember{"conditions/clientAppTypes", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/applications/includeApplications", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/applications/excludeApplications", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/applications/includeUserActions", CsvMemberKind::list,
              CsvNeed::if_no_target},
    CsvMember{"conditions/applications/includeAuthenticationContextClassReferences",
              CsvMemberKind::list, CsvNeed::if_no_target},
    CsvMember{"conditions/applications/applicationFilter/mode", CsvMemberKind::text},
    CsvMember{"conditions/applications/applicationFilter/rule", CsvMemberKind::text,
              CsvNeed::always},
    CsvMember{"conditions/users/includeUsers", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/users/excludeUsers", CsvMemberKind::list, CsvNeed::if_for_people},
    CsvMember{"conditions/users/includeGroups", CsvMemberKind::list, CsvNeed::if_not_all},
    CsvMember{"conditions/users/excludeGroups", CsvMemberKind::list, CsvNeed::if_for_people},
    CsvMember{"conditions/users/includeRoles", CsvMemberKind::list, CsvNeed::if_not_all},
    CsvMember{"conditions/users/excludeRoles", CsvMemberKind::list, CsvNeed::if_for_people},
    CsvMember{"conditions/users/includeGuestsOrExternalUsers/guestOrExternalUserTypes",
              CsvMemberKind::text, CsvNeed::if_not_all},
    CsvMember{"conditions/users/includeGuestsOrExternalUsers/externalTenants/membershipKind",
              CsvMemberKind::text},
    CsvMember{"conditions/users/includeGuestsOrExternalUsers/externalTenants/members",
              CsvMemberKind::list, CsvNeed::beside_others},
    CsvMember{"conditions/users/excludeGuestsOrExternalUsers/guestOrExternalUserTypes",
              CsvMemberKind::text, CsvNeed::if_for_people},
    CsvMember{"conditions/users/excludeGuestsOrExternalUsers/externalTenants/membershipKind",
              CsvMemberKind::text},
    CsvMember{"conditions/users/excludeGuestsOrExternalUsers/externalTenants/members",
              CsvMemberKind::list, CsvNeed::beside_others},
    CsvMember{"conditions/clientApplications/includeServicePrincipals", CsvMemberKind::list,
              CsvNeed::if_workload},
    CsvMember{"conditions/clientApplications/excludeServicePrincipals", CsvMemberKind::list,
              CsvNeed::if_workload},
    CsvMember{"conditions/clientApplications/servicePrincipalFilter/mode", CsvMemberKind::text},
    CsvMember{"conditions/clientApplications/servicePrincipalFilter/rule", CsvMemberKind::text,
              CsvNeed::if_workload},
    CsvMember{"conditions/clientApplications/includeAgentIdServicePrincipals", CsvMemberKind::list,
              CsvNeed::if_workload},
    CsvMember{"conditions/clientApplications/excludeAgentIdServicePrincipals", CsvMemberKind::list,
              CsvNeed::if_workload},
    CsvMember{"conditions/clientApplications/agentIdServicePrincipalFilter/mode",
              CsvMemberKind::text},
    CsvMember{"conditions/clientApplications/agentIdServicePrincipalFilter/rule",
              CsvMemberKind::text, CsvNeed::if_workload},
    CsvMember{"conditions/platforms/includePlatforms", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/platforms/excludePlatforms", CsvMemberKind::list, CsvNeed::beside_others},
    CsvMember{"conditions/locations/includeLocations", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"conditions/locations/excludeLocations", CsvMemberKind::list, CsvNeed::beside_others},
    CsvMember{"conditions/devices/deviceFilter/mode", CsvMemberKind::text},
    CsvMember{"conditions/devices/deviceFilter/rule", CsvMemberKind::text, CsvNeed::always},
    CsvMember{"conditions/devices/includeDevices", CsvMemberKind::list},
    CsvMember{"conditions/devices/excludeDevices", CsvMemberKind::list},
    CsvMember{"conditions/devices/includeDeviceStates", CsvMemberKind::list},
    CsvMember{"conditions/devices/excludeDeviceStates", CsvMemberKind::list},
    CsvMember{"conditions/deviceStates/includeStates", CsvMemberKind::list},
    CsvMember{"conditions/deviceStates/excludeStates", CsvMemberKind::list},
    CsvMember{"conditions/signInRiskLevels", CsvMemberKind::list, CsvNeed::if_for_people},
    CsvMember{"conditions/userRiskLevels", CsvMemberKind::list, CsvNeed::if_for_people},
    CsvMember{"conditions/servicePrincipalRiskLevels", CsvMemberKind::list, CsvNeed::if_workload},
    CsvMember{"conditions/agentIdRiskLevels", CsvMemberKind::text, CsvNeed::if_workload},
    CsvMember{"conditions/insiderRiskLevels", CsvMemberKind::text, CsvNeed::if_for_people},
    CsvMember{"conditions/authenticationFlows/transferMethods", CsvMemberKind::text,
              CsvNeed::if_for_people},
    CsvMember{"grantControls", CsvMemberKind::object},
    CsvMember{"grantControls/operator", CsvMemberKind::text},
    CsvMember{"grantControls/builtInControls", CsvMemberKind::list, CsvNeed::always},
    CsvMember{"grantControls/customAuthenticationFactors", CsvMemberKind::list,
              CsvNeed::if_not_block},
    CsvMember{"grantControls/termsOfUse", CsvMemberKind::list, CsvNeed::if_not_block},
    CsvMember{"grantControls/authenticationStrength", CsvMemberKind::text},
    CsvMember{"grantControls/authenticationStrength/id", CsvMemberKind::text,
              CsvNeed::if_no_mfa_grant},
    CsvMember{"grantControls/authenticationStrength/displayName", CsvMemberKind::text},
    CsvMember{"sessionControls", CsvMemberKind::object},
    CsvMember{"sessionControls/disableResilienceDefaults", CsvMemberKind::boolean,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/applicationEnforcedRestrictions/isEnabled", CsvMemberKind::boolean,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/cloudAppSecurity/isEnabled", CsvMemberKind::boolean},
    CsvMember{"sessionControls/cloudAppSecurity/cloudAppSecurityType", CsvMemberKind::text,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/signInFrequency/isEnabled", CsvMemberKind::boolean},
    CsvMember{"sessionControls/signInFrequency/value", CsvMemberKind::number,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/signInFrequency/type", CsvMemberKind::text, CsvNeed::beside_others},
    CsvMember{"sessionControls/signInFrequency/authenticationType", CsvMemberKind::text,
              CsvNeed::beside_others},
    CsvMember{"sessionControls/signInFrequency/frequencyInterval", CsvMemberKind::text,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/persistentBrowser/isEnabled", CsvMemberKind::boolean},
    CsvMember{"sessionControls/persistentBrowser/mode", CsvMemberKind::text, CsvNeed::if_not_block},
    CsvMember{"sessionControls/secureSignInSession/isEnabled", CsvMemberKind::boolean,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/continuousAccessEvaluation/mode", CsvMemberKind::text,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/globalSecureAccessFilteringProfile/profileId", CsvMemberKind::text,
              CsvNeed::if_not_block},
    CsvMember{"sessionControls/globalSecureAccessFilteringProfile/isEnabled",
              CsvMemberKind::boolean},
};

}  // namespace caprock
