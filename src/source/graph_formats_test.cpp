// Tools that write Graph objects each in their own way, and what they add.
#include "source/graph_formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view k_graph_policy =
    R"({"id": "11111111-0000-4000-8000-000000000001", "displayName": "Require MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "clientAppTypes": ["all"]},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})";

json::object policy() { return json::parse(k_graph_policy).as_object(); }

json::object policy_without_id() {
  json::object one = policy();
  one.erase("id");
  return one;
}

TEST(GraphFormats, the_tool_is_told) {
  json::object pascal;
  for (const auto& [name, value] : policy()) {
    std::string upper(name);
    upper[0] = static_cast<char>(upper[0] - 'a' + 'A');
    pascal[upper] = value;
  }
  json::object typed = policy();
  typed["conditions"].as_object()["@odata.type"] = "#microsoft.graph.conditionalAccessConditionSet";
  const std::string text(k_graph_policy);
  const std::vector<std::tuple<std::string_view, json::value, std::string_view>> cases = {
      {"policies.json", json::object{{"@odata.context", "x"}, {"value", json::array{policy()}}},
       "Graph JSON"},
      {"t/Identity/Conditional/AccessPolicies/1/1.json", policy(), "EntraExporter"},
      {"report.json", json::object{{"conditional_access_policies", policy()}}, "ScubaGear report"},
      {"a.json", json::object{{"RowKey", "1"}, {"JSON", text}}, "CIPP template"},
      {"a.json", json::object{{"name", "MFA"}, {"details", policy_without_id()}},
       "template gallery"},
      {"a.json", pascal, "PowerShell objects"},
      {"ConditionalAccess/MFA.json", typed, "IntuneManagement"},
      {"a.json", json::array{policy_without_id()}, "policies without ids (DCToolbox)"},
      {"a.json", policy_without_id(), "one policy without id (portal)"},
      {"a.json", json::array{}, "Graph JSON"},
      {"a.json", 1, "Graph JSON"}};
  for (const auto& [file, document, format] : cases)
    EXPECT_EQ(graph_format_of(document, file), format) << json::serialize(document);
}

Read<Snapshot> read_export(const TemporaryFolder& folder) {
  auto result = read_source(folder.path(), {});
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result ? *result : Read<Snapshot>{};
}

std::vector<std::string> messages(const std::vector<Diagnostic>& diagnostics, ErrorCode code) {
  std::vector<std::string> out;
  for (const Diagnostic& one : diagnostics)
    if (one.error.code == code) out.push_back(one.error.message);
  return out;
}

TEST(GraphFormats, a_policy_in_a_text_is_read_with_the_locations_it_brings_along) {
  json::object one = policy_without_id();
  one["conditions"].as_object()["locations"] = {{"includeLocations", json::array{"All"}},
                                                {"excludeLocations", json::array{"Head office"}}};
  one["LocationInfo"] =
      json::array{{{"@odata.type", "#microsoft.graph.ipNamedLocation"},
                   {"displayName", "Head office"},
                   {"isTrusted", true},
                   {"ipRanges", json::array{{{"@odata.type", "#microsoft.graph.iPv4CidrRange"},
                                             {"cidrAddress", "198.51.100.0/24"}}}}}};
  TemporaryFolder folder;
  folder.write("template.json", json::serialize(json::object{{"PartitionKey", "CATemplate"},
                                                             {"RowKey", "1"},
                                                             {"JSON", json::serialize(one)}}));
  const auto result = read_export(folder);
  ASSERT_EQ(result.value.tenant.policies.items.size(), 1u);
  EXPECT_EQ(result.value.tenant.policies.items[0].origin.where.pointer, "/JSON");
  ASSERT_EQ(result.value.tenant.named_locations.items.size(), 1u);
  EXPECT_EQ(result.value.tenant.named_locations.items[0].id, LocationId("Head office"));
  EXPECT_EQ(result.value.files[0].format, "CIPP template");
}

