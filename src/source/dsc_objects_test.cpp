// From properties to Graph's members, through the text form, the JSON report and YAML.
#include "source/dsc_objects.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

#include "source/dsc_report.h"
#include "source/dsc_text.h"
#include "source/dsc_yaml.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

Converted from_text(std::string_view blocks) {
  auto read =
      read_dsc_text("Configuration T { Node x {\n" + std::string(blocks) + "\n} }", "t.ps1");
  EXPECT_TRUE(read.has_value()) << to_string(read.error());
  return read ? *std::move(read) : Converted{};
}

Converted from_json(std::string_view text) {
  const auto document = parse_json(text, "r.json");
  EXPECT_TRUE(document.has_value());
  if (!document) return {};
  EXPECT_TRUE(is_dsc_report(document->value));
  return *read_dsc_report(document->value, "r.json");
}

Converted from_yaml(std::string_view text) {
  EXPECT_TRUE(is_dsc_yaml(text)) << text;
  auto read = read_dsc_yaml(text, "d.yml");
  EXPECT_TRUE(read.has_value()) << to_string(read.error());
  return read ? *std::move(read) : Converted{};
}

std::string policy_json(std::string_view properties) {
  const Converted converted =
      from_text("AADConditionalAccessPolicy p {\n" + std::string(properties) + "\n}");
  return converted.objects.size() == 1 ? json::serialize(converted.objects[0].object)
                                       : "not one object";
}

std::vector<std::string> lost_by(std::string_view properties) {
  std::vector<std::string> pointers;
  const Converted converted =
      from_text("AADConditionalAccessPolicy p {\n" + std::string(properties) + "\n}");
  for (const ConvertedObject& one : converted.objects)
    for (const Loss& loss : one.lost) pointers.push_back(loss.pointer);
  return pointers;
}

std::vector<std::string> messages(const Converted& converted) {
  std::vector<std::string> out;
  for (const Diagnostic& one : converted.diagnostics) out.push_back(to_string(one.error));
  return out;
}

std::string plain_json(std::string_view text) {
  return json::serialize(parse_json(text, "expected")->value);
}

