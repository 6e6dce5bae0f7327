#include "graph_json/test_json.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(DirectoryJson, ReadsAUserAndIgnoresTheRest) {
  const auto read = read_user(object_from(R"({"id": "u", "userPrincipalName": "a@contoso.com",
    "displayName": "A", "userType": "guest", "accountEnabled": true, "creationType": "Invitation",
    "externalUserState": "Accepted", "mail": "a@contoso.com", "businessPhones": [],
    "authentication": {"requirements": {"perUserMfaState": "enforced"}}, "isMfaRegistered": false,
    "signInSessionsValidFromDateTime": "2026-01-02T03:04:05Z", "lastPasswordChangeDateTime": null,
    "transitiveMemberOf": [{"@odata.type": "#microsoft.graph.group", "id": "g1"}, "g2",
      {"@odata.type": "#microsoft.graph.directoryRole", "id": "r1"}]})"),
                              {"users.json", "", 0, 0});
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_EQ(read.value.user_principal_name, "a@contoso.com");
  EXPECT_EQ(read.value.user_type, UserType::guest);
  EXPECT_EQ(read.value.per_user_mfa_state, PerUserMfaState::enforced);
  EXPECT_EQ(read.value.is_mfa_registered, false);
  EXPECT_EQ(to_string(read.value.sign_in_sessions_valid_from.value()), "2026-01-02T03:04:05Z");
  EXPECT_FALSE(read.value.last_password_change);
  EXPECT_THAT(read.value.transitive_member_of, Optional(ElementsAre(GroupId("g1"), GroupId("g2"))));
  EXPECT_EQ(read.value.origin.where.file, "users.json");
}

TEST(DirectoryJson, ThePerUserStateMayStandInTheUserItself) {
  EXPECT_EQ(read_user(object_from(R"({"id": "u", "perUserMfaState": "enabled"})"), {})
                .value.per_user_mfa_state,
            PerUserMfaState::enabled);
}

TEST(DirectoryJson, AnEmptyMembershipIsKnownAndAnAbsentOneIsNot) {
  const auto members = [](std::string_view text) {
    return read_group(object_from(text), {}).value.members;
  };
  EXPECT_THAT(members(R"({"id": "g", "members": []})"), Optional(IsEmpty()));
  EXPECT_FALSE(members(R"({"id": "g", "members": null})"));
  EXPECT_FALSE(members(R"({"id": "g"})"));
  EXPECT_THAT(members(R"({"id": "g", "Members": {"Id": "u"}})"),
              Optional(ElementsAre(DirectoryObjectId("u"))));
  EXPECT_THAT(members(R"({"id": "g", "members": [{"id": "u"}, "v", null]})"),
              Optional(ElementsAre(DirectoryObjectId("u"), DirectoryObjectId("v"))));
}

TEST(DirectoryJson, AListThatIsCutOffIsUnknown) {
  const auto read = read_group(
      object_from(R"({"id": "g", "members": ["u"], "members@odata.nextLink": "https://x"})"), {});
  EXPECT_FALSE(read.value.members);
  EXPECT_THAT(problems(read.diagnostics), ElementsAre("warning source.partial "));
}

TEST(DirectoryJson, RolesAreKnownByTheirTemplateId) {
  const auto role = [](std::string_view text) {
    return read_role_definition(object_from(text), {}).value;
  };
  EXPECT_EQ(role(R"({"id": "d", "isBuiltIn": true})").id, RoleTemplateId("d"));
  EXPECT_EQ(role(R"({"roleTemplateId": "t", "id": "d"})").id, RoleTemplateId("t"));
}

TEST(DirectoryJson, AssignmentsAreActiveOrEligible) {
  const auto assignment = [](std::string_view text) {
    return read_role_assignment(object_from(text), {}).value;
  };
  const RoleAssignment active = assignment(R"({"roleDefinitionId": "r", "principalId": "p",
    "directoryScopeId": "/administrativeUnits/a", "assignmentType": "Activated"})");
  EXPECT_EQ(active.role, RoleTemplateId("r"));
  EXPECT_EQ(active.principal, DirectoryObjectId("p"));
  EXPECT_EQ(active.directory_scope_id, "/administrativeUnits/a");
  EXPECT_EQ(active.type, RoleAssignmentType::active);
  EXPECT_EQ(assignment(R"({"roleTemplateId": "r", "principalId": "p",
    "assignmentType": "Eligible"})")
                .type,
            RoleAssignmentType::eligible);
  const RoleAssignment scheduled = assignment(R"({"roleDefinitionId": "r", "principalId": "p",
    "@odata.type": "#microsoft.graph.unifiedRoleEligibilityScheduleInstance"})");
  EXPECT_EQ(scheduled.type, RoleAssignmentType::eligible);
  EXPECT_EQ(scheduled.directory_scope_id, "/");
}