TEST(GraphFormats, a_broken_policy_in_a_text_is_an_error_of_its_place) {
  TemporaryFolder folder;
  folder.write("policies.json", "[" + std::string(k_graph_policy) + "]");
  folder.write("template.json", R"({"RowKey": "1", "JSON": "{\"conditions\": {}, "})");
  folder.write("other.json", R"({"RowKey": "{7}", "note": "[not json]"})");
  const auto result = read_export(folder);
  EXPECT_EQ(result.value.tenant.policies.items.size(), 1u);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(to_string(result.diagnostics[0].error.where), "template.json#/JSON");
  EXPECT_THAT(result.diagnostics[0].error.message, HasSubstr("looks like a policy"));
}

TEST(GraphFormats, the_name_of_a_template_is_that_of_its_policy) {
  json::object details = policy_without_id();
  details.erase("displayName");
  details.erase("state");
  json::object named = policy_without_id();
  TemporaryFolder folder;
  folder.write("gallery.json",
               json::serialize(json::object{
                   {"value", json::array{{{"name", "Guests use MFA"},
                                          {"id", "a template's, not the policy's"},
                                          {"state", "disabled"},
                                          {"details", details}},
                                         {{"name", "Not this"}, {"details", named}},
                                         {{"scenarios", "none"}, {"details", details}}}}}));
  const auto result = read_export(folder);
  const auto& policies = result.value.tenant.policies.items;
  ASSERT_EQ(policies.size(), 3u);
  EXPECT_EQ(policies[0].display_name, "Guests use MFA");
  EXPECT_EQ(policies[0].state, PolicyState::disabled);
  EXPECT_TRUE(policies[0].id.empty());
  EXPECT_EQ(to_string(policies[0].origin.where), "gallery.json#/value/0/details");
  EXPECT_EQ(policies[1].display_name, "Require MFA");
  EXPECT_EQ(policies[1].state, PolicyState::enabled);
  EXPECT_EQ(policies[2].display_name, "");
  EXPECT_EQ(policies[2].state, PolicyState::unknown);
}

// The tree of EntraExporter: an object in a folder of its own, members in folders below.
class EntraTree : public testing::Test {
 protected:
  EntraTree() {
    write("Identity/Conditional/AccessPolicies/p", "p", k_graph_policy);
    write("Groups/g1", "g1", R"({"id": "g1", "displayName": "Staff", "groupTypes": []})");
    write("Groups/g2", "g2", R"({"id": "g2", "displayName": "Nobody", "groupTypes": ["Unified"]})");
    write("Groups/g3", "g3",
          R"({"id": "g3", "displayName": "By rule", "groupTypes": ["DynamicMembership"]})");
    write("Groups/g1/Owners/u2", "u2", R"({"id": "u2", "userPrincipalName": "o@t.example"})");
    write("DirectoryRoles/r", "r",
          R"({"id": "r", "displayName": "Reader", "roleTemplateId": "template"})");
    write("Users/u1", "u1",
          R"({"id": "u1", "userPrincipalName": "a@t.example", "userType": "Guest"})");
  }
  void write(const std::string& folder, const std::string& id, std::string_view text) const {
    folder_.write(folder + "/" + id + ".json", std::string(text));
  }
  TemporaryFolder folder_;
};

TEST_F(EntraTree, members_of_groups_and_roles_are_read_from_their_folders) {
  write("Groups/g1/Members/u1", "u1",
        R"({"id": "u1", "displayName": "Ada", "userPrincipalName": "a@t.example"})");
  write("DirectoryRoles/r/Members/u1", "u1", R"({"id": "u1", "userPrincipalName": "a@t.example"})");
  const TenantSnapshot tenant = read_export(folder_).value.tenant;
  const auto& groups = tenant.groups;
  ASSERT_EQ(groups.items.size(), 3u);
  EXPECT_THAT(groups.find(GroupId("g1"))->members,
              testing::Optional(ElementsAre(DirectoryObjectId("u1"))));
  EXPECT_THAT(groups.find(GroupId("g2"))->members, testing::Optional(testing::IsEmpty()));
  EXPECT_EQ(groups.find(GroupId("g3"))->members, std::nullopt) << "a rule decides who is in it";
  ASSERT_EQ(tenant.users.items.size(), 2u);
  const User& user = *tenant.users.find(UserId("u1"));
  EXPECT_EQ(user.display_name, "Ada");
  EXPECT_EQ(user.user_type, UserType::guest) << "of two files, each says what the other does not";
  EXPECT_TRUE(tenant.role_assignments.exported);
  ASSERT_EQ(tenant.role_assignments.items.size(), 1u);
  EXPECT_EQ(tenant.role_assignments.items[0].role, RoleTemplateId("template"));
  EXPECT_EQ(tenant.role_assignments.items[0].principal, DirectoryObjectId("u1"));
}

