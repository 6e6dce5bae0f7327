#include "export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "export/write_files.h"
#include "source/converted.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr ExportFormat k_forms[] = {ExportFormat::graph, ExportFormat::entra_exporter,
                                    ExportFormat::terraform, ExportFormat::csv};

Snapshot snapshot_in(const TemporaryFolder& folder) {
  ReadOptions options;
  options.keep_texts = true;
  options.allow_partial = true;
  auto read = read_source(folder.path(), options);
  EXPECT_TRUE(read.has_value()) << to_string(read.error());
  return read ? std::move(read->value) : Snapshot{};
}

Export made(const Snapshot& snapshot, ExportFormat form) {
  auto result = export_snapshot(snapshot, form);
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result ? *std::move(result) : Export{};
}

Snapshot read_again(const Export& written) {
  TemporaryFolder folder;
  for (const ExportedFile& file : written.files) folder.write(file.path, file.text);
  return snapshot_in(folder);
}

// The losses as one text.
std::string lost_in(const Export& written) {
  std::string text;
  for (const Diagnostic& loss : written.losses) text += to_string(loss.error) + "\n";
  return text;
}

json::object everyday_policy() {
  return {{"id", "90110000-0000-4000-8000-000000000001"},
          {"displayName", "Require MFA"},
          {"state", "enabled"},
          {"conditions",
           {{"clientAppTypes", json::array{"all"}},
            {"applications", {{"includeApplications", json::array{"All"}}}},
            {"users", {{"includeUsers", json::array{"All"}}}}}},
          {"grantControls", {{"operator", "OR"}, {"builtInControls", json::array{"mfa"}}}}};
}

Snapshot snapshot_with(const json::object& policy) {
  TemporaryFolder folder;
  folder.write("policies.json", json::serialize(json::object{
                                    {"@odata.context", "#identity/conditionalAccess/policies"},
                                    {"value", json::array{policy}}}));
  return snapshot_in(folder);
}

struct MemberCase {
  std::string_view steps;
  std::string_view value;
  bool in_terraform = true;
};

