#include "source/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/temporary_folder.h"
#include "source/read_people.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view k_merged_policy =
    R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "Require MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "clientAppTypes": ["all"]},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}, "sessionControls": null})";

constexpr std::string_view k_ada = "33333333-0000-4000-8000-000000000001";
constexpr std::string_view k_group = "22222222-0000-4000-8000-000000000001";

std::string list(const std::string& resource, const std::string& items) {
  return R"({"@odata.context": "x#)" + resource + R"(", "value": [)" + items + "]}";
}

std::string user(std::string_view id, const std::string& more) {
  return R"({"id": ")" + std::string(id) + R"(", )" + more + "}";
}

class MergeTest : public testing::Test {
 protected:
  MergeTest() { first_.write("policies.json", "[" + std::string(k_merged_policy) + "]"); }

  Result<Read<Snapshot>> read() const {
    return read_source(first_.path(), {.directory = second_.path()});
  }
  Read<Snapshot> merged() const {
    auto result = read();
    EXPECT_TRUE(result.has_value()) << to_string(result.error());
    return result ? *result : Read<Snapshot>{};
  }
  std::string in_second(const std::string& file) const { return (second_.path() / file).string(); }

  TemporaryFolder first_, second_;
};

TEST_F(MergeTest, policies_of_one_get_the_directory_of_the_other) {
  second_.write("users.json",
                list("users", user(k_ada, R"("userPrincipalName": "ada@t.example")")));
  second_.write("groups.json",
                list("groups", R"({"id": ")" + std::string(k_group) +
                                   R"(", "displayName": "Clinics", "groupTypes": []})"));
  second_.write("groupMembers/" + std::string(k_group) + ".json",
                list("directoryObjects", R"({"id": ")" + std::string(k_ada) + R"("})"));
  second_.write("roles.json",
                list("roleManagement/directory/roleDefinitions",
                     R"({"id": "r1", "displayName": "Reader", "rolePermissions": []})"));
  second_.write("assignments.json",
                list("roleManagement/directory/roleAssignments",
                     R"({"id": "a", "principalId": ")" + std::string(k_ada) +
                         R"(", "roleDefinitionId": "r1", "directoryScopeId": "/"})"));
  second_.write("servicePrincipals.json",
                list("servicePrincipals", R"({"id": "s1", "appId": "a1", "displayName": "S",
                                              "servicePrincipalType": "Application"})"));
  const Read<Snapshot> result = merged();
  const TenantSnapshot& tenant = result.value.tenant;
  EXPECT_EQ(tenant.policies.items.size(), 1u);
  ASSERT_EQ(tenant.users.items.size(), 1u);
  EXPECT_TRUE(tenant.users.exported);
  EXPECT_EQ(tenant.users.items[0].origin.where.file, in_second("users.json"));
  ASSERT_EQ(tenant.groups.items.size(), 1u);
  EXPECT_EQ(tenant.groups.items[0].members->size(), 1u);
  EXPECT_EQ(tenant.role_definitions.items.size(), 1u);
  EXPECT_EQ(tenant.role_assignments.items.size(), 1u);
  EXPECT_TRUE(tenant.role_assignments.exported);
  EXPECT_EQ(tenant.service_principals.items.size(), 1u);
  EXPECT_EQ(result.value.files.size(), 7u);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].severity, Severity::note);
  EXPECT_EQ(result.diagnostics[0].error.code, ErrorCode::directory_merged);
  EXPECT_EQ(result.diagnostics[0].error.where.file, second_.path().string());
  EXPECT_THAT(result.diagnostics[0].error.message, HasSubstr("1 user, 1 group, 1 role definition"));
}

TEST_F(MergeTest, policies_and_settings_of_the_directory_are_not_used) {
  std::string other(k_merged_policy);
  other.replace(other.find("0001"), 4, "0002");
  second_.write("policies.json", "[" + other + "]");
  second_.write("organization.json", R"({"verifiedDomains": [], "displayName": "T", "id": "t"})");
  second_.write("namedLocations.json", list("identity/conditionalAccess/namedLocations", ""));
  second_.write("users.json", list("users", ""));
  const Read<Snapshot> result = merged();
  ASSERT_EQ(result.value.tenant.policies.items.size(), 1u);
  EXPECT_EQ(result.value.tenant.policies.items[0].display_name, "Require MFA");
  EXPECT_FALSE(result.value.tenant.named_locations.exported);
  EXPECT_TRUE(result.value.tenant.users.exported);
  EXPECT_THAT(result.diagnostics[0].error.message,
              HasSubstr("its 1 policy and settings are not used"));
}