TEST_F(EntraTree, without_any_folder_of_members_they_are_unknown) {
  const TenantSnapshot tenant = read_export(folder_).value.tenant;
  for (const Group& group : tenant.groups.items) EXPECT_EQ(group.members, std::nullopt);
  EXPECT_FALSE(tenant.role_assignments.exported);
}

TEST(GraphFormats, a_table_of_names_stands_for_groups_and_users_that_are_not_there) {
  TemporaryFolder folder;
  folder.write("ConditionalAccess/p.json", std::string(k_graph_policy));
  folder.write("Config/MigrationTable.json",
               R"({"TenantId": "t", "Organization": "Larkfield", "Objects": [
                   {"DisplayName": "Staff", "Id": "g1", "Type": "Group"},
                   {"DisplayName": "Named here", "Id": "g2", "Type": "Group"},
                   {"DisplayName": "Ada", "Id": "u1", "Type": "User"},
                   {"DisplayName": "Office", "Id": "l1", "Type": "NamedLocation"}, 7]})");
  folder.write("Groups/g2.json", R"({"id": "g2", "displayName": "Own name", "groupTypes": []})");
  const auto result = read_export(folder);
  const TenantSnapshot& tenant = result.value.tenant;
  EXPECT_EQ(result.value.files[1].format, "IntuneManagement");
  EXPECT_EQ(result.value.files[1].contents, "1 user, 2 groups");
  ASSERT_EQ(tenant.groups.items.size(), 2u);
  EXPECT_EQ(tenant.groups.find(GroupId("g1"))->display_name, "Staff");
  EXPECT_EQ(tenant.groups.find(GroupId("g1"))->members, std::nullopt);
  EXPECT_EQ(tenant.groups.find(GroupId("g2"))->display_name, "Own name");
  EXPECT_FALSE(tenant.groups.exported);
  ASSERT_EQ(tenant.users.items.size(), 1u);
  EXPECT_EQ(tenant.users.items[0].display_name, "Ada");
  EXPECT_TRUE(tenant.named_locations.items.empty());
}

std::string list(std::string_view version, const std::vector<json::object>& policies) {
  json::array items;
  for (const json::object& one : policies) items.push_back(one);
  return json::serialize(
      json::object{{"@odata.context", "https://graph.microsoft.com/" + std::string(version) +
                                          "/$metadata#identity/conditionalAccess/policies"},
                   {"value", std::move(items)}});
}

TEST(GraphFormats, of_two_versions_of_graph_beta_counts_and_what_one_lacks_is_said) {
  json::object fuller = policy(), only_beta = policy(), only_v1 = policy();
  fuller["partialEnablementStrategy"] = nullptr;
  only_beta["id"] = "11111111-0000-4000-8000-000000000002";
  only_beta["displayName"] = "Preview";
  only_v1["id"] = "11111111-0000-4000-8000-000000000003";
  only_v1["displayName"] = "Old";
  TemporaryFolder folder;
  folder.write("policies-beta.json", list("beta", {fuller, only_beta}));
  folder.write("policies-v1.json", list("v1.0", {policy(), only_v1}));
  const auto result = read_export(folder);
  ASSERT_EQ(result.value.tenant.policies.items.size(), 3u);
  EXPECT_THAT(result.value.tenant.policies.items[0].origin.raw,
              HasSubstr("partialEnablementStrategy"));
  EXPECT_THAT(messages(result.diagnostics, ErrorCode::source_versions_differ),
              ElementsAre("policy `Preview` is in the beta list and not in the v1.0 list",
                          "policy `Old` is in the v1.0 list and not in the beta list"));
  EXPECT_TRUE(messages(result.diagnostics, ErrorCode::graph_duplicate_object).empty());
}

}  // namespace
}  // namespace caprock
