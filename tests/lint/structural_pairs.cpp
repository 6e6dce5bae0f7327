#include <array>
#include <string>
#include <vector>

#include "tests/lint/rule_pairs.h"

namespace caprock {
namespace {

constexpr RulePair k_structural_pairs[] = {
    {"V03", R"({"conditions": {"users": {"includeUsers": ["All", "GuestsOrExternalUsers"]}}})",
     R"({"conditions": {"users": {"includeUsers": ["All", "AllAgentIdUsers"]}}})"},
    {"L06", R"({"policies": [{"conditions": {"locations": {
         "includeLocations": ["50000000-0000-4000-8000-000000000001"],
         "excludeLocations": ["AllTrusted"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "isTrusted": true, "ipRanges":
          [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"}]}]})",
     R"({"policies": [{"conditions": {"locations": {
         "includeLocations": ["50000000-0000-4000-8000-000000000001"],
         "excludeLocations": ["AllTrusted"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "isTrusted": false, "ipRanges":
          [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"}]}]})"},
    {"L06", R"({"conditions": {"users": {"includeUsers": ["None"]}, "clientApplications":
         {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
          "excludeServicePrincipals": ["ServicePrincipalsInMyTenant"]}},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"users": {"includeUsers": ["None"]}, "clientApplications":
         {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
          "excludeServicePrincipals": ["41000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L31", R"({"conditions": {"userRiskLevels": ["high"], "users":
         {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": {"operator": "AND", "builtInControls": ["mfa", "passwordChange"]}})",
     R"({"conditions": {"userRiskLevels": ["high"], "users":
         {"excludeUsers": ["GuestsOrExternalUsers", "30000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"operator": "AND", "builtInControls": ["mfa", "passwordChange"]}})"},
    {"L31", R"({"conditions": {"userRiskLevels": ["high"]},
         "grantControls": {"builtInControls": ["riskRemediation"]}})",
     R"({"policies": [{"conditions": {"userRiskLevels": ["high"]},
         "grantControls": {"builtInControls": ["riskRemediation"]}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000001", "userType": "Member",
                    "userPrincipalName": "ann@larkfield.example"}]})"},
    {"L34", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "b2bDirectConnectUser"}}}}],
         "crossTenantDefault": {"inboundTrust": {"isMfaAccepted": false}}})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "b2bDirectConnectUser"}}}}],
         "crossTenantDefault": {"inboundTrust": {"isMfaAccepted": true}}})"},
    {"L34", R"({"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"]}},
         "grantControls": null, "sessionControls": {"signInFrequency":
         {"isEnabled": true, "value": 1, "type": "days"}}})",
     R"({"conditions": {"users": {"includeUsers": ["GuestsOrExternalUsers"],
         "excludeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "b2bDirectConnectUser"}}},
         "grantControls": null, "sessionControls": {"signInFrequency":
         {"isEnabled": true, "value": 1, "type": "days"}}})"},
    {"L35", R"({"conditions": {"users": {"includeUsers": [], "includeGuestsOrExternalUsers":
         {"guestOrExternalUserTypes": "b2bCollaborationGuest"}}},
         "grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000002"}}})",
     R"({"conditions": {"users": {"includeUsers": [], "includeGuestsOrExternalUsers":
         {"guestOrExternalUserTypes": "b2bCollaborationGuest", "externalTenants":
          {"@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
           "membershipKind": "enumerated", "members": ["90000000-0000-4000-8000-000000000001"]}}}},
         "grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000002"}}})"},
    {"L35", R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000002"}}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000001", "userType": "Guest",
                    "userPrincipalName": "ann_b.example#EXT#@larkfield.example"}]})",
     R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000002"}}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000001", "userType": "Guest",
                    "userPrincipalName": "ann@larkfield.example"}]})"},
    {"L36", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000002"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members":
                      [{"id": "41000000-0000-4000-8000-000000000001"}]},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "20000000-0000-4000-8000-000000000001"}]}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001"}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": [],
         "includeGroups": ["20000000-0000-4000-8000-000000000002"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members":
                      [{"id": "41000000-0000-4000-8000-000000000001"}]},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "30000000-0000-4000-8000-000000000001"}]}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001"}]})"},
    {"L37", R"({"policies": [{"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications":
           {"includeServicePrincipals": ["41000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"builtInControls": ["block"]}}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001",
           "servicePrincipalType": "ManagedIdentity"}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications":
           {"includeServicePrincipals": ["41000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"builtInControls": ["block"]}}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001",
           "servicePrincipalType": "Application"}]})"},
    {"L37", R"({"policies": [{"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications":
           {"includeServicePrincipals": ["41000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"builtInControls": ["block"]}}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001",
           "signInAudience": "AzureADMultipleOrgs"}]})",
     R"({"policies": [{"conditions": {"users": {"includeUsers": ["None"]},
         "clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
           "excludeServicePrincipals": ["41000000-0000-4000-8000-000000000001"]}},
         "grantControls": {"builtInControls": ["block"]}}],
         "servicePrincipals": [{"id": "41000000-0000-4000-8000-000000000001",
           "signInAudience": "AzureADMultipleOrgs"}]})"},
    {"L38", R"({"conditions": {"agentIdRiskLevels": "high"},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"agentIdRiskLevels": "high", "users": {"includeUsers": ["AllAgentIdUsers"]}},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L40", R"({"conditions": {"authenticationFlows": {"transferMethods": "deviceCodeFlow"}},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"conditions": {"authenticationFlows": {"transferMethods": "deviceCodeFlow"},
         "applications": {"excludeApplications": ["01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9"]}},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L42", R"({"state": "enabledForReportingButNotEnforced",
         "grantControls": {"builtInControls": ["mfa", "compliantDevice"]}})",
     R"({"state": "enabledForReportingButNotEnforced",
         "conditions": {"platforms": {"includePlatforms": ["windows", "linux"]}},
         "grantControls": {"builtInControls": ["mfa", "compliantDevice"]}})"},
    {"L42", R"({"policies": [{"state": "enabledForReportingButNotEnforced",
         "conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "countriesAndRegions": ["NL"],
         "countryLookupMethod": "authenticatorAppGps"}]})",
     R"({"policies": [{"state": "enabledForReportingButNotEnforced",
         "conditions": {"locations": {"includeLocations": ["All"],
         "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "L",
         "id": "50000000-0000-4000-8000-000000000001", "countriesAndRegions": ["NL"]}]})"},
    {"L46", R"({"createdBy": "Microsoft",
         "state": "enabledForReportingButNotEnforced", "createdDateTime": "2026-09-01T00:00:00Z"})",
     R"({"createdBy": "Microsoft",
         "state": "enabledForReportingButNotEnforced", "createdDateTime": "2026-10-10T00:00:00Z"})"},
    {"L46", R"({"createdBy": "Microsoft",
         "state": "enabledForReportingButNotEnforced", "createdDateTime": "2026-09-01T00:00:00Z",
         "modifiedDateTime": "2026-10-20T00:00:00Z"})",
     R"({"displayName": "MFA for administrators, not Microsoft-managed: ours",
         "state": "enabledForReportingButNotEnforced", "createdDateTime": "2026-09-01T00:00:00Z"})"},
    {"C06",
     R"({"policies": [{}], "namedLocations": [
         {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "k", "displayName": "K",
          "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"}]},
         {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "l", "displayName": "L",
          "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/16"}]}]})",
     R"({"policies": [{}], "namedLocations": [
         {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "k", "displayName": "K",
          "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.0.0/17"}]},
         {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "l", "displayName": "L",
          "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "8.1.128.0/17"}]}]})"},
    {"C10", R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["fido2"], "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": []}]}]})",
     R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["fido2", "windowsHelloForBusiness"],
           "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": []}]}]})"},
    {"C10", R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": []}]})",
     R"({"policies": [{"grantControls": {"builtInControls": [],
         "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S"}]})"},
    {"C10", R"({"conditions": {"platforms":
           {"includePlatforms": ["all"], "excludePlatforms": ["windows"]}},
         "grantControls": {"builtInControls": ["domainJoinedDevice"]}})",
     R"({"conditions": {"platforms":
           {"includePlatforms": ["all"], "excludePlatforms": ["windows"]}},
         "grantControls": {"builtInControls": ["domainJoinedDevice", "compliantDevice"]}})"},
    {"C10", R"({"grantControls":
         {"operator": "AND", "builtInControls": ["domainJoinedDevice", "approvedApplication"]}})",
     R"({"grantControls":
         {"operator": "AND", "builtInControls": ["compliantDevice", "approvedApplication"]}})"},
    {"C11", R"({"displayName": "CA1 - BlockLegacyAuth"})",
     R"({"displayName": "CA1 - Block access without MFA"})"},
    {"C11", R"({"displayName": "[Report-only] MFA for everybody"})",
     R"({"displayName": "[Report-only] MFA for everybody",
         "state": "enabledForReportingButNotEnforced"})"},
    {"C11", R"({"displayName": "MFA for everybody - DISABLED"})",
     R"({"displayName": "MFA for disabled accounts"})"},
    {"C11", R"({"displayName": "[enabled] MFA for everybody", "state": "disabled"})",
     R"({"displayName": "[enabled] MFA for everybody"})"},
    {"C11",
     R"({"displayName": "Require MFA abroad", "grantControls": {"builtInControls": ["block"]},
         "conditions": {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}}})",
     R"({"displayName": "Require MFA, block the rest", "grantControls": {"builtInControls": ["block"]},
         "conditions": {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}}})"},
    {"C11", R"({"displayName": "Require MFA at home",
         "grantControls": {"builtInControls": ["compliantDevice", "domainJoinedDevice"]}})",
     R"({"displayName": "Require compliant device for MFA",
         "grantControls": {"builtInControls": ["compliantDevice", "domainJoinedDevice"]}})"},
    {"C11", R"({"displayName": "Require compliant device"})",
     R"({"displayName": "Require compliant device", "conditions": {"devices": {"deviceFilter":
         {"mode": "exclude", "rule": "device.isCompliant -eq True"}}}})"},
    {"C11",
     R"({"displayName": "Block legacy authentication", "conditions": {"clientAppTypes": ["all"]},
         "grantControls": {"builtInControls": ["block"]}})",
     R"({"displayName": "Block legacy authentication", "conditions":
         {"clientAppTypes": ["exchangeActiveSync", "other"]},
         "grantControls": {"builtInControls": ["block"]}})"},
    {"L49", R"({"policies": [
         {"grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}},
         {"conditions": {"users": {"includeUsers": [],
           "includeGroups": ["20000000-0000-4000-8000-000000000001"]}},
          "grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["password,sms"],
           "combinationConfigurations": []}]})",
     R"({"policies": [
         {"conditions": {"users": {"excludeGroups": ["20000000-0000-4000-8000-000000000001"]}},
          "grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}},
         {"conditions": {"users": {"includeUsers": [],
           "includeGroups": ["20000000-0000-4000-8000-000000000001"]}},
          "grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["password,sms"],
           "combinationConfigurations": []}]})"},
    {"L49", R"({"policies": [
         {"grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}},
         {"grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["fido2", "password,sms"],
           "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": ["a"]}]}]})",
     R"({"policies": [
         {"grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}},
         {"grantControls": {"builtInControls": [],
          "authenticationStrength": {"id": "80000000-0000-4000-8000-000000000001"}}}],
         "strengths": [{"id": "80000000-0000-4000-8000-000000000001", "displayName": "S",
           "policyType": "custom", "allowedCombinations": ["fido2"],
           "combinationConfigurations": [
           {"@odata.type": "#microsoft.graph.fido2CombinationConfiguration", "id": "f",
            "appliesToCombinations": ["fido2"], "allowedAAGUIDs": ["a"]}]}]})"},
    {"C07", R"({"policies": [{"conditions": {"users":
          {"excludeGroups": ["20000000-0000-4000-8000-000000000002"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members":
                      [{"id": "20000000-0000-4000-8000-000000000002"}]},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "20000000-0000-4000-8000-000000000001"},
                       {"id": "30000000-0000-4000-8000-000000000001"}]}]})",
     R"({"policies": [{"conditions": {"users":
          {"excludeGroups": ["20000000-0000-4000-8000-000000000002"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members": []},
                    {"id": "20000000-0000-4000-8000-000000000002", "members":
                      [{"id": "20000000-0000-4000-8000-000000000001"},
                       {"id": "30000000-0000-4000-8000-000000000001"}]}]})"},
};