TEST(DirectoryJson, ReadsAServicePrincipalWithItsSecurityAttributes) {
  const auto read = read_service_principal(object_from(R"({"id": "s", "appId": "a",
    "displayName": "S", "servicePrincipalType": "Application", "appOwnerOrganizationId": "t",
    "signInAudience": "AzureADMyOrg", "accountEnabled": true, "tags": [],
    "customSecurityAttributes": {"Zone": {"@odata.type": "#x", "Color@odata.type": "#y",
      "Color": ["red", "blue"], "Level": "high", "Number": 3}}})"),
                                           {});
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_EQ(read.value.app_id, AppId("a"));
  EXPECT_EQ(read.value.app_owner_organization_id, TenantId("t"));
  EXPECT_THAT(read.value.custom_security_attributes,
              Optional(ElementsAre(Pair("Zone_Color", ElementsAre("red", "blue")),
                                   Pair("Zone_Level", ElementsAre("high")),
                                   Pair("Zone_Number", IsEmpty()))));
}

TEST(DirectoryJson, EmptySecurityAttributesAreKnownUnlessAnSdkWroteThem) {
  const auto attributes = [](std::string_view text) {
    return read_service_principal(object_from(text), {}).value.custom_security_attributes;
  };
  EXPECT_THAT(attributes(R"({"id": "s", "customSecurityAttributes": {}})"), Optional(IsEmpty()));
  EXPECT_FALSE(attributes(R"({"Id": "s", "CustomSecurityAttributes": {}})"));
  EXPECT_FALSE(attributes(R"({"id": "s", "customSecurityAttributes": null})"));
  EXPECT_FALSE(attributes(R"({"id": "s"})"));
}

TEST(DirectoryJson, ReadsWhoMayBeActedForByAGrant) {
  const auto one = read_permission_grant(
      object_from(R"({"id": "Zm9v", "clientId": "s1", "consentType": "Principal",
    "principalId": "u1", "resourceId": "s2", "scope": " User.Read Chat.ReadWrite",
    "startTime": "0001-01-01T00:00:00Z"})"),
      {"oauth2PermissionGrants.json", "", 0, 0});
  EXPECT_THAT(problems(one.diagnostics), IsEmpty());
  EXPECT_EQ(one.value.id, "Zm9v");
  EXPECT_EQ(one.value.client, ServicePrincipalId("s1"));
  EXPECT_EQ(one.value.consent_type, ConsentType::principal);
  EXPECT_EQ(one.value.principal, UserId("u1"));
  EXPECT_EQ(one.value.resource, ServicePrincipalId("s2"));
  EXPECT_EQ(one.value.scope, " User.Read Chat.ReadWrite");
  const auto all = read_permission_grant(
      object_from(R"({"id": "g", "clientId": "s1", "consentType": "allprincipals",
    "principalId": null, "resourceId": "s2", "scope": null})"),
      {});
  EXPECT_THAT(problems(all.diagnostics), IsEmpty());
  EXPECT_EQ(all.value.consent_type, ConsentType::all_principals);
  EXPECT_TRUE(all.value.principal.empty());
  const auto newer = read_permission_grant(
      object_from(R"({"id": "g", "consentType": "Agents", "resourceId": "s2"})"), {});
  EXPECT_FALSE(newer.value.consent_type);
  EXPECT_THAT(problems(newer.diagnostics),
              UnorderedElementsAre("warning graph.unknown_value /consentType",
                                   "warning graph.missing_member "));
}

TEST(DirectoryJson, ReadsWhatKindOfClientAnApplicationIs) {
  const auto read = read_application(object_from(R"({"id": "o", "appId": "a", "displayName": "A",
    "signInAudience": "AzureADMultipleOrgs", "web": {"redirectUris": ["https://a"]},
    "spa": {"redirectUris": []}, "publicClient": {"redirectUris": ["http://localhost"]},
    "isFallbackPublicClient": null,
    "passwordCredentials": [{"endDateTime": "2026-05-06T00:00:00Z"}, {"endDateTime": null}],
    "keyCredentials": [{"endDateTime": "2027-01-01T00:00:00Z"}]})"),
                                     {});
  EXPECT_THAT(problems(read.diagnostics), IsEmpty());
  EXPECT_TRUE(read.value.has_web_redirect);
  EXPECT_FALSE(read.value.has_spa_redirect);
  EXPECT_TRUE(read.value.has_public_client_redirect);
  EXPECT_FALSE(read.value.is_fallback_public_client);
  EXPECT_THAT(read.value.credentials_end, ElementsAre(parse_instant("2026-05-06").value(),
                                                      parse_instant("2027-01-01").value()));
}

TEST(DirectoryJson, ReadsTheOrganization) {
  const auto read = read_organization(object_from(R"({"id": "t", "displayName": "Contoso",
    "verifiedDomains": [{"name": "contoso.com", "isDefault": true}, "contoso.org"]})"),
                                      {});
  EXPECT_EQ(read.value.id, TenantId("t"));
  EXPECT_THAT(read.value.verified_domains, ElementsAre("contoso.com", "contoso.org"));
}

TEST(DirectoryJson, AnObjectWithoutItsIdIsSaid) {
  EXPECT_THAT(problems(read_user(object_from(R"({"displayName": "A"})"), {}).diagnostics),
              ElementsAre("warning graph.missing_member "));
  EXPECT_THAT(problems(read_application(object_from(R"({"id": "o"})"), {}).diagnostics),
              ElementsAre("warning graph.missing_member "));
}

}  // namespace
}  // namespace caprock
