#include <string>
#include <vector>

#include "tests/lint/rule_pairs.h"

namespace caprock {
namespace {

std::string with_policies(int count) {
  std::string out = R"({"policies": [{})";
  for (int i = 1; i < count; ++i) out += ", {}";
  return out + "]}";
}

const std::string& fits() {
  static const std::string text = with_policies(240);
  return text;
}
const std::string& overflows() {
  static const std::string text = with_policies(241);
  return text;
}

std::vector<RulePair> pairs() {
  return {
      {"V28", R"({"createdBy": "Microsoft"})", R"({"createdBy": "Ingrid", "displayName": "P"})"},
      {"V28", R"({"createdBy": "microsoft"})", R"({"createdBy": "Microsoft Partner Ltd"})"},
      {"V29", overflows(), fits()},
      {"V30", R"({"conditions": {"applications": {"applicationFilter": {"mode": "include",
         "rule": "CustomSecurityAttribute.Set_Kind -eq \"x\""}}}})",
       R"({"conditions": {"applications": {"applicationFilter": {"mode": "exclude",
         "rule": "CustomSecurityAttribute.Set_Kind -eq \"x\""}}}})"},
      {"V31", R"({"conditions": {"signInRiskLevels": ["high"]}})",
       R"({"conditions": {"insiderRiskLevels": "elevated"}})"},
      {"V31", R"({"conditions": {"users": null, "clientApplications":
         {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]}}})",
       R"({"conditions": {"clientApplications": {"includeServicePrincipals": []}}})"},
      {"L01", R"({"policies": [{"conditions": {"applications":
           {"excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "organization": {"id": "90000000-0000-4000-8000-000000000001"},
         "servicePrincipals": [{"id": "s", "appId": "40000000-0000-4000-8000-000000000001",
           "displayName": "Chat bridge",
           "appOwnerOrganizationId": "90000000-0000-4000-8000-000000000002"}]})",
       R"({"policies": [{"conditions": {"applications":
           {"excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "organization": {"id": "90000000-0000-4000-8000-000000000001"},
         "servicePrincipals": [{"id": "s", "appId": "40000000-0000-4000-8000-000000000001",
           "appOwnerOrganizationId": "90000000-0000-4000-8000-000000000001"}]})"},
      // Microsoft's own apps are nobody's integration, and without an owner nothing is known.
      {"L01", R"({"policies": [{"conditions": {"applications":
           {"excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "organization": {"id": "90000000-0000-4000-8000-000000000001"},
         "servicePrincipals": [{"id": "s", "appId": "40000000-0000-4000-8000-000000000001",
           "appOwnerOrganizationId": "90000000-0000-4000-8000-000000000002"}]})",
       R"({"policies": [{"conditions": {"applications":
           {"excludeApplications": ["40000000-0000-4000-8000-000000000001",
                                    "40000000-0000-4000-8000-000000000002"]}}}],
         "organization": {"id": "90000000-0000-4000-8000-000000000001"},
         "servicePrincipals": [{"id": "s", "appId": "40000000-0000-4000-8000-000000000001",
           "appOwnerOrganizationId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a"},
           {"id": "t", "appId": "40000000-0000-4000-8000-000000000002"}]})"},
      {"L03", R"({"conditions": {"applications":
         {"excludeApplications": ["14d82eec-204b-4c2f-b7e8-296a70dab67e"]}}})",
       R"({"conditions": {"applications":
         {"excludeApplications": ["797f4846-ba00-4fd7-ba43-dac1f8f63013"]}}})"},
      {"L03", R"({"policies": [{"conditions": {"applications":
           {"includeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "applications": [{"id": "a", "appId": "40000000-0000-4000-8000-000000000001",
           "displayName": "Parts", "publicClient": {"redirectUris": ["parts://in"]}}]})",
       R"({"policies": [{"conditions": {"applications":
           {"includeApplications": ["40000000-0000-4000-8000-000000000001"]}}}],
         "applications": [{"id": "a", "appId": "40000000-0000-4000-8000-000000000001",
           "displayName": "Parts", "publicClient": {"redirectUris": ["parts://in"]},
           "web": {"redirectUris": ["https://parts.example/in"]}}]})"},
      {"L04", R"({"conditions": {"applications": {"excludeApplications": ["Office365"]}}})",
       R"({"conditions": {"applications": {"includeApplications": ["Office365"]}}})"},
      {"L04", R"({"conditions": {"applications":
         {"includeApplications": ["00000003-0000-0ff1-ce00-000000000000"]}}})",
       R"({"conditions": {"applications":
         {"includeApplications": ["00000003-0000-0ff1-ce00-000000000000"]}},
         "sessionControls": {"applicationEnforcedRestrictions": {"isEnabled": true}}})"},
      {"L09", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
           "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}}}],
         "roleAssignments": [{"id": "1", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000002", "directoryScopeId": "/",
           "assignmentType": "Eligible"}]})",
       R"({"policies": [{"conditions": {"users": {"includeUsers": [],
           "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}}}],
         "roleAssignments": [{"id": "1", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000002", "directoryScopeId": "/"}]})"},
      // Somebody whom a group includes, or the policy excludes, does not wait for the role.
      {"L09", R"({"policies": [{"conditions": {"users": {"includeUsers": [],
           "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}}}],
         "roleAssignments": [{"id": "1", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000001", "directoryScopeId": "/AU",
           "assignmentType": "Assigned"},
          {"id": "2", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000003", "directoryScopeId": "/",
           "assignmentType": "Eligible"}]})",
       R"({"policies": [{"conditions": {"users": {"includeUsers": [],
           "includeGroups": ["20000000-0000-4000-8000-000000000001"],
           "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000001"},
                   {"id": "30000000-0000-4000-8000-000000000002"}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001",
                     "members": [{"id": "30000000-0000-4000-8000-000000000002"}]}],
         "roleAssignments": [{"id": "1", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000001", "directoryScopeId": "/",
           "assignmentType": "Eligible"},
          {"id": "2", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10",
           "principalId": "30000000-0000-4000-8000-000000000002", "directoryScopeId": "/",
           "assignmentType": "Eligible"}]})"},
      {"L13", R"({"policies": [{}], "users": [{"id": "30000000-0000-4000-8000-000000000002",
           "userPrincipalName": "svc-chat@larkfield.example"},
          {"id": "30000000-0000-4000-8000-000000000001"}]})",
       R"({"policies": [{}], "users": [{"id": "30000000-0000-4000-8000-000000000001",
           "userPrincipalName": "svc-chat@larkfield.example"}]})"},
      // A device control is no prompt, and another way in may be what the program takes.
      {"L13", R"({"policies": [{"grantControls": {"operator": "AND",
           "builtInControls": ["mfa", "compliantDevice"]}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002", "displayName": "Scan service account",
           "userPrincipalName": "scan@larkfield.example"}]})",
       R"({"policies": [{"grantControls": {"operator": "OR",
           "builtInControls": ["mfa", "compliantDevice"]}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002", "displayName": "Scan service account",
           "userPrincipalName": "scan@larkfield.example"}]})"},
      // Whether the account is in a group whose members nobody listed is not known.
      {"L13", R"({"policies": [{"conditions": {"users":
           {"excludeGroups": ["20000000-0000-4000-8000-000000000001"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001", "members": []}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002",
           "userPrincipalName": "svc.chat@larkfield.example"}]})",
       R"({"policies": [{"conditions": {"users":
           {"excludeGroups": ["20000000-0000-4000-8000-000000000001"]}}}],
         "groups": [{"id": "20000000-0000-4000-8000-000000000001"}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002",
           "userPrincipalName": "svc.chat@larkfield.example"}]})"},
      {"L14", R"({"policies": [{"sessionControls": {"signInFrequency":
           {"isEnabled": true, "value": 8, "type": "hours"}}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002",
           "userPrincipalName": "svc_chat@larkfield.example"}]})",
       R"({"policies": [{"conditions": {"platforms": {"includePlatforms": ["iOS"]}},
         "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 8, "type": "hours"}}}],
         "users": [{"id": "30000000-0000-4000-8000-000000000002",
           "userPrincipalName": "svc_chat@larkfield.example"}]})"},
      {"L16", R"({"policies": [{"sessionControls": {"signInFrequency":
           {"isEnabled": true, "value": 8, "type": "hours"}}}],
         "mfaServiceSettings": {"rememberMfaDays": 30}})",
       R"({"policies": [{"sessionControls": {"signInFrequency":
           {"isEnabled": true, "value": 8, "type": "hours"}}}],
         "mfaServiceSettings": {"rememberMfaDays": null}})"},
      {"L18", R"({"policies": [
         {"conditions": {"applications": {"includeApplications":
             ["cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "days"}}},
         {"conditions": {"applications": {"includeApplications":
             ["00000002-0000-0ff1-ce00-000000000000"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 4, "type": "hours"}}}]})",
       R"({"policies": [
         {"conditions": {"applications": {"includeApplications":
             ["cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "days"}}},
         {"conditions": {"applications": {"includeApplications":
             ["00000002-0000-0ff1-ce00-000000000000"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 24, "type": "hours"}}}]})"},
      // A shorter period for Teams alone draws nothing else in.
      {"L18", R"({"policies": [
         {"sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "days"}}},
         {"conditions": {"applications": {"includeApplications":
             ["00000003-0000-0ff1-ce00-000000000000"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 4, "type": "hours"}}}]})",
       R"({"policies": [
         {"sessionControls": {"signInFrequency": {"isEnabled": true, "value": 1, "type": "days"}}},
         {"conditions": {"applications": {"includeApplications":
             ["cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"]}},
          "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 4, "type": "hours"}}}]})"},
      {"L25", R"({"conditions": {"locations": {"includeLocations": ["All"],
           "excludeLocations": ["00000000-0000-0000-0000-000000000000"]}},
         "sessionControls": {"continuousAccessEvaluation": {"mode": "strictLocation"}}})",
       R"({"conditions": {"locations": {"includeLocations": ["All"],
           "excludeLocations": ["00000000-0000-0000-0000-000000000000"]}}})"},
      {"L25", R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
           "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}},
         "sessionControls": {"continuousAccessEvaluation": {"mode": "strictLocation"}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.countryNamedLocation",
           "displayName": "L", "id": "50000000-0000-4000-8000-000000000001",
           "countriesAndRegions": ["NL"]}]})",
       R"({"policies": [{"conditions": {"locations": {"includeLocations": ["All"],
           "excludeLocations": ["50000000-0000-4000-8000-000000000001"]}},
         "sessionControls": {"continuousAccessEvaluation": {"mode": "strictLocation"}}}],
         "namedLocations": [{"@odata.type": "#microsoft.graph.ipNamedLocation",
           "displayName": "L", "id": "50000000-0000-4000-8000-000000000001", "isTrusted": true,
           "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange",
                         "cidrAddress": "8.1.0.0/16"}]}]})"},
      {"L28", R"({"conditions": {"devices": {"deviceFilter": {"mode": "include",
         "rule": "device.extensionAttribute1 -eq \"kiosk\""}}}})",
       R"({"conditions": {"devices": {"deviceFilter": {"mode": "include",
         "rule": "device.extensionAttribute1 -eq \"kiosk\" -and device.isCompliant -eq True"}}}})"},
  };
}

}  // namespace

std::span<const RulePair> tenant_rule_pairs() {
  static const std::vector<RulePair> all = pairs();
  return all;
}

}  // namespace caprock