TEST(DscObjects, EveryPropertyGoesToItsMember) {
  EXPECT_EQ(policy_json(R"(
    DisplayName = "Northwind admins"; Id = "b0000000-0000-4000-8000-000000000001"
    State = "enabledForReportingButNotEnforced"
    IncludeApplications = @("All"); ExcludeApplications = @("Office365")
    ApplicationsFilter = 'CustomSecurityAttribute.A_B -eq "c"'; ApplicationsFilterMode = "exclude"
    IncludeUserActions = @(); AuthenticationContexts = @("c1")
    IncludeUsers = "All"; ExcludeUsers = @("vera@northwind.example")
    IncludeGroups = @(); ExcludeGroups = @("Break glass")
    IncludeRoles = @("Helpdesk Administrator"); ExcludeRoles = @()
    IncludeGuestOrExternalUserTypes = @("internalGuest", "serviceProvider")
    IncludeExternalTenantsMembershipKind = "enumerated"
    IncludeExternalTenantsMembers = @("b0000000-0000-4000-8000-0000000000aa")
    ExcludeGuestOrExternalUserTypes = @(); ExcludeExternalTenantsMembershipKind = ""
    ExcludeExternalTenantsMembers = @()
    IncludePlatforms = @("all"); ExcludePlatforms = @("iOS")
    IncludeLocations = @("All"); ExcludeLocations = @("AllTrusted", "Multifactor authentication trusted IPs")
    DeviceFilterMode = "include"; DeviceFilterRule = "device.isCompliant -eq True"
    UserRiskLevels = @("high"); SignInRiskLevels = @(); InsiderRiskLevels = @("elevated", "minor")
    ClientAppTypes = @("browser"); TransferMethods = "deviceCodeFlow"
    GrantControlOperator = "OR"; BuiltInControls = @("mfa"); CustomAuthenticationFactors = @()
    TermsOfUse = "House rules"; AuthenticationStrength = "Phishing-resistant MFA"
    ApplicationEnforcedRestrictionsIsEnabled = $False
    CloudAppSecurityIsEnabled = $true; CloudAppSecurityType = "monitorOnly"
    SignInFrequencyIsEnabled = $true; SignInFrequencyValue = 4; SignInFrequencyType = "Hours"
    SignInFrequencyInterval = "timeBased"
    PersistentBrowserIsEnabled = $false; PersistentBrowserMode = ""
    DisableResilienceDefaultsIsEnabled = $false; SecureSignInSessionIsEnabled = $true
    ContinuousAccessEvaluationMode = "strictLocation"; Ensure = "Present")"),
            plain_json(R"({
    "displayName": "Northwind admins", "id": "b0000000-0000-4000-8000-000000000001",
    "state": "enabledForReportingButNotEnforced",
    "conditions": {
      "applications": {"includeApplications": ["All"], "excludeApplications": ["Office365"],
        "applicationFilter": {"mode": "exclude", "rule": "CustomSecurityAttribute.A_B -eq \"c\""},
        "includeUserActions": [], "includeAuthenticationContextClassReferences": ["c1"]},
      "users": {"includeUsers": ["All"], "excludeUsers": ["vera@northwind.example"],
        "includeGroups": [], "excludeGroups": ["Break glass"],
        "includeRoles": ["Helpdesk Administrator"], "excludeRoles": [],
        "includeGuestsOrExternalUsers": {"guestOrExternalUserTypes": "internalGuest,serviceProvider",
          "externalTenants": {"membershipKind": "enumerated",
            "members": ["b0000000-0000-4000-8000-0000000000aa"]}}},
      "platforms": {"includePlatforms": ["all"], "excludePlatforms": ["iOS"]},
      "locations": {"includeLocations": ["All"],
        "excludeLocations": ["AllTrusted", "00000000-0000-0000-0000-000000000000"]},
      "devices": {"deviceFilter": {"mode": "include", "rule": "device.isCompliant -eq True"}},
      "userRiskLevels": ["high"], "insiderRiskLevels": "elevated,minor",
      "clientAppTypes": ["browser"], "authenticationFlows": {"transferMethods": "deviceCodeFlow"}},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"], "termsOfUse": ["House rules"],
      "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}},
    "sessionControls": {"cloudAppSecurity": {"isEnabled": true, "cloudAppSecurityType": "monitorOnly"},
      "signInFrequency": {"isEnabled": true, "value": 4, "type": "Hours",
        "frequencyInterval": "timeBased"},
      "secureSignInSession": {"isEnabled": true},
      "continuousAccessEvaluation": {"mode": "strictLocation"}}})"));
}

TEST(DscObjects, ControlsThatAreOffAndAnOperatorAloneAreNotThere) {
  EXPECT_EQ(policy_json("DisplayName = 'P'; GrantControlOperator = 'OR'; BuiltInControls = @()\n"
                        "SignInFrequencyIsEnabled = $false; SignInFrequencyType = 'Days'"),
            R"({"displayName":"P","conditions":{}})");
}

TEST(DscObjects, LosesOnlyWhatThePolicyCouldHave) {
  constexpr std::string_view k_known =
      "ContinuousAccessEvaluationMode = ''; DisableResilienceDefaultsIsEnabled = $false\n"
      "SecureSignInSessionIsEnabled = $false\n";
  const std::string people = "IncludeUsers = @('All'); BuiltInControls = @('mfa')\n";
  EXPECT_THAT(lost_by(people + std::string(k_known)), IsEmpty());
  EXPECT_THAT(lost_by(people), ElementsAre("/sessionControls/continuousAccessEvaluation",
                                           "/sessionControls/disableResilienceDefaults",
                                           "/sessionControls/secureSignInSession"));
  EXPECT_THAT(lost_by("IncludeGroups = @('G'); BuiltInControls = @('Block')"), IsEmpty());
  EXPECT_THAT(
      lost_by("IncludeUsers = @('None'); BuiltInControls = @('block')"),
      ElementsAre("/conditions/clientApplications", "/conditions/servicePrincipalRiskLevels",
                  "/conditions/agentIdRiskLevels"));
}

TEST(DscObjects, OnlyAFrequencyWithoutANumberMayBeEveryTime) {
  const auto lost = [](const std::string& frequency) {
    return lost_by(
        "IncludeUsers = @('All'); ContinuousAccessEvaluationMode = ''\n"
        "DisableResilienceDefaultsIsEnabled = $false; SecureSignInSessionIsEnabled = $false\n"
        "SignInFrequencyIsEnabled = $true; " +
        frequency);
  };
  EXPECT_THAT(lost("SignInFrequencyValue = 1; SignInFrequencyType = 'Hours'"), IsEmpty());
  EXPECT_THAT(lost("SignInFrequencyInterval = 'everyTime'"), IsEmpty());
  EXPECT_THAT(lost("SignInFrequencyInterval = ''"), IsEmpty());
  EXPECT_THAT(lost("SignInFrequencyType = ''"),
              ElementsAre("/sessionControls/signInFrequency/frequencyInterval"));
}

