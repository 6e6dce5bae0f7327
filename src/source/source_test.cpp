#include "source/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/temporary_folder.h"
#include "source/file_text.h"

namespace caprock {
namespace {

using testing::HasSubstr;

constexpr std::string_view k_one_policy =
    R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "Require MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "clientAppTypes": ["all"]},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";

Read<Snapshot> read(const TemporaryFolder& folder, ReadOptions options = {}) {
  auto result = read_source(folder.path(), options);
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result ? *result : Read<Snapshot>{};
}

std::string utf16le(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) (out += c) += '\0';
  return out;
}

TEST(Source, reads_a_list_response_a_bare_array_and_a_single_object) {
  const std::string policy(k_one_policy);
  for (const std::string& text :
       {R"({"@odata.context": "x#identity/conditionalAccess/policies", "value": [)" + policy + "]}",
        "[" + policy + "]", policy, R"({"template": {"details": )" + policy + "}}",
        R"([{"value": [)" + policy + "]}]"}) {
    TemporaryFolder folder;
    folder.write("anything.json", text);
    const auto result = read(folder);
    ASSERT_EQ(result.value.tenant.policies.items.size(), 1u) << text;
    EXPECT_EQ(result.value.tenant.policies.items[0].display_name, "Require MFA");
  }
}

TEST(Source, members_in_files_of_their_own_are_members_and_tell_less_of_a_user_than_the_list) {
  TemporaryFolder folder;
  folder.write("Identity/Conditional/AccessPolicies/1/1.json", k_one_policy);
  folder.write("Groups/g/g.json", R"({"id": "g", "displayName": "One", "groupTypes": []})");
  folder.write("Groups/g/Members/u1/u1.json",
               R"({"id": "u1", "userPrincipalName": "a@contoso.example"})");
  folder.write("Groups/g/Members/u2/u2.json",
               R"({"id": "u2", "userPrincipalName": "b@contoso.example"})");
  folder.write("Groups/g/Members/s/s.json", R"({"id": "s", "displayName": "a service principal"})");
  folder.write("Users/u1/u1.json",
               R"({"id": "u1", "userPrincipalName": "a@contoso.example", "userType": "Guest"})");
  const TenantSnapshot tenant = read(folder).value.tenant;
  ASSERT_EQ(tenant.groups.items.size(), 1u);
  ASSERT_TRUE(tenant.groups.items[0].members);
  EXPECT_EQ(tenant.groups.items[0].members->size(), 3u);
  ASSERT_EQ(tenant.users.items.size(), 2u);
  EXPECT_EQ(find_user(tenant, "u1")->user_type, UserType::guest);
  EXPECT_EQ(find_user(tenant, "u2")->user_principal_name, "b@contoso.example");
}

TEST(Source, reads_utf16_with_byte_order_mark_and_crlf) {
  TemporaryFolder folder;
  std::string text(k_one_policy);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.insert(at, "\r");
  folder.write("a policy (1).json", utf16le(text));
  EXPECT_EQ(read(folder).value.tenant.policies.items.size(), 1u);
}

TEST(Source, joins_group_members_and_user_facts_from_files_of_their_own) {
  TemporaryFolder folder;
  folder.write("policies.json", "[" + std::string(k_one_policy) + "]");
  folder.write(
      "groupMembers/22222222-0000-4000-8000-000000000001.json",
      R"({"@odata.context": "x#directoryObjects", "value": [{"@odata.type": "#microsoft.graph.user", "id": "33333333-0000-4000-8000-000000000001"}]})");
  folder.write(
      "groups.json",
      R"({"@odata.context": "x#groups", "value": [{"id": "22222222-0000-4000-8000-000000000001", "displayName": "G", "groupTypes": []}]})");
  folder.write(
      "users.json",
      R"({"@odata.context": "x#users", "value": [{"id": "33333333-0000-4000-8000-000000000001", "userPrincipalName": "a@t.example"}]})");
  folder.write(
      "perUserMfa.json",
      R"({"value": [{"id": "33333333-0000-4000-8000-000000000001", "perUserMfaState": "enforced"}]})");
  folder.write(
      "userRegistrationDetails.json",
      R"({"value": [{"id": "33333333-0000-4000-8000-000000000001", "isMfaRegistered": true, "userPrincipalName": "a@t.example"}]})");
  const auto result = read(folder);
  const TenantSnapshot& tenant = result.value.tenant;
  ASSERT_EQ(tenant.groups.items.size(), 1u);
  EXPECT_TRUE(tenant.groups.exported);
  ASSERT_TRUE(tenant.groups.items[0].members.has_value());
  EXPECT_EQ(tenant.groups.items[0].members->size(), 1u);
  ASSERT_EQ(tenant.users.items.size(), 1u);
  EXPECT_EQ(tenant.users.items[0].per_user_mfa_state, PerUserMfaState::enforced);
  EXPECT_EQ(tenant.users.items[0].is_mfa_registered, true);
}

TEST(Source, an_empty_list_is_exported_and_a_single_object_is_not_the_whole_list) {
  TemporaryFolder folder;
  folder.write("policies.json", "[" + std::string(k_one_policy) + "]");
  folder.write("namedLocations.json",
               R"({"@odata.context": "x#conditionalAccess/namedLocations", "value": []})");
  folder.write(
      "one group.json",
      R"({"@odata.type": "#microsoft.graph.group", "id": "22222222-0000-4000-8000-000000000001", "displayName": "G"})");
  const auto result = read(folder);
  EXPECT_TRUE(result.value.tenant.named_locations.exported);
  EXPECT_FALSE(result.value.tenant.groups.exported);
  EXPECT_EQ(result.value.tenant.groups.items.size(), 1u);
}

TEST(Source, refuses_an_export_with_a_next_page_that_is_not_there) {
  TemporaryFolder folder;
  folder.write("policies.json", R"({"value": [)" + std::string(k_one_policy) +
                                    R"(], "@odata.nextLink": "https://graph.example/next"})");
  const auto refused = read_source(folder.path(), {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::source_partial);
  EXPECT_THAT(refused.error().message, HasSubstr("policies.json"));
  EXPECT_TRUE(read(folder, {.allow_partial = true}).value.partial);
}

TEST(Source, pages_in_numbered_files_are_whole_when_the_last_has_no_next_link) {
  TemporaryFolder folder;
  folder.write("policies-1.json", R"({"value": [)" + std::string(k_one_policy) +
                                      R"(], "@odata.nextLink": "https://graph.example/next"})");
  folder.write("policies-2.json", R"({"value": []})");
  EXPECT_FALSE(read(folder).value.partial);
}

TEST(Source, a_broken_file_is_a_located_error_and_the_rest_is_read) {
  TemporaryFolder folder;
  folder.write("a.json", k_one_policy);
  folder.write("half.json", R"({"value": [{"id": )");
  folder.write("notes.txt", "not JSON at all");
  const auto result = read(folder);
  EXPECT_EQ(result.value.tenant.policies.items.size(), 1u);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].severity, Severity::error);
  EXPECT_EQ(result.diagnostics[0].error.where.file, "half.json");
  EXPECT_EQ(result.diagnostics[0].error.where.line, 1);
}

TEST(Source, the_same_policy_twice_counts_once_and_with_other_content_is_an_error) {
  TemporaryFolder folder;
  folder.write("a.json", k_one_policy);
  folder.write("b.json", k_one_policy);
  EXPECT_EQ(read(folder).value.tenant.policies.items.size(), 1u);
  EXPECT_TRUE(read(folder).diagnostics.empty());
  std::string other(k_one_policy);
  other.replace(other.find("enabled"), 7, "disabled");
  folder.write("c.json", other);
  const auto result = read(folder);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].error.code, ErrorCode::graph_duplicate_object);
}

TEST(Source, says_which_groups_contain_each_other) {
  TemporaryFolder folder;
  folder.write("a.json", k_one_policy);
  folder.write("groups.json", R"({"@odata.context": "x#groups", "value": [
    {"id": "22222222-0000-4000-8000-00000000000a", "displayName": "A", "members": [{"id": "22222222-0000-4000-8000-00000000000b"}]},
    {"id": "22222222-0000-4000-8000-00000000000b", "displayName": "B", "members": [{"id": "22222222-0000-4000-8000-00000000000a"}]},
    {"id": "22222222-0000-4000-8000-00000000000c", "displayName": "C", "members": []}]})");
  const auto result = read(folder);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].error.code, ErrorCode::group_cycle);
  EXPECT_THAT(result.diagnostics[0].error.message, HasSubstr("2 groups"));
}

TEST(Source, members_that_were_selected_do_not_say_what_a_list_is_of) {
  TemporaryFolder folder;
  folder.write("policies.json", k_one_policy);
  folder.write("servicePrincipals.json", R"j({"value": [],
    "@odata.context": "x#servicePrincipals(id,appOwnerOrganizationId)"})j");
  EXPECT_TRUE(read(folder).value.tenant.service_principals.exported);
}