std::string guid(std::string_view begin, std::size_t number) {
  const std::string digits = std::to_string(number);
  return std::string(begin) + "-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

// One user who is in so many groups.
std::string user_in_groups(std::size_t count) {
  std::string out = R"({"policies": [{}], "users": [{"id": "30000000-0000-4000-8000-000000000001",
      "userPrincipalName": "ann@larkfield.example", "userType": "Member"}], "groups": [)";
  for (std::size_t i = 0; i < count; ++i)
    out += std::string(i == 0 ? "" : ", ") + R"({"id": ")" + guid("20000000", i) +
           R"(", "members": [{"id": "30000000-0000-4000-8000-000000000001"}]})";
  return out + "]}";
}

// A group in a policy with so many groups in it, each in the one before.
std::string nested_groups(std::size_t levels) {
  std::string out = R"({"policies": [{"conditions": {"users": {"includeUsers": [],
      "includeGroups": [")" +
                    guid("20000000", 1) + R"("]}}}], "groups": [)";
  for (std::size_t i = 1; i <= levels; ++i)
    out += R"({"id": ")" + guid("20000000", i) + R"(", "members": [{"id": ")" +
           guid(i == levels ? "30000000" : "20000000", i + 1) + R"("}]})" +
           (i == levels ? "]}" : ", ");
  return out;
}

std::vector<RulePair> pairs_with_made_ones() {
  static const std::array<std::string, 4> made = {user_in_groups(2049), user_in_groups(2048),
                                                  nested_groups(6), nested_groups(5)};
  std::vector<RulePair> out(std::begin(k_structural_pairs), std::end(k_structural_pairs));
  out.push_back({"L50", made[0], made[1]});
  out.push_back({"C07", made[2], made[3]});
  return out;
}

}  // namespace

std::span<const RulePair> structural_rule_pairs() {
  static const std::vector<RulePair> pairs = pairs_with_made_ones();
  return pairs;
}

}  // namespace caprock