TEST_F(MergeTest, what_the_first_lacks_is_completed_member_by_member) {
  first_.write("users.json", list("users", user(k_ada, R"("userPrincipalName": "ada@t.example",
                                                          "accountEnabled": null)")));
  first_.write("groups.json", list("groups", R"({"id": ")" + std::string(k_group) +
                                                 R"(", "displayName": "G", "groupTypes": []})"));
  second_.write("users.json",
                list("users", user("33333333-0000-4000-8000-000000000002",
                                   R"("userPrincipalName": "bo@t.example")") +
                                  "," + user(k_ada, R"("userPrincipalName": "ada@t.example",
                                       "userType": "Guest", "accountEnabled": true)")));
  second_.write("groupMembers/" + std::string(k_group) + ".json",
                list("directoryObjects", R"({"id": ")" + std::string(k_ada) + R"("})"));
  const Read<Snapshot> result = merged();
  const auto& users = result.value.tenant.users.items;
  ASSERT_EQ(users.size(), 2u);
  EXPECT_EQ(users[0].user_type, UserType::guest);
  EXPECT_EQ(users[0].account_enabled, true);
  EXPECT_EQ(users[0].origin.where.file, "users.json");
  ASSERT_EQ(result.value.tenant.groups.items.size(), 1u);
  EXPECT_EQ(result.value.tenant.groups.items[0].members->size(), 1u);
  EXPECT_EQ(result.diagnostics.size(), 1u) << "nothing differs";
}

TEST_F(MergeTest, the_first_counts_where_both_differ_and_that_is_told) {
  first_.write("users.json", list("users", user(k_ada, R"("userPrincipalName": "ada@t.example",
                                                          "displayName": "Ada", "userType": "Member")")));
  second_.write("users.json", list("users", user(k_ada, R"("userPrincipalName": "ada@t.example",
                                                           "displayName": "Ada", "userType": "Guest")")));
  const Read<Snapshot> result = merged();
  EXPECT_EQ(result.value.tenant.users.items[0].user_type, UserType::member);
  ASSERT_EQ(result.diagnostics.size(), 2u);
  const Diagnostic& told = result.diagnostics[0];
  EXPECT_EQ(told.severity, Severity::warning);
  EXPECT_EQ(told.error.code, ErrorCode::graph_duplicate_object);
  EXPECT_THAT(told.error.message, StartsWith("1 user is in both sources"));
  EXPECT_THAT(told.error.message, HasSubstr("`Ada` (userType); `users.json"));
  EXPECT_THAT(told.error.where.file, in_second("users.json"));
}

TEST_F(MergeTest, members_in_another_order_are_the_same_members) {
  const auto group = [](const std::string& members) {
    return list("groups", R"({"id": "22222222-0000-4000-8000-000000000001", "displayName": "G",
                              "groupTypes": [], "members": [)" +
                              members + "]}");
  };
  first_.write("groups.json", group(R"({"id": "u1"}, {"id": "u2"})"));
  second_.write("groups.json", group(R"({"id": "U2"}, {"id": "u1"})"));
  EXPECT_EQ(merged().diagnostics.size(), 1u);
}

TEST_F(MergeTest, a_role_that_both_list_is_held_once) {
  const auto held = [](const std::string& id, const std::string& principal) {
    return R"({"id": ")" + id + R"(", "principalId": ")" + principal +
           R"(", "roleDefinitionId": "r1", "directoryScopeId": "/"})";
  };
  first_.write("a.json", list("roleManagement/directory/roleAssignments", held("1", "u1")));
  second_.write("a.json", list("roleManagement/directory/roleAssignments",
                               held("2", "U1") + "," + held("3", "u2")));
  EXPECT_EQ(merged().value.tenant.role_assignments.items.size(), 2u);
}

TEST_F(MergeTest, consents_of_both_count_once) {
  const auto grant = [](const std::string& id) {
    return R"({"id": ")" + id + R"(", "clientId": "s1", "consentType": "AllPrincipals"})";
  };
  first_.write("oauth2PermissionGrants.json", list("oauth2PermissionGrants", grant("g1")));
  second_.write("oauth2PermissionGrants.json",
                list("oauth2PermissionGrants", grant("g1") + "," + grant("g2")));
  EXPECT_EQ(merged().value.tenant.permission_grants.items.size(), 2u);
}

TEST_F(MergeTest, errors_of_the_directory_are_errors_and_say_where) {
  second_.write("users.json", list("users", user(k_ada, R"("userPrincipalName": "a@t.example")")));
  second_.write("half.json", "{");
  const Read<Snapshot> result = merged();
  ASSERT_EQ(result.diagnostics.size(), 2u);
  EXPECT_EQ(result.diagnostics[1].severity, Severity::error);
  EXPECT_EQ(result.diagnostics[1].error.where.file, in_second("half.json"));
}

TEST_F(MergeTest, a_source_without_a_directory_is_refused) {
  second_.write("policies.json", "[" + std::string(k_merged_policy) + "]");
  const auto refused = read();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::directory_none);
  EXPECT_EQ(refused.error().where.file, second_.path().string());
}

TEST_F(MergeTest, another_tenant_is_refused) {
  first_.write("organization.json", R"({"verifiedDomains": [], "displayName": "T", "id": "t1"})");
  second_.write("organization.json", R"({"verifiedDomains": [], "displayName": "U", "id": "t2"})");
  second_.write("users.json", list("users", ""));
  EXPECT_EQ(read().error().code, ErrorCode::directory_other_tenant);
}

TEST_F(MergeTest, a_partial_directory_makes_the_whole_partial) {
  second_.write("users.json",
                R"({"@odata.context": "x#users", "value": [{"id": "u1", "userPrincipalName": "u"}],
                                  "@odata.nextLink": "https://graph.example/next"})");
  EXPECT_EQ(read().error().code, ErrorCode::source_partial);
  const auto partial =
      read_source(first_.path(), {.allow_partial = true, .directory = second_.path()});
  ASSERT_TRUE(partial.has_value());
  EXPECT_TRUE(partial->value.partial);
}

TEST_F(MergeTest, standard_input_is_one_source_only) {
  EXPECT_EQ(read_source("-", {.directory = "-"}).error().code, ErrorCode::usage);
}

TEST_F(MergeTest, people_in_columns_are_joined_too) {
  second_.write("users.json",
                list("users", user(k_ada, R"("userPrincipalName": "ada@t.example")")));
  const auto result = read_compact_source(first_.path(), {.directory = second_.path()});
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  EXPECT_TRUE(result->value.people->find_user(k_ada).has_value());
  EXPECT_FALSE(result->value.by_columns);
}

}  // namespace
}  // namespace caprock