TEST(DscObjects, WhatAFrequencyCountsFromIsSaidToBeTheDefault) {
  const auto said = [](const std::string& frequency) {
    return messages(from_text("AADConditionalAccessPolicy p {\nDisplayName = 'P'; " + frequency +
                              "\nSignInFrequencyValue = 1; SignInFrequencyType = 'Hours'\n}"));
  };
  EXPECT_THAT(said("SignInFrequencyIsEnabled = $true"),
              Contains(HasSubstr("primaryAndSecondaryAuthentication")));
  EXPECT_THAT(said("SignInFrequencyIsEnabled = $false"), IsEmpty());
}

TEST(DscObjects, WhatIsNotReadBecomesALossWithAPlace) {
  const std::string block =
      "AADConditionalAccessPolicy p {\n DisplayName = $name\n"
      " IncludeUsers = @('All', $x)\n State = \"$s\"\n FutureList = @('f')\n"
      " FutureFlag = $false; ProtocolFlows = @('deviceCodeFlow')\n"
      " BuiltInControls = @('block'); Ensure = $e\n}";
  const Converted converted = from_text(block);
  ASSERT_EQ(converted.objects.size(), 1u);
  std::vector<std::string> lost;
  for (const Loss& loss : converted.objects[0].lost) lost.push_back(loss.pointer);
  EXPECT_THAT(lost, ElementsAre("/conditions/users/includeUsers", "/state", "", "/FutureList",
                                "/conditions/authenticationFlows"));
  EXPECT_EQ(converted.objects[0].lost[1].part, PolicyPart::state);
  EXPECT_EQ(converted.objects[0].lost[2].part, PolicyPart::policy);
  EXPECT_THAT(messages(converted),
              Contains(HasSubstr("t.ps1:4:17: policy: `IncludeUsers` is an expression")));
  EXPECT_THAT(messages(converted), Contains(HasSubstr("property `FutureList` is not known")));
  EXPECT_THAT(messages(converted), Not(Contains(HasSubstr("FutureFlag"))));
}

TEST(DscObjects, AGuardedPolicyMayNotExistAndAGuardedLocationIsLeftOut) {
  const Converted converted = from_text(
      "if ($x) {\nAADConditionalAccessPolicy p { DisplayName = 'P' }\n"
      "AADNamedLocationPolicy l { DisplayName = 'L'; IpRanges = @('198.51.100.0/24') } }");
  ASSERT_EQ(converted.objects.size(), 1u);
  EXPECT_THAT(converted.objects[0].lost,
              Contains(testing::AllOf(testing::Field(&Loss::part, PolicyPart::policy),
                                      testing::Field(&Loss::pointer, ""))));
  EXPECT_THAT(messages(converted), Contains(HasSubstr("stands inside `if`")));
}