constexpr MemberCase k_member_cases[] = {
    {"state", R"("enabledForReportingButNotEnforced")"},
    {"conditions/clientAppTypes", R"(["browser","exchangeActiveSync"])"},
    {"conditions/applications/includeApplications", R"(["Office365","MicrosoftAdminPortals"])"},
    {"conditions/applications/excludeApplications", R"(["00000002-0000-0ff1-ce00-000000000000"])"},
    {"conditions/applications/applicationFilter",
     R"({"mode":"exclude","rule":"CustomSecurityAttribute.A_B -eq \"x, y; z\""})"},
    {"conditions/users/excludeUsers", R"(["GuestsOrExternalUsers"])"},
    {"conditions/users/excludeGroups", R"(["96000001-0000-4000-8000-000000000017"])"},
    {"conditions/users/excludeRoles", R"(["62e90394-69f5-4237-9190-012177145e10"])"},
    {"conditions/users/includeGuestsOrExternalUsers",
     R"({"guestOrExternalUserTypes":"internalGuest,serviceProvider",
         "externalTenants":{"membershipKind":"all"}})"},
    {"conditions/users/excludeGuestsOrExternalUsers",
     R"({"guestOrExternalUserTypes":"b2bCollaborationGuest",
         "externalTenants":{"membershipKind":"enumerated",
                            "members":["7e000001-0000-4000-8000-000000000002"]}})"},
    {"conditions/clientApplications",
     R"({"includeServicePrincipals":["ServicePrincipalsInMyTenant"],
         "excludeServicePrincipals":["5e000001-0000-4000-8000-000000000002"],
         "servicePrincipalFilter":{"mode":"include","rule":"CustomSecurityAttribute.A_B -eq \"x\""}})"},
    {"conditions/clientApplications",
     R"({"includeAgentIdServicePrincipals":["All"],
         "agentIdServicePrincipalFilter":{"mode":"exclude","rule":"r"}})",
     false},
    {"conditions/platforms", R"({"includePlatforms":["all"],"excludePlatforms":["iOS","linux"]})"},
    {"conditions/locations",
     R"({"includeLocations":["All"],"excludeLocations":["AllTrusted","10c00001-0000-4000-8000-00000000001d"]})"},
    {"conditions/devices",
     R"({"deviceFilter":{"mode":"exclude","rule":"device.isCompliant -eq True"}})"},
    {"conditions/devices", R"({"includeDevices":["All"],"excludeDevices":["Compliant"]})", false},
    {"conditions/deviceStates", R"({"includeStates":["All"],"excludeStates":["Compliant"]})",
     false},
    {"conditions/signInRiskLevels", R"(["high","medium"])"},
    {"conditions/userRiskLevels", R"(["high"])"},
    {"conditions/servicePrincipalRiskLevels", R"(["low"])"},
    {"conditions/insiderRiskLevels", R"("moderate,elevated")"},
    {"conditions/agentIdRiskLevels", R"("high")", false},
    {"conditions/authenticationFlows",
     R"({"transferMethods":"deviceCodeFlow,authenticationTransfer"})"},
    {"grantControls",
     R"({"operator":"AND","builtInControls":["mfa","compliantDevice"],
         "customAuthenticationFactors":["c"],"termsOfUse":["7e000001-0000-4000-8000-000000000009"]})"},
    {"grantControls",
     R"({"operator":"OR","authenticationStrength":{"id":"00000000-0000-0000-0000-000000000004"}})"},
    {"sessionControls/applicationEnforcedRestrictions", R"({"isEnabled":true})"},
    {"sessionControls/cloudAppSecurity",
     R"({"isEnabled":true,"cloudAppSecurityType":"blockDownloads"})"},
    {"sessionControls/signInFrequency",
     R"({"isEnabled":true,"value":4,"type":"hours","frequencyInterval":"timeBased",
         "authenticationType":"secondaryAuthentication"})"},
    {"sessionControls/signInFrequency",
     R"({"isEnabled":true,"value":null,"type":null,"frequencyInterval":"everyTime"})"},
    {"sessionControls/persistentBrowser", R"({"isEnabled":true,"mode":"never"})"},
    {"sessionControls/disableResilienceDefaults", "true"},
    {"sessionControls/secureSignInSession", R"({"isEnabled":true})", false},
    {"sessionControls/continuousAccessEvaluation", R"({"mode":"strictLocation"})", false},
    {"sessionControls/globalSecureAccessFilteringProfile",
     R"({"isEnabled":true,"profileId":"7e000001-0000-4000-8000-000000000008"})", false},
};

TEST(Export, every_member_comes_back_or_is_told_as_lost) {
  for (const MemberCase& one : k_member_cases) {
    json::object policy = everyday_policy();
    slot_at(policy, one.steps) = parse_json(one.value, {}).value().value;
    const Snapshot before = snapshot_with(policy);
    ASSERT_TRUE(before.tenant.policies.items.at(0).fully_read()) << one.steps;
    for (const ExportFormat form : k_forms) {
      const Export written = made(before, form);
      const bool held = one.in_terraform || form != ExportFormat::terraform;
      if (held)
        EXPECT_THAT(lost_in(written), Not(HasSubstr("`Require MFA`")))
            << one.steps << " in " << name_of(form);
      else
        EXPECT_THAT(lost_in(written),
                    AllOf(HasSubstr("policy `Require MFA` loses `/"), HasSubstr(one.steps)));
      Policy was = before.tenant.policies.items.at(0),
             is = read_again(written).tenant.policies.items.at(0);
      if (!held) continue;
      EXPECT_TRUE(is.fully_read()) << one.steps << " in " << name_of(form);
      EXPECT_EQ(was.state, is.state);
      EXPECT_EQ(was.session_controls, is.session_controls) << one.steps << name_of(form);
      EXPECT_EQ(was.grant_controls, is.grant_controls) << one.steps << name_of(form);
      EXPECT_EQ(was.conditions.applications, is.conditions.applications);
      EXPECT_EQ(was.conditions.client_applications, is.conditions.client_applications);
      EXPECT_EQ(was.conditions.locations, is.conditions.locations);
    }
  }
}