TEST(Source, a_manifest_says_when_a_file_is_missing) {
  TemporaryFolder folder;
  folder.write("policies.json", k_one_policy);
  folder.write(
      "manifest.json",
      R"({"format": "caprock-snapshot", "version": 1, "complete": true, "resources": [{"file": "users.json"}]})");
  const auto refused = read_source(folder.path(), {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::source_partial);
}

constexpr std::string_view k_eligible =
    R"({"id": "a", "principalId": "33333333-0000-4000-8000-000000000001", "roleDefinitionId":
        "62e90394-69f5-4237-9190-012177145e10", "directoryScopeId": "/", "memberType": "Direct",
        "startDateTime": "2026-01-01T00:00:00Z", "roleEligibilityScheduleId": "b"})";

TEST(Source, eligible_roles_are_not_held_and_say_nothing_about_those_that_are) {
  for (const std::string_view context :
       {R"("@odata.context": "x#roleManagement/directory/roleEligibilityScheduleInstances", )",
        ""}) {
    TemporaryFolder folder;
    folder.write("a.json", k_one_policy);
    folder.write("eligible.json",
                 "{" + std::string(context) + R"("value": [)" + std::string(k_eligible) + "]}");
    const auto result = read(folder);
    const auto& assignments = result.value.tenant.role_assignments;
    ASSERT_EQ(assignments.items.size(), 1u);
    EXPECT_EQ(assignments.items[0].type, RoleAssignmentType::eligible);
    EXPECT_FALSE(assignments.exported);
  }
}