TEST(DscObjects, NamesBecomeTheIdsThatOtherResourcesGive) {
  const Converted converted = from_text(R"(
    AADConditionalAccessPolicy p { DisplayName = 'P'; IncludeGroups = @('sales', 'Twice', 'Nobody')
      IncludeLocations = @('Office', 'Depot'); AuthenticationContexts = @('Vault', 'Unknown')
      AuthenticationStrength = 'Keys only' }
    AADGroup a { DisplayName = 'Sales'; Id = 'b0000000-0000-4000-8000-000000000011' }
    AADGroup b { DisplayName = 'Twice'; Id = 'b0000000-0000-4000-8000-000000000012' }
    AADGroup c { DisplayName = 'Twice'; Id = 'b0000000-0000-4000-8000-000000000013' }
    AADGroup d { DisplayName = 'Nobody' }
    AADNamedLocationPolicy e { DisplayName = 'Office'; Id = 'b0000000-0000-4000-8000-000000000021'
      OdataType = '#microsoft.graph.ipNamedLocation'; IpRanges = @('198.51.100.0/24', '2001:db8::/48')
      IsTrusted = $true }
    AADNamedLocationPolicy f { DisplayName = 'Depot'; CountriesAndRegions = @('CH') }
    AADAuthenticationStrengthPolicy g { DisplayName = 'Keys only'; AllowedCombinations = 'fido2' }
    AADAuthenticationContextClassReference h { DisplayName = 'Vault'; Id = 'c3'; IsAvailable = $true }
    AADSecurityDefaults i { IsSingleInstance = 'Yes'; IsEnabled = $false }
    AADNamedLocationPolicy j { DisplayName = 'Old'; Ensure = 'Absent' })");
  std::vector<std::string> objects;
  for (const ConvertedObject& one : converted.objects)
    objects.push_back(std::string(word_of(one.kind)) + " " + json::serialize(one.object));
  EXPECT_THAT(
      objects,
      ElementsAre(
          R"(policy {"displayName":"P","conditions":{"applications":{"includeAuthenticationContextClassReferences":["c3","Unknown"]},"users":{"includeGroups":["b0000000-0000-4000-8000-000000000011","Twice","Nobody"]},"locations":{"includeLocations":["b0000000-0000-4000-8000-000000000021","Depot"]}},"grantControls":{"authenticationStrength":{"id":"Keys only"}}})",
          R"(group {"displayName":"Sales","id":"b0000000-0000-4000-8000-000000000011"})",
          R"(group {"displayName":"Twice","id":"b0000000-0000-4000-8000-000000000012"})",
          R"(group {"displayName":"Twice","id":"b0000000-0000-4000-8000-000000000013"})",
          R"(named location {"displayName":"Office","id":"b0000000-0000-4000-8000-000000000021","@odata.type":"#microsoft.graph.ipNamedLocation","ipRanges":[{"@odata.type":"#microsoft.graph.iPv4CidrRange","cidrAddress":"198.51.100.0/24"},{"@odata.type":"#microsoft.graph.iPv6CidrRange","cidrAddress":"2001:db8::/48"}],"isTrusted":true})",
          R"(named location {"displayName":"Depot","countriesAndRegions":["CH"],"id":"Depot"})",
          R"(authentication strength {"displayName":"Keys only","allowedCombinations":["fido2"],"id":"Keys only"})",
          R"(authentication context {"displayName":"Vault","id":"c3","isAvailable":true})",
          R"(security defaults setting {"isEnabled":false})"));
  EXPECT_THAT(messages(converted), ElementsAre(HasSubstr("named location `Old` must not exist")));
  std::vector<std::string> lost;
  for (const Loss& loss : converted.objects[0].lost) lost.push_back(loss.pointer);
  EXPECT_THAT(lost,
              Contains("/conditions/applications/includeAuthenticationContextClassReferences"));
  EXPECT_THAT(converted.losses, Contains(HasSubstr("membership is unknown")));
}

TEST(DscReport, ReadsListsSingleResourcesAndSnapshotsOfTheApi) {
  const Converted list = from_json(R"([
    {"ResourceName": "EXOMailTips", "ResourceInstanceName": "x"},
    {"ResourceName": "AADConditionalAccessPolicy", "ResourceInstanceName": "n", "DisplayName": "P",
     "State": "enabled", "IncludeUsers": ["All", "admin@$OrganizationName"], "IncludeRoles": "$roles",
     "ApplicationSecret": "hush", "Credential": "$Credscredential"}])");
  ASSERT_EQ(list.objects.size(), 1u);
  EXPECT_EQ(list.objects[0].where, (Place{"r.json", "/1"}));
  EXPECT_EQ(
      json::serialize(list.objects[0].object),
      R"({"displayName":"P","state":"enabled","conditions":{"users":{"includeUsers":["All"]}}})");
  EXPECT_THAT(messages(list), ElementsAre(HasSubstr("r.json#/1/IncludeUsers: policy `P`"),
                                          HasSubstr("`IncludeRoles` is an expression")));
  const Converted single =
      from_json(R"({"ResourceName": "AADConditionalAccessPolicy", "DisplayName": "Q"})");
  ASSERT_EQ(single.objects.size(), 1u);
  const Converted api = from_json(R"({"displayName": "s", "resources": [{"displayName": "n",
    "resourceType": "microsoft.entra.conditionalaccesspolicy",
    "properties": {"DisplayName": "R", "State": "disabled"}}]})");
  ASSERT_EQ(api.objects.size(), 1u);
  EXPECT_EQ(api.objects[0].where.pointer, "/resources/0/properties");
  EXPECT_EQ(api.objects[0].object.at("displayName").as_string(), "R");
}