// What another target in the place of the applications makes of it (CA 1.5).
TEST(Export, targets_beside_applications) {
  json::object policy = everyday_policy();
  slot_at(policy, "conditions/applications") =
      json::object{{"includeUserActions", json::array{"urn:user:registerdevice"}}};
  for (const ExportFormat form : k_forms)
    EXPECT_THAT(lost_in(made(snapshot_with(policy), form)), Not(HasSubstr("`Require MFA`")));
  slot_at(policy, "conditions/applications") =
      json::object{{"includeAuthenticationContextClassReferences", json::array{"c1"}}};
  EXPECT_THAT(lost_in(made(snapshot_with(policy), ExportFormat::csv)), Not(HasSubstr("`Require")));
  EXPECT_THAT(lost_in(made(snapshot_with(policy), ExportFormat::terraform)),
              HasSubstr("includeAuthenticationContextClassReferences"));
}

// Off and absent are one (CA 1.10).
TEST(Export, a_control_that_is_off_is_no_loss) {
  json::object policy = everyday_policy();
  slot_at(policy, "sessionControls/signInFrequency") =
      json::object{{"isEnabled", false}, {"value", 4}, {"type", "hours"}};
  slot_at(policy, "sessionControls/disableResilienceDefaults") = false;
  for (const ExportFormat form : k_forms)
    EXPECT_THAT(lost_in(made(snapshot_with(policy), form)), Not(HasSubstr("`Require MFA`")));
}

TEST(Export, what_is_not_understood_stays_where_there_is_room_and_is_told_where_there_is_none) {
  json::object policy = everyday_policy();
  slot_at(policy, "grantControls/builtInControls") = json::array{"newer", "mfa", "newest"};
  for (const ExportFormat form : k_forms) {
    const Export written = made(snapshot_with(policy), form);
    EXPECT_THAT(lost_in(written), Not(HasSubstr("`Require MFA`"))) << name_of(form);
    const Policy is = read_again(written).tenant.policies.items.at(0);
    ASSERT_EQ(is.unread.size(), 2u) << name_of(form);
    EXPECT_EQ(is.unread[0].text, R"("newer")");
    EXPECT_EQ(is.unread[1].pointer, "/grantControls/builtInControls/2");
  }
  slot_at(policy, "conditions/times") = json::object{{"days", json::array{"monday"}}};
  for (const ExportFormat form : {ExportFormat::terraform, ExportFormat::csv})
    EXPECT_THAT(lost_in(made(snapshot_with(policy), form)),
                HasSubstr("policy `Require MFA` loses `/conditions/times`"));
  for (const ExportFormat form : {ExportFormat::graph, ExportFormat::entra_exporter})
    EXPECT_THAT(lost_in(made(snapshot_with(policy), form)), Not(HasSubstr("`Require MFA`")));
}

TEST(Export, a_state_that_is_not_known_stays_so) {
  json::object policy = everyday_policy();
  policy["state"] = "paused";
  for (const ExportFormat form : k_forms) {
    const Export written = made(snapshot_with(policy), form);
    EXPECT_THAT(lost_in(written), Not(HasSubstr("`Require MFA`")));
    EXPECT_EQ(unread_state(read_again(written).tenant.policies.items.at(0)), "paused");
  }
}