TEST(Source, directory_roles_tell_who_holds_them_only_if_all_list_their_members) {
  constexpr std::string_view k_listed =
      R"({"id": "r1", "displayName": "Reader", "roleTemplateId": "t1", "members": []})";
  constexpr std::string_view k_bare =
      R"({"id": "r2", "displayName": "Admin", "roleTemplateId": "t2"})";
  const auto exported = [](const std::string& roles) {
    TemporaryFolder folder;
    folder.write("a.json", k_one_policy);
    folder.write("roles.json",
                 R"({"@odata.context": "x#directoryRoles", "value": [)" + roles + "]}");
    return read(folder).value.tenant.role_assignments.exported;
  };
  EXPECT_TRUE(exported(std::string(k_listed)));
  EXPECT_FALSE(exported(std::string(k_bare)));
  EXPECT_FALSE(exported(std::string(k_listed) + ", " + std::string(k_bare)));
}

TEST(Source, deleted_policies_and_locations_are_left_out_with_a_note) {
  std::string deleted(k_one_policy);
  deleted.replace(deleted.find("0001"), 4, "0002");
  deleted.insert(1, R"("deletedDateTime": "2026-10-01T00:00:00Z", )");
  std::string undated(k_one_policy);
  undated.replace(undated.find("0001"), 4, "0003");
  TemporaryFolder folder;
  folder.write("policies.json", "[" + std::string(k_one_policy) + ", " + deleted + "]");
  folder.write("trash.json",
               R"({"@odata.context": "x#identity/conditionalAccess/deletedItems/policies",
                   "value": [)" +
                   undated + "]}");
  folder.write("namedLocations.json",
               R"({"@odata.context": "x#identity/conditionalAccess/namedLocations", "value": [
                   {"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "l", "displayName": "L",
                    "deletedDateTime": "2026-10-01T00:00:00Z", "isTrusted": true, "ipRanges": []}]})");
  const auto result = read(folder);
  ASSERT_EQ(result.value.tenant.policies.items.size(), 1u);
  EXPECT_TRUE(result.value.tenant.named_locations.items.empty());
  ASSERT_EQ(result.diagnostics.size(), 3u);
  for (const Diagnostic& diagnostic : result.diagnostics) {
    EXPECT_EQ(diagnostic.severity, Severity::note);
    EXPECT_EQ(diagnostic.error.code, ErrorCode::graph_deleted_object);
  }
}