TEST(DscReport, IsNotOtherJson) {
  for (const std::string_view text :
       {R"([])", R"({})", R"([1, null, {"ResourceName": 3}])",
        R"([{"ResourceName": "EXOMailTips"}])", R"({"resources": {"ResourceName": "AADGroup"}})",
        R"({"conditions": {}, "grantControls": {}, "displayName": "P"})"})
    EXPECT_FALSE(is_dsc_report(parse_json(text, "x.json")->value)) << text;
}

constexpr std::string_view k_named = R"(
AADConditionalAccessPolicy:
  - DisplayName: 2024
    State: EnabledForReportingButNotEnforced
    IncludeUsers: [All]
    ExcludeUsers:
      - '[x={ "vera@" + $domain }=]'
      - otto@northwind.example
    BuiltInControls:
      - Block
    SignInFrequencyIsEnabled: true
    SignInFrequencyValue: 4
    TenantId: '[x={ $tenant }=]'
    ManagedIdentity: true
cAADSecurityDefaults:
  IsSingleInstance: Yes
  IsEnabled: false
)";

TEST(DscYaml, ReadsPropertySetsUnderTheNameOfTheirResource) {
  const Converted converted = from_yaml(k_named);
  ASSERT_EQ(converted.objects.size(), 2u);
  EXPECT_EQ(
      json::serialize(converted.objects[0].object),
      R"({"displayName":"2024","state":"EnabledForReportingButNotEnforced","conditions":{"users":{"includeUsers":["All"],"excludeUsers":["otto@northwind.example"]}},"grantControls":{"builtInControls":["Block"]},"sessionControls":{"signInFrequency":{"isEnabled":true,"value":4}}})");
  EXPECT_EQ(converted.objects[0].where, (Place{"d.yml", {}, 3, 5}));
  EXPECT_EQ(json::serialize(converted.objects[1].object), R"({"isEnabled":false})");
  EXPECT_THAT(messages(converted),
              ElementsAre(HasSubstr("d.yml:7:7: policy `2024`: `ExcludeUsers` is an expression"),
                          HasSubstr("d.yml:3:5: Microsoft365DSC does not say")));
}

TEST(DscYaml, KnowsAFileOfItemsByItsProperties) {
  const Converted policies =
      from_yaml("Items:\n  - DisplayName: P\n    IncludeUserActions: [urn:user:registerdevice]\n");
  ASSERT_EQ(policies.objects.size(), 1u);
  EXPECT_EQ(policies.objects[0].kind, ObjectKind::policy);
  const Converted locations = from_yaml(
      "Items:\n- DisplayName: Office\n  OdataType: '#microsoft.graph.ipNamedLocation'\n"
      "  IpRanges: [198.51.100.0/24]\n");
  ASSERT_EQ(locations.objects.size(), 1u);
  EXPECT_EQ(locations.objects[0].kind, ObjectKind::named_location);
  const Converted defaults = from_yaml("IsSingleInstance: Yes\nIsEnabled: true\n");
  ASSERT_EQ(defaults.objects.size(), 1u);
  EXPECT_EQ(defaults.objects[0].kind, ObjectKind::security_defaults);
}

TEST(DscYaml, IsNotEveryTextWithAColon) {
  for (const std::string_view text :
       {"Title: about\nThis page: is text\n", "- AADGroup\n- AADSecurityDefaults\n",
        "Items:\n  - DisplayName: x\n    Description: y\n", "#AADGroup:\n#  - DisplayName: x\n",
        "```yaml\nAADGroup:\n  - DisplayName: x\n```\n", "url:AADGroup:x\n"})
    EXPECT_FALSE(is_dsc_yaml(text)) << text;
}

TEST(DscYaml, BadYamlIsALocatedError) {
  const auto alias = read_dsc_yaml("AADGroup: &a\n  - *a\n", "d.yml");
  ASSERT_FALSE(alias.has_value());
  EXPECT_EQ(alias.error().code, ErrorCode::yaml_malformed);
  EXPECT_EQ(alias.error().where.line, 1);
  for (const std::string_view text :
       {"AADGroup: 7\n", "AADGroup:\n", "AADGroup: [[x], 3, {Items: 4}]\n",
        "AADGroup: {Items: x}\n"}) {
    const auto read = read_dsc_yaml(text, "d.yml");
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_THAT(read->objects, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace caprock