TEST(Export, texts_survive_the_cells_of_a_table) {
  json::object policy = everyday_policy();
  policy["displayName"] = "A \"quoted\"; name, with\nall of it";
  slot_at(policy, "conditions/users/excludeGroups") =
      json::array{"Sales; EMEA", "IT, Basel", "[x]", "plain"};
  policy.erase("id");
  const Export written = made(snapshot_with(policy), ExportFormat::csv);
  const Policy is = read_again(written).tenant.policies.items.at(0);
  EXPECT_EQ(is.display_name, "A \"quoted\"; name, with\nall of it");
  std::vector<std::string> groups;
  for (const GroupId& group : is.conditions.users->exclude_groups) groups.push_back(group.text());
  EXPECT_THAT(groups, ElementsAre("Sales; EMEA", "IT, Basel", "[x]", "plain"));
  EXPECT_THAT(lost_in(written), Not(HasSubstr("loses")));
}

TEST(Export, no_name_is_a_formula_of_a_spreadsheet) {
  for (const char* const name : {"=HYPERLINK(1)", "+1", "-1", "@SUM(1)"}) {
    json::object policy = everyday_policy();
    policy["displayName"] = name;
    const Export written = made(snapshot_with(policy), ExportFormat::csv);
    EXPECT_THAT(written.files.at(0).text, HasSubstr(std::string("'") + name));
    EXPECT_THAT(lost_in(written), HasSubstr("displayName"));
  }
}

TEST(Export, what_the_source_could_not_say_does_not_become_certain_in_silence) {
  TemporaryFolder folder;
  folder.write("policies.csv",
               "displayName,state,conditions.users.includeUsers,grantControls.builtInControls\n"
               "Require MFA,enabled,All,mfa\n");
  const Snapshot before = snapshot_in(folder);
  EXPECT_FALSE(before.tenant.policies.items.at(0).fully_read());
  EXPECT_THAT(
      lost_in(made(before, ExportFormat::graph)),
      AllOf(HasSubstr("policy `Require MFA` may have"), HasSubstr("`/conditions/platforms`"),
            HasSubstr("in Graph it seems to have none"), Not(HasSubstr("loses"))));
}

// --- whole tenants -------------------------------------------------------------------------------

