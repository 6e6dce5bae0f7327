// Every rule of the table with a tenant in which it finds something and one in which it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "lint/lint.h"
#include "tests/lint/lint_world.h"
#include "tests/lint/rule_pairs.h"

namespace caprock {
namespace {

constexpr RulePair k_pairs[] = {
    {"V01", R"({"displayName": null})", R"({})"},
    {"V01", R"({"state": null})", R"({"state": "disabled"})"},
    {"V02", R"({"grantControls": null})",
     R"({"grantControls": null, "sessionControls": {"signInFrequency": {"isEnabled": false}}})"},
    {"V02", R"({"conditions": {"applications": {"includeApplications": []}}})",
     R"({"conditions": {"applications": {"includeApplications": ["None"]}}})"},
    {"V02", R"({"conditions": {"users": {"includeUsers": []}}})",
     R"({"conditions": {"users": {"includeUsers": ["None"]}}})"},
    {"V03",
     R"({"conditions": {"users": {"includeGroups": ["20000000-0000-4000-8000-000000000001"]}}})",
     R"({"conditions": {"users": {"includeUsers": ["None"],
         "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}}})"},
    {"V04",
     R"({"conditions": {"applications": {"includeUserActions": ["urn:user:registersecurityinfo"]}}})",
     R"({"conditions": {"applications": {"includeApplications": ["None"],
         "includeUserActions": ["urn:user:registersecurityinfo"]}}})"},
    {"V05",
     R"({"policies": [{"conditions": {"applications":
         {"includeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "servicePrincipals": []})",
     R"({"conditions": {"applications":
         {"includeApplications": ["40000000-0000-4000-8000-000000000001"]}}})"},
    {"V06", R"({"policies": [{}], "users": []})",
     R"({"policies": [{}], "users": [{"id": "30000000-0000-4000-8000-000000000001"}]})"},
    {"V06",
     R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}}}], "namedLocations": []})",
     R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["00000000-0000-0000-0000-000000000000"]}}}], "namedLocations": []})"},
    {"V07", R"({"conditions": {"clientAppTypes": []}})", R"({})"},
    {"V08", R"({"conditions": {"clientAppTypes": ["all", "browser"]}})",
     R"({"conditions": {"clientAppTypes": ["other", "browser"]}})"},
    {"V09", R"({"conditions": {"locations": {"excludeLocations": ["AllTrusted"]}}})",
     R"({"conditions": {"locations": {}}})"},
    {"V10", R"({"conditions": {"platforms": {"excludePlatforms": ["iOS"]}}})",
     R"({"conditions": {"platforms": {"includePlatforms": ["all"], "excludePlatforms": ["iOS"]}}})"},
    {"V11", R"({"conditions": {"devices": {"deviceFilter": {"mode": "include",
         "rule": "device.colour -eq \"red\""}}}})",
     R"({"conditions": {"devices": {"deviceFilter": {"mode": "exclude",
         "rule": "device.isCompliant -eq True"}}}})"},
    {"V11",
     R"({"conditions": {"devices": {"deviceFilter": {"rule": "device.isCompliant -eq True"}}}})",
     R"({"conditions": {"devices": {"deviceFilter": {"mode": null, "rule": null}}}})"},
    {"V12", R"({"conditions": {"devices": {"includeDevices": ["All"],
         "deviceFilter": {"mode": "exclude", "rule": "device.isCompliant -eq True"}}}})",
     R"({"conditions": {"devices": {"includeDevices": ["All"]}}})"},
    {"V13", R"({"conditions": {"users": {"excludeGuestsOrExternalUsers":
         {"guestOrExternalUserTypes": "none", "externalTenants": {"membershipKind": "all"}}}}})",
     R"({"conditions": {"users": {"excludeGuestsOrExternalUsers":
         {"guestOrExternalUserTypes": "internalGuest", "externalTenants": {"membershipKind": "all"}}}}})"},
    {"V14", R"({"grantControls": {"operator": null}})",
     R"({"grantControls": {"operator": "AND"}})"},
    {"V14", R"({"grantControls": {"operator": "XOR"}})",
     R"({"grantControls": {"operator": "and"}})"},
    {"V15", R"({"grantControls": {"builtInControls": ["block", "mfa"]}})",
     R"({"grantControls": {"builtInControls": ["block"]}})"},
    {"V16", R"({"grantControls": {"authenticationStrength":
         {"id": "00000000-0000-0000-0000-000000000004"}}})",
     R"({"grantControls": {"builtInControls": [], "authenticationStrength":
         {"id": "00000000-0000-0000-0000-000000000004"}}})"},
    {"V17", R"({"conditions": {"clientAppTypes": ["browser"], "userRiskLevels": ["high"]},
         "grantControls": {"operator": "AND", "builtInControls": ["mfa", "passwordChange"]}})",
     R"({"conditions": {"userRiskLevels": ["high"]},
         "grantControls": {"operator": "AND", "builtInControls": ["mfa", "passwordChange"]}})"},
    {"V17", R"({"conditions": {"userRiskLevels": ["high"]},
         "grantControls": {"operator": "OR", "builtInControls": ["mfa", "passwordChange"]}})",
     R"({"conditions": {"userRiskLevels": ["high"]},
         "grantControls": {"operator": "OR", "builtInControls": ["passwordChange"]}})"},
    {"V18", R"({"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"builtInControls": ["riskRemediation"]}})",
     R"({"grantControls": {"builtInControls": ["riskRemediation"]}})"},
    {"V19", R"({"conditions": {"applications": {"includeApplications": [],
         "includeUserActions": ["urn:user:registerdevice"]}},
         "grantControls": {"builtInControls": ["compliantDevice"]}})",
     R"({"conditions": {"applications": {"includeApplications": [],
         "includeUserActions": ["urn:user:registerdevice"]}}})"},
    {"V20", R"({"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]}}})",
     R"({"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]}},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"V21", R"({"conditions": {"users": {"includeUsers": ["AllAgentIdUsers"]}}})",
     R"({"conditions": {"users": {"includeUsers": ["AllAgentIdUsers"]}},
         "grantControls": {"builtInControls": ["compliantDevice"]}})"},
    {"V21", R"({"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications": {"includeAgentIdServicePrincipals": ["All"]},
         "platforms": {"includePlatforms": ["all"]}},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications": {"includeAgentIdServicePrincipals": ["All"]},
         "agentIdRiskLevels": "high"},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"V22",
     R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "value": 0, "type": "hours"}}})",
     R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "hours"}}})"},
    {"V22", R"({"sessionControls": {"signInFrequency": {"isEnabled": true,
         "frequencyInterval": "everyTime", "value": 1, "type": "hours"}}})",
     R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "frequencyInterval": "everyTime"}}})"},
    {"V23", R"({"conditions": {"applications": {"includeApplications": ["Office365"]}},
         "sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}})",
     R"({"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}})"},
    {"V24",
     R"({"grantControls": null, "sessionControls": {"signInFrequency": {"isEnabled": false}}})",
     R"({"grantControls": null, "sessionControls": {"signInFrequency":
         {"isEnabled": true, "value": 1, "type": "days"}}})"},
    {"V25", R"({"conditions": {"platforms": {"includePlatforms": ["iOS", "macOS"]}},
         "grantControls": {"builtInControls": ["compliantApplication"]}})",
     R"({"conditions": {"platforms": {"includePlatforms": ["iOS", "macOS"]}},
         "grantControls": {"builtInControls": ["compliantApplication", "compliantDevice"]}})"},
    {"V26", R"({"conditions": {"clientAppTypes": ["exchangeActiveSync"]}})",
     R"({"conditions": {"clientAppTypes": ["exchangeActiveSync"],
         "applications": {"includeApplications": ["00000002-0000-0ff1-ce00-000000000000"]}}})"},
    {"V27",
     R"({"grantControls": {"builtInControls": ["approvedApplication", "compliantApplication"]}})",
     R"({"grantControls": {"builtInControls": ["compliantApplication"]}})"},
    {"V32",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.0.0.0/6"}]}]})",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.0.0.0/8"}]}]})"},
    {"V32",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation",
         "id": "l", "displayName": "L", "countriesAndRegions": []}]})",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation",
         "id": "l", "displayName": "L", "countriesAndRegions": ["NL"]}]})"},
    {"V34",
     R"({"policies": [{}], "strengths": [{"id": "s", "displayName": "S", "policyType": "custom",
         "requirementsSatisfied": "mfa", "allowedCombinations": ["email"]}]})",
     R"({"policies": [{}], "strengths": [{"id": "s", "displayName": "S", "policyType": "custom",
         "requirementsSatisfied": "mfa", "allowedCombinations": ["sms, password"]}]})"},
    {"V34",
     R"({"policies": [{}], "strengths": [{"id": "s", "displayName": "S", "policyType": "custom",
         "allowedCombinations": ["password,sms"], "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": []}]}]})",
     R"({"policies": [{}], "strengths": [{"id": "s", "displayName": "S", "policyType": "custom",
         "allowedCombinations": ["fido2"], "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": []}]}]})"},
    {"V35", R"({"policies": [{}], "contexts": [{"id": "c100", "displayName": "C"}]})",
     R"({"policies": [{}], "contexts": [{"id": "c99", "displayName": "C"}, {"id": "c1"}]})"},
    {"L02", R"({"conditions": {"applications":
         {"excludeApplications": ["00000003-0000-0000-c000-000000000000"]}}})",
     R"({"conditions": {"applications":
         {"excludeApplications": ["00000003-0000-0ff1-ce00-000000000000"]}}})"},
    {"L05", R"({"conditions": {"applications":
         {"excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}})",
     R"({"conditions": {"applications": {"includeApplications": ["Office365"],
         "excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}})"},
    {"L06", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000001"],
         "excludeGroups": ["20000000-0000-4000-8000-000000000002"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members":
                      [{"id": "30000000-0000-4000-8000-000000000009"}]},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "20000000-0000-4000-8000-000000000001"}]}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000002"],
         "excludeGroups": ["20000000-0000-4000-8000-000000000001"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members":
                      [{"id": "30000000-0000-4000-8000-000000000009"}]},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "20000000-0000-4000-8000-000000000001"}]}]})"},
    {"L06", R"({"conditions": {"platforms":
         {"includePlatforms": ["iOS"], "excludePlatforms": ["android", "iOS"]}}})",
     R"({"conditions": {"platforms":
         {"includePlatforms": ["all"], "excludePlatforms": ["android", "iOS"]}}})"},
    {"L06", R"({"conditions": {"users": {"includeUsers": [],
         "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "serviceProvider"},
         "excludeUsers": ["GuestsOrExternalUsers"]}}})",
     R"({"conditions": {"users": {"includeUsers": [],
         "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "serviceProvider,internalGuest"},
         "excludeUsers": [],
         "excludeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "internalGuest"}}}})"},
    {"L07", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000001"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members": []}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000001"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001"}]})"},
    {"L08", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeRoles": ["60000000-0000-4000-8000-000000000001"]}}}],
         "roles": [{"id": "60000000-0000-4000-8000-000000000001", "displayName": "R", "isBuiltIn": false}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeRoles": ["60000000-0000-4000-8000-000000000001"]}}}],
         "roles": [{"id": "60000000-0000-4000-8000-000000000001", "displayName": "R", "isBuiltIn": true}]})"},
    {"L10", R"({"conditions": {"users": {"excludeUsers": ["GuestsOrExternalUsers"]}}})", R"({})"},
    {"L10", R"({"policies": [{}], "users": []})",
     R"({"conditions": {"users": {"excludeUsers": []},
         "authenticationFlows": {"transferMethods": "deviceCodeFlow"}}})"},
    {"L11", R"({"conditions": {"users": {"excludeUsers": []}},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"users": {"excludeUsers": []}, "clientAppTypes": ["other"]},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L12", R"({"grantControls": {"builtInControls": ["compliantDevice"]}})",
     R"({"grantControls": {"builtInControls": ["compliantDevice", "mfa"]}})"},
    {"L15", R"({"grantControls": {"builtInControls": ["compliantDevice", "domainJoinedDevice"]},
         "sessionControls": {"signInFrequency": {"isEnabled": true, "frequencyInterval": "everyTime"}}})",
     R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "frequencyInterval": "everyTime"}}})"},
    {"L17", R"({"policies": [
         {"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}},
         {"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "always"}}}]})",
     R"({"policies": [
         {"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}},
         {"conditions": {"users": {"includeUsers": ["30000000-0000-4000-8000-000000000002"]}},
          "sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "always"}}}]})"},
    {"L19", R"({"conditions": {"clientAppTypes": ["other"]},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"clientAppTypes": ["other", "exchangeActiveSync"]},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L20", R"({"conditions": {"clientAppTypes": ["browser", "mobileAppsAndDesktopClients"]}})",
     R"({"policies": [
         {"conditions": {"clientAppTypes": ["browser", "mobileAppsAndDesktopClients"]}},
         {"conditions": {"clientAppTypes": ["other", "exchangeActiveSync"]},
          "grantControls": {"builtInControls": ["block"]}}]})"},
    {"L21", R"({"conditions": {"clientAppTypes": ["browser", "exchangeActiveSync"]}})",
     R"({"conditions": {"clientAppTypes":
         ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]}})"},
    {"L22", R"({"conditions": {"platforms": {"includePlatforms": ["iOS"]}}})",
     R"({"policies": [{"conditions": {"platforms": {"includePlatforms": ["iOS"]}}},
         {"conditions": {"platforms": {"includePlatforms": ["all"], "excludePlatforms": ["iOS"]}},
          "grantControls": {"builtInControls": ["block"]}}]})"},
    {"L23", R"({"conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["00000000-0000-0000-0000-000000000000"]}}})",
     R"({"conditions": {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}}})"},
    {"L24", R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "countriesAndRegions": ["NL"]}]})",
     R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "countriesAndRegions": ["NL"],
         "includeUnknownCountriesAndRegions": true}]})"},
    {"L26", R"({"conditions": {"devices": {"deviceFilter": {"mode": "include",
         "rule": "device.isCompliant -eq False"}}}})",
     R"({"conditions": {"devices": {"deviceFilter": {"mode": "include",
         "rule": "device.isCompliant -ne True"}}}})"},
    {"L27", R"({"conditions": {"devices": {"deviceFilter": {"mode": "exclude",
         "rule": "device.trustType -ne \"Workplace\""}}}})",
     R"({"conditions": {"devices": {"deviceFilter": {"mode": "exclude",
         "rule": "device.trustType -ne \"Workplace\" -and device.isCompliant -eq True"}}}})"},
    {"L29", R"({"conditions": {"devices": {"deviceFilter": {"mode": "exclude",
         "rule": "device.displayName -startsWith \"PAW\""}}}})",
     R"({"conditions": {"devices": {"deviceFilter": {"mode": "exclude",
         "rule": "device.displayName -startsWith \"PAW\" -and device.isCompliant -eq True"}}}})"},
    {"L30", R"({"conditions": {"signInRiskLevels": ["medium"]}})",
     R"({"policies": [{"conditions": {"signInRiskLevels": ["medium"]}},
                      {"conditions": {"signInRiskLevels": ["high"]}}]})"},
    {"L32", R"({"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"builtInControls": ["compliantApplication"]}})",
     R"({"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"builtInControls": ["compliantApplication", "mfa"]}})"},
    {"L33", R"({"policies": [{"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"builtInControls": ["compliantDevice"]}}],
         "crossTenantDefault": {"inboundTrust": {"isCompliantDeviceAccepted": false}}})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"builtInControls": ["compliantDevice"]}}],
         "crossTenantDefault": {"inboundTrust": {"isCompliantDeviceAccepted": true}}})"},
    {"L39", R"({"conditions": {"authenticationFlows": {"transferMethods": "deviceCodeFlow"}},
         "grantControls": {"builtInControls": ["compliantDevice"]}})",
     R"({"conditions": {"authenticationFlows": {"transferMethods": "deviceCodeFlow"}},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L41", R"({"grantControls": {"termsOfUse": ["70000000-0000-4000-8000-000000000001"]}})",
     R"({"grantControls": {"operator": "AND", "termsOfUse": ["70000000-0000-4000-8000-000000000001"]}})"},
    {"L43", R"({"state": "enabledForReportingButNotEnforced", "conditions": {"applications":
         {"includeApplications": [], "includeUserActions": ["urn:user:registersecurityinfo"]}}})",
     R"({"conditions": {"applications":
         {"includeApplications": [], "includeUserActions": ["urn:user:registersecurityinfo"]}}})"},
    {"L44",
     R"({"conditions": {"applications": {"excludeApplications": ["MicrosoftAdminPortals"]}}})",
     R"({"conditions": {"applications": {"includeApplications": ["MicrosoftAdminPortals"]}}})"},
    {"L45", R"({"grantControls": {"builtInControls": ["approvedApplication"]}})",
     R"({"grantControls": {"builtInControls": ["approvedApplication", "mfa"]}})"},
    {"L47",
     R"({"conditions": {"users": {"excludeGroups": ["20000000-0000-4000-8000-000000000001"]}},
         "sessionControls": {"disableResilienceDefaults": true}})",
     R"({"sessionControls": {"disableResilienceDefaults": true}})"},
    {"L48", R"({"conditions": {"platforms": {"includePlatforms": ["all"]}},
         "sessionControls": {"continuousAccessEvaluation": {"mode": "disabled"}}})",
     R"({"sessionControls": {"continuousAccessEvaluation": {"mode": "disabled"}}})"},
    {"C01", R"({"policies": [{"grantControls": {"builtInControls": [], "authenticationStrength":
         {"id": "80000000-0000-4000-8000-000000000001"}}}], "strengths": []})",
     R"({"policies": [{"grantControls": {"builtInControls": [], "authenticationStrength":
         {"id": "00000000-0000-0000-0000-000000000004"}}}], "strengths": []})"},
    {"C01", R"({"policies": [{"conditions": {"applications": {"includeApplications": [],
         "includeAuthenticationContextClassReferences": ["c7"]}}}], "contexts": []})",
     R"({"conditions": {"applications": {"includeApplications": [],
         "includeAuthenticationContextClassReferences": ["c7"]}}})"},
    {"C02", R"({"conditions": {"users": {"excludeGroups": ["<BreakGlass>"]}}})",
     R"({"conditions": {"users": {"excludeGroups": ["Emergency Access"]}}})"},
    {"C03",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "10.1.0.0/16"}]}]})",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"}]}]})"},
    {"C04",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"},
                      {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.2.0/24"}]}]})",
     R"({"policies": [{}], "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
         "id": "l", "displayName": "L", "isTrusted": true,
         "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"},
                      {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.2.2.0/24"}]}]})"},
    {"C05",
     R"({"state": "enabledForReportingButNotEnforced", "modifiedDateTime": "2026-03-01T00:00:00Z"})",
     R"({"state": "enabledForReportingButNotEnforced", "modifiedDateTime": "2026-10-01T00:00:00Z"})"},
    {"C05",
     R"({"state": "enabledForReportingButNotEnforced", "createdDateTime": "2026-03-01T00:00:00Z",
         "modifiedDateTime": null})",
     R"({"state": "enabledForReportingButNotEnforced", "conditions":
         {"createdDateTime": "2026-03-01T00:00:00Z"}})"},
};