TEST(Source, a_list_of_deleted_policies_alone_is_no_export) {
  TemporaryFolder folder;
  folder.write("trash.json",
               R"({"@odata.context": "x#identity/conditionalAccess/deletedItems/policies",
                   "value": []})");
  EXPECT_FALSE(read_source(folder.path(), {}).has_value());
}

TEST(Source, log_records_are_not_mistaken_for_users) {
  TemporaryFolder folder;
  folder.write("a.json", k_one_policy);
  folder.write(
      "signIns.json",
      R"({"value": [{"id": "s1", "userPrincipalName": "a@t.example", "conditionalAccessStatus": "success",
    "appliedConditionalAccessPolicies": []}]})");
  EXPECT_TRUE(read(folder).value.tenant.users.items.empty());
}

TEST(Source, permission_grants_are_known_by_file_by_context_and_by_shape) {
  constexpr std::string_view k_grant =
      R"({"id": "g1", "clientId": "s1", "consentType": "Principal", "principalId": "u1",
          "resourceId": "s2", "scope": "User.Read"})";
  const std::string list = R"("value": [)" + std::string(k_grant) + "]}";
  const std::pair<std::string, std::string> forms[] = {
      {"oauth2PermissionGrants.json", "{" + list},
      {"a.json", R"({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata)"
                 R"(#oauth2PermissionGrants", )" +
                     list},
      {"b.json",
       R"({"@odata.context": "x#servicePrincipals('s1')/oauth2PermissionGrants", )" + list},
      {"ServicePrincipals/s1/Oauth2PermissionGrants/g1/g1.json", std::string(k_grant)}};
  for (const auto& [file, text] : forms) {
    TemporaryFolder folder;
    folder.write("p.json", k_one_policy);
    folder.write(file, text);
    const TenantSnapshot tenant = read(folder).value.tenant;
    ASSERT_EQ(tenant.permission_grants.items.size(), 1u) << file;
    EXPECT_EQ(tenant.permission_grants.items[0].principal, UserId("u1")) << file;
    EXPECT_TRUE(tenant.service_principals.items.empty()) << file;
    EXPECT_TRUE(tenant.users.items.empty()) << file;
  }
}

TEST(Source, a_grant_in_two_files_is_one) {
  constexpr std::string_view k_grant =
      R"({"value": [{"id": "g1", "clientId": "s1", "consentType": "AllPrincipals"}]})";
  TemporaryFolder folder;
  folder.write("p.json", k_one_policy);
  folder.write("oauth2PermissionGrants-1.json", k_grant);
  folder.write("oauth2PermissionGrants-2.json", k_grant);
  EXPECT_EQ(read(folder).value.tenant.permission_grants.items.size(), 1u);
}

TEST(Source, errors_name_the_path_and_say_what_to_do) {
  const auto missing = read_source("/no/such/export", {});
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::file_unreadable);
  TemporaryFolder folder;
  EXPECT_EQ(read_source(folder.path(), {}).error().code, ErrorCode::source_unknown_format);
  folder.write("x.json", R"({"hello": "world"})");
  EXPECT_EQ(read_source(folder.path(), {}).error().code, ErrorCode::source_unknown_format);
  folder.write("organization.json", R"({"verifiedDomains": [], "displayName": "T", "id": "t"})");
  EXPECT_EQ(read_source(folder.path(), {}).error().code, ErrorCode::source_no_policies);
}

TEST(FileText, refuses_files_over_the_limit_without_reading_them) {
  TemporaryFolder folder;
  folder.write("big.json", "");
  std::filesystem::resize_file(folder.path() / "big.json", std::uintmax_t{2} << 30);  // sparse
  const auto text = read_file(folder.path() / "big.json", std::uintmax_t{256} << 20);
  ASSERT_FALSE(text.has_value());
  EXPECT_EQ(text.error().code, ErrorCode::file_too_large);
}

TEST(FileText, refuses_broken_utf16) {
  EXPECT_EQ(decode_text("\xFF\xFE"
                        "a",
                        "f")
                .error()
                .code,
            ErrorCode::text_encoding);
  EXPECT_FALSE(decode_text(std::string("\xFF\xFE\x00\xD8", 4), "f").has_value());
  EXPECT_EQ(*decode_text(std::string("\xFE\xFF\x00\x41\xD8\x3D\xDE\x00", 8), "f"), "A😀");
}

}  // namespace
}  // namespace caprock