void write_tenant(const TemporaryFolder& folder) {
  folder.write("policies.json",
               R"({"@odata.context": "x#identity/conditionalAccess/policies", "value": [
    {"Id": "p2", "newer": {"b": null, "a": [1.5, "\u00e9"]}, "DisplayName": "PascalCase", "State": "disabled",
     "Conditions": {"Users": {"IncludeUsers": ["All"], "x@odata.type": "#y"}, "ClientAppTypes": ["All"],
                    "Applications": {"IncludeApplications": ["All"]}},
     "GrantControls": {"Operator": "OR", "BuiltInControls": ["MFA"]}, "SessionControls": {}},
    {"sessionControls": null, "id": "p1", "displayName": "Strong", "state": "enabled",
     "createdDateTime": "2026-01-01T00:00:00.1234567Z", "description": "why",
     "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                    "clientAppTypes": ["all"]},
     "grantControls": {"operator": "OR", "builtInControls": [],
       "authenticationStrength": {"id": "5a", "displayName": "Keys", "policyType": "custom",
         "requirementsSatisfied": "mfa", "allowedCombinations": ["fido2"], "combinationConfigurations": []}}}
    ]})");
  folder.write("namedLocations.json",
               R"({"@odata.context": "x#identity/conditionalAccess/namedLocations", "value": [
    {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "l1", "displayName": "Office", "isTrusted": true,
     "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"},
                  {"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": "2001:db8::/32"}]},
    {"@odata.type": "#microsoft.graph.countryNamedLocation", "id": "l2", "displayName": "Here",
     "countriesAndRegions": ["CH", "AT"], "countryLookupMethod": "authenticatorAppGps",
     "includeUnknownCountriesAndRegions": true},
    {"@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", "id": "l3", "displayName": "Network",
     "isTrusted": true}]})");
  folder.write("users.json", R"({"@odata.context": "x#users", "value": [
    {"id": "u1", "userPrincipalName": "a@contoso.example", "userType": "Member", "hobby": ["x"]},
    {"userPrincipalName": "b@contoso.example", "id": "u2", "userType": null}]})");
  folder.write("groups.json",
               R"({"@odata.context": "x#groups", "value": [{"id": "g1", "displayName": "One"},
    {"id": "g2", "displayName": "Two"}, {"id": "g3", "displayName": "Empty"}]})");
  folder.write("groupMembers/g1.json", R"({"@odata.context": "x#directoryObjects", "value": [
    {"@odata.type": "#microsoft.graph.user", "id": "u2", "note": 1}, {"@odata.type": "#microsoft.graph.group", "id": "g2"}]})");
  folder.write("groupMembers/g3.json", R"({"@odata.context": "x#directoryObjects", "value": []})");
  folder.write("directoryRoles.json", R"({"@odata.context": "x#directoryRoles", "value": [
    {"id": "d1", "roleTemplateId": "t1", "displayName": "Reader", "members": [{"id": "u1", "more": true}]}]})");
  folder.write("roleAssignments.json",
               R"({"@odata.context": "x#roleManagement/directory/roleAssignments", "value": [
    {"id": "a1", "principalId": "u2", "roleDefinitionId": "t2", "directoryScopeId": "/administrativeUnits/1"}]})");
  folder.write("oauth2PermissionGrants.json",
               R"({"@odata.context": "x#oauth2PermissionGrants", "value": [
    {"scope": " User.Read Chat.Read", "id": "c1", "clientId": "s1", "consentType": "Principal", "principalId": "u1",
     "resourceId": "s2", "startTime": "0001-01-01T00:00:00Z"},
    {"id": "c2", "clientId": "s1", "consentType": "AllPrincipals", "principalId": null, "resourceId": "s2"}]})");
  folder.write("perUserMfa.json", R"({"value": [{"id": "u1", "perUserMfaState": "enforced"}]})");
  folder.write("mfaServiceSettings.json",
               R"({"rememberMfaDays": 30, "trustedIps": ["198.51.100.0/24"]})");
  folder.write(
      "organization.json",
      R"({"@odata.context": "x#organization", "value": [{"id": "o1", "displayName": "Contoso"}]})");
  folder.write("identitySecurityDefaults.json", R"({"id": "s", "isEnabled": false, "x": {}})");
}

TEST(Export, graph_to_graph_is_the_same_text_object_by_object) {
  TemporaryFolder folder;
  write_tenant(folder);
  const Snapshot before = snapshot_in(folder);
  const Export written = made(before, ExportFormat::graph);
  EXPECT_THAT(written.losses, IsEmpty()) << lost_in(written);
  const Snapshot after = read_again(written);
  const auto expect_same = [](const auto& was, const auto& is) {
    EXPECT_EQ(was.exported, is.exported);
    ASSERT_EQ(was.items.size(), is.items.size());
    for (std::size_t i = 0; i < was.items.size(); ++i)
      EXPECT_EQ(was.items[i].origin.raw, is.items[i].origin.raw);
  };
  expect_same(before.tenant.policies, after.tenant.policies);
  expect_same(before.tenant.named_locations, after.tenant.named_locations);
  expect_same(before.tenant.users, after.tenant.users);
  expect_same(before.tenant.groups, after.tenant.groups);
  expect_same(before.tenant.role_definitions, after.tenant.role_definitions);
  expect_same(before.tenant.role_assignments, after.tenant.role_assignments);
  expect_same(before.tenant.permission_grants, after.tenant.permission_grants);
  EXPECT_EQ(before.kept.group_members, after.kept.group_members);
  EXPECT_EQ(before.kept.per_user_mfa, after.kept.per_user_mfa);
  EXPECT_EQ(before.kept.directory_roles.at(0).raw, after.kept.directory_roles.at(0).raw);
  EXPECT_EQ(before.tenant.security_defaults->origin.raw,
            after.tenant.security_defaults->origin.raw);
  EXPECT_EQ(after.tenant.users.items.at(0).per_user_mfa_state, PerUserMfaState::enforced);
  EXPECT_FALSE(after.partial);
}