std::vector<std::string> messages_of(std::string_view rule, std::string_view tenant) {
  std::vector<std::string> out;
  for (const Finding& finding : findings_in(tenant))
    if (finding.rule == rule) out.push_back(finding.message);
  return out;
}

std::vector<RulePair> all_pairs() {
  std::vector<RulePair> out(std::begin(k_pairs), std::end(k_pairs));
  for (const std::span<const RulePair> more : {tenant_rule_pairs(), structural_rule_pairs()})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

TEST(LintRules, find_what_is_wrong) {
  for (const RulePair& pair : all_pairs())
    EXPECT_FALSE(messages_of(pair.rule, pair.wrong).empty()) << pair.rule << " " << pair.wrong;
}

TEST(LintRules, find_nothing_where_nothing_is_wrong) {
  for (const RulePair& pair : all_pairs())
    EXPECT_THAT(messages_of(pair.rule, pair.right), testing::IsEmpty())
        << pair.rule << " " << pair.right;
}

TEST(LintRules, have_a_pair_each) {
  std::set<std::string_view> tested;
  for (const RulePair& pair : all_pairs()) tested.insert(pair.rule);
  for (const Rule* rule : lint_rules()) {
    if (rule->check == nullptr) continue;  // found in a baseline or a connections file
    EXPECT_TRUE(tested.contains(rule->id)) << rule->id;
  }
}

TEST(LintRules, find_nothing_in_a_sound_policy) {
  EXPECT_THAT(findings_in("{}"), testing::IsEmpty());
}

TEST(LintRules, say_what_a_reader_needs) {
  std::set<std::string_view> ids;
  for (const Rule* rule : lint_rules()) {
    EXPECT_TRUE(ids.insert(rule->id).second) << rule->id;
    for (const std::string_view text : {rule->title, rule->why, rule->fix}) {
      ASSERT_FALSE(text.empty()) << rule->id;
      EXPECT_NE(text.back(), '.') << rule->id;
      EXPECT_EQ(text.find('\n'), std::string_view::npos) << rule->id;
    }
    EXPECT_EQ(rule->evidence.find_first_not_of("OIXU "), std::string_view::npos) << rule->id;
    EXPECT_EQ(lint_rule(rule->id), rule);
  }
  EXPECT_EQ(lint_rule("v15"), lint_rule("V15"));
  EXPECT_EQ(lint_rule("X99"), nullptr);
}

TEST(Lint, names_place_policy_and_member) {
  const auto findings = findings_in(
      R"({"displayName": "Two\nlines", "grantControls": {"builtInControls": ["block", "mfa"]}})");
  const auto block = std::find_if(findings.begin(), findings.end(),
                                  [](const Finding& one) { return one.rule == "V15"; });
  ASSERT_NE(block, findings.end());
  EXPECT_EQ(block->subject, "Two lines");
  EXPECT_EQ(block->policy, PolicyId("10000000-0000-4000-8000-000000000001"));
  EXPECT_EQ(block->where.file, "policies.json");
  EXPECT_EQ(block->where.pointer, "/grantControls/builtInControls");
  EXPECT_EQ(block->severity, Severity::error);
}

TEST(Lint, worst_comes_first_and_off_policies_surprise_in_notes) {
  const auto findings = findings_in(R"({"policies": [
      {"state": "disabled", "conditions": {"users": {"excludeUsers": []}}},
      {"conditions": {"users": {"excludeUsers": []}}},
      {"grantControls": {"builtInControls": ["block", "mfa"]}}]})");
  ASSERT_GE(findings.size(), 3U);
  EXPECT_TRUE(
      std::is_sorted(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; }));
  const auto off = std::find_if(findings.begin(), findings.end(), [](const Finding& one) {
    return one.rule == "L10" && one.severity == Severity::note;
  });
  ASSERT_NE(off, findings.end());
  EXPECT_THAT(off->message, testing::HasSubstr("the policy is off"));
}

TEST(Lint, says_only_a_note_where_the_list_of_policies_is_not_whole) {
  const auto findings = findings_in(R"({"wholePolicies": false, "policies": [
      {"conditions": {"clientAppTypes": ["browser"], "signInRiskLevels": ["medium"],
                      "platforms": {"includePlatforms": ["iOS"]}}}]})");
  std::set<std::string_view> rules;
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.severity, Severity::note) << finding.rule << " " << finding.message;
    rules.insert(finding.rule);
  }
  EXPECT_THAT(rules, testing::IsSupersetOf({"L20", "L22", "L30"}));
}

TEST(Lint, is_silent_about_what_was_not_read) {
  const auto findings = findings_in(R"({"conditions": {"clientAppTypes": ["telepathy"],
      "users": {"includeUsers": 7}}, "grantControls": {"builtInControls": ["oracle"]}})");
  EXPECT_THAT(findings, testing::IsEmpty());
}

}  // namespace
}  // namespace caprock