TEST(Export, entra_exporter_has_folders_and_cannot_say_that_they_are_whole) {
  TemporaryFolder folder;
  write_tenant(folder);
  const Snapshot before = snapshot_in(folder);
  const Export written = made(before, ExportFormat::entra_exporter);
  std::vector<std::string> paths;
  for (const ExportedFile& file : written.files) paths.push_back(file.path);
  for (const char* path : {"Identity/Conditional/AccessPolicies/p1/p1.json",
                           "Identity/Conditional/NamedLocations/l3/l3.json", "Groups/g1/g1.json",
                           "Groups/g1/Members/u2/u2.json", "Users/u1/u1.json",
                           "DirectoryRoles/d1/d1.json", "Organization/Organization.json",
                           "Policies/IdentitySecurityDefaultsEnforcementPolicy/s/s.json"})
    EXPECT_THAT(paths, Contains(path));
  EXPECT_THAT(
      lost_in(written),
      AllOf(
          HasSubstr(
              "has no place for 1 per-user MFA state, 2 permission grants, 1 MFA service settings"),
          HasSubstr("that these are all there are"), HasSubstr("3 named locations"),
          HasSubstr("of 1 group not everything comes back"), Not(HasSubstr("policy `"))));
  const Snapshot after = read_again(written);
  ASSERT_NE(after.tenant.groups.find(GroupId("g1")), nullptr);
  EXPECT_THAT(
      *after.tenant.groups.find(GroupId("g1"))->members,
      testing::UnorderedElementsAreArray(*before.tenant.groups.find(GroupId("g1"))->members));
  EXPECT_EQ(after.tenant.groups.find(GroupId("g2"))->members, std::nullopt);
  EXPECT_EQ(after.tenant.users.items.size(), 2u);
  EXPECT_EQ(after.tenant.organization->id.text(), "o1");
}

TEST(Export, terraform_has_the_strengths_that_policies_quote_and_two_kinds_of_locations) {
  TemporaryFolder folder;
  write_tenant(folder);
  const Snapshot before = snapshot_in(folder);
  const Export written = made(before, ExportFormat::terraform);
  const Snapshot after = read_again(written);
  ASSERT_EQ(after.tenant.named_locations.items.size(), 2u);
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}})
    EXPECT_EQ(before.tenant.named_locations.items.at(i).kind,
              after.tenant.named_locations.items.at(i).kind);
  ASSERT_EQ(after.tenant.authentication_strengths.items.size(), 1u);
  EXPECT_THAT(after.tenant.authentication_strengths.items[0].allowed_combinations,
              ElementsAre(32U));
  EXPECT_THAT(lost_in(written),
              AllOf(HasSubstr("named location `Network` has no place in Terraform"),
                    HasSubstr("policy `Strong` loses `/grantControls/authenticationStrength`"),
                    HasSubstr("policy `PascalCase` loses `/newer`"),
                    HasSubstr("createdDateTime, description of each policy"),
                    HasSubstr("2 users, 3 groups")));
}

TEST(Export, a_partial_export_stays_partial_or_is_told) {
  TemporaryFolder folder;
  write_tenant(folder);
  folder.write("applications.json",
               R"({"@odata.context": "x#applications", "@odata.nextLink": "y", "value": []})");
  const Snapshot before = snapshot_in(folder);
  ASSERT_TRUE(before.partial);
  EXPECT_TRUE(read_again(made(before, ExportFormat::graph)).partial);
  EXPECT_THAT(lost_in(made(before, ExportFormat::csv)), HasSubstr("is partial"));
}

TEST(Export, single_objects_do_not_become_whole_lists) {
  TemporaryFolder folder;
  folder.write("a.json", json::serialize(everyday_policy()));
  folder.write("b.json",
               R"({"@odata.context": "x#groups/$entity", "id": "g1", "displayName": "One"})");
  const Snapshot before = snapshot_in(folder);
  const Snapshot after = read_again(made(before, ExportFormat::graph));
  EXPECT_FALSE(after.tenant.groups.exported);
  ASSERT_EQ(after.tenant.groups.items.size(), 1u);
  EXPECT_FALSE(after.tenant.users.exported);
}

TEST(Export, two_sources_become_one) {
  TemporaryFolder policies, directory;
  policies.write("policies.json", "[" + json::serialize(everyday_policy()) + "]");
  policies.write(
      "users.json",
      R"({"@odata.context": "x#users", "value": [{"id": "u1", "userPrincipalName": "a@x", "userType": null}]})");
  write_tenant(directory);
  ReadOptions options;
  options.keep_texts = true;
  options.directory = directory.path();
  const auto before = read_source(policies.path(), options);
  ASSERT_TRUE(before.has_value());
  const Export written = made(before->value, ExportFormat::graph);
  EXPECT_THAT(written.losses, IsEmpty()) << lost_in(written);
  const Snapshot after = read_again(written);
  ASSERT_EQ(after.tenant.users.items.size(), 2u);
  EXPECT_EQ(after.tenant.users.items[0].user_type, UserType::member);
  EXPECT_EQ(after.tenant.groups.find(GroupId("g1"))->members->size(), 2u);
}

TEST(Export, ids_lead_nowhere_else) {
  json::object policy = everyday_policy();
  policy["id"] = "../../outside";
  for (const ExportedFile& file : made(snapshot_with(policy), ExportFormat::entra_exporter).files) {
    EXPECT_EQ(std::filesystem::path(file.path).lexically_normal(), file.path);
    EXPECT_THAT(file.path, testing::StartsWith("Identity/Conditional/AccessPolicies/"));
  }
}

// --- on disk -------------------------------------------------------------------------------------

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

TEST(WriteFiles, a_folder_is_new_or_empty) {
  const TemporaryFolder folder;
  const std::vector<ExportedFile> files = {{"a/b.json", "1"}, {"c.json", "2"}};
  EXPECT_TRUE(write_folder(folder.path() / "new/", files));
  EXPECT_THAT(names_in(folder.path() / "new"), testing::UnorderedElementsAre("a", "c.json"));
  std::filesystem::create_directory(folder.path() / "empty");
  EXPECT_TRUE(write_folder(folder.path() / "empty", files));
  const auto again = write_folder(folder.path() / "new", {{"d.json", "3"}});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::file_unwritable);
  EXPECT_THAT(names_in(folder.path()), testing::UnorderedElementsAre("new", "empty"));
}

TEST(WriteFiles, what_fails_leaves_nothing) {
  const TemporaryFolder folder;
  EXPECT_FALSE(write_folder(folder.path() / "no" / "parent", {{"a.json", "1"}}));
  const auto failed =
      write_folder(folder.path() / "out", {{"a.json", "1"}, {"a.json/b.json", "2"}});
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().where.file, HasSubstr("out"));
  EXPECT_FALSE(write_file(folder.path() / "no" / "file.csv", "x"));
  EXPECT_THAT(names_in(folder.path()), IsEmpty());
}

TEST(WriteFiles, a_file_is_new) {
  const TemporaryFolder folder;
  EXPECT_TRUE(write_file(folder.path() / "a.csv", "one"));
  const auto again = write_file(folder.path() / "a.csv", "two");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::file_unwritable);
  EXPECT_EQ(std::filesystem::file_size(folder.path() / "a.csv"), 3u);
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.csv"));
}

}  // namespace
}  // namespace caprock
