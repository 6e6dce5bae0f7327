#include "source/roadrecon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// The bytes of a database that these statements make.
std::string database(const std::string& sql) {
  sqlite3* connection = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &connection), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << (message != nullptr ? message : "");
  sqlite3_free(message);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(connection, "main", &size, 0);
  std::string out(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(connection);
  return out;
}

const std::string k_tables = R"(
  CREATE TABLE "Policys" ("objectType" TEXT, "objectId" TEXT NOT NULL PRIMARY KEY,
    "deletionTimestamp" DATETIME, "displayName" TEXT, "keyCredentials" TEXT, "policyType" BIGINT,
    "policyDetail" TEXT, "policyIdentifier" TEXT, "tenantDefaultPolicy" BIGINT);
  CREATE TABLE "Users" ("objectId" TEXT NOT NULL PRIMARY KEY, "accountEnabled" BOOLEAN,
    "displayName" TEXT, "userPrincipalName" TEXT, "userType" TEXT, "lastPasswordChangeDateTime"
    DATETIME, "strongAuthenticationDetail" TEXT, "deletionTimestamp" DATETIME);
  CREATE TABLE "Groups" ("objectId" TEXT NOT NULL PRIMARY KEY, "displayName" TEXT);
  CREATE TABLE lnk_group_member_user ("Group" TEXT, "User" TEXT);
  CREATE TABLE lnk_group_member_group ("Group" TEXT, "childGroup" TEXT);
  CREATE TABLE "ServicePrincipals" ("objectId" TEXT, "appId" TEXT, "displayName" TEXT);
  CREATE TABLE "RoleDefinitions" ("objectId" TEXT, "templateId" TEXT, "displayName" TEXT,
    "isBuiltIn" BOOLEAN);
  CREATE TABLE "RoleAssignments" ("id" TEXT, "principalId" TEXT, "resourceScopes" TEXT,
    "roleDefinitionId" TEXT);
  CREATE TABLE "DirectoryRoles" ("objectId" TEXT, "displayName" TEXT, "roleTemplateId" TEXT);
  CREATE TABLE lnk_role_member_user ("DirectoryRole" TEXT, "User" TEXT);
)";

const std::string k_road_policy = R"(
  INSERT INTO Policys VALUES ('Policy', '18000000-0000-4000-8000-000000000001', NULL, 'Require MFA',
    '[]', 18, '["{\"Version\":1,\"State\":\"Enabled\",\"Conditions\":{\"Applications\":{\"Include\":[{\"Applications\":[\"All\"]}]},\"Users\":{\"Include\":[{\"Users\":[\"All\"]}],\"Exclude\":[{\"Groups\":[\"22000000-0000-4000-8000-000000000001\"]}]},\"Locations\":{\"Include\":[{\"Locations\":[\"All\"]}],\"Exclude\":[{\"Locations\":[\"06000000-0000-4000-8000-000000000001\"]}]}},\"Controls\":[{\"Control\":[\"Mfa\"]}],\"EnforceAllPoliciesForEas\":true,\"IncludeOtherLegacyClientTypeForEvaluation\":true}"]',
    NULL, NULL);
  INSERT INTO Policys VALUES ('Policy', '06000000-0000-4000-8000-0000000000aa', NULL, 'Office', '[]', 6,
    '["{\"Categories\":[\"trusted\"],\"CidrIpRanges\":[\"198.51.100.0/24\"]}"]',
    '06000000-0000-4000-8000-000000000001', 0);
)";

const std::string k_people = R"(
  INSERT INTO Users VALUES ('33000000-0000-4000-8000-000000000001', 1, 'A', 'a@contoso.example', 'Member',
    '2026-03-01 09:30:00.000000', '{"methods": [{"methodType": "PhoneAppNotification"}], "requirements": [{"relyingParty": "*", "state": "Enforced"}]}', NULL);
  INSERT INTO Users VALUES ('33000000-0000-4000-8000-000000000002', 0, 'B', 'b@contoso.example', 'Guest',
    NULL, '{"methods": [], "requirements": []}', NULL);
  INSERT INTO Groups VALUES ('22000000-0000-4000-8000-000000000001', 'Exempt');
  INSERT INTO Groups VALUES ('22000000-0000-4000-8000-000000000002', 'Empty');
  INSERT INTO lnk_group_member_user VALUES ('22000000-0000-4000-8000-000000000001',
    '33000000-0000-4000-8000-000000000001');
  INSERT INTO ServicePrincipals VALUES ('44000000-0000-4000-8000-000000000001',
    '45000000-0000-4000-8000-000000000001', 'Sync');
  INSERT INTO RoleDefinitions VALUES ('55000000-0000-4000-8000-000000000001',
    '55000000-0000-4000-8000-00000000000f', 'Reader', 1);
  INSERT INTO RoleAssignments VALUES ('1', '33000000-0000-4000-8000-000000000001', '["/"]',
    '55000000-0000-4000-8000-000000000001');
)";

Read<Snapshot> snapshot(const std::string& bytes) {
  TemporaryFolder folder;
  folder.write("roadrecon.db", bytes);
  auto read = read_source(folder.path() / "roadrecon.db", {});
  EXPECT_TRUE(read.has_value()) << to_string(read.error());
  return read ? *read : Read<Snapshot>{};
}

TEST(Roadrecon, a_database_is_a_tenant) {
  const Read<Snapshot> read = snapshot(database(k_tables + k_road_policy + k_people));
  const TenantSnapshot& tenant = read.value.tenant;
  ASSERT_EQ(read.value.files.size(), 1u);
  EXPECT_EQ(read.value.files[0].format, "ROADrecon database");
  ASSERT_EQ(tenant.policies.items.size(), 1u);
  const Policy& policy = tenant.policies.items[0];
  EXPECT_TRUE(policy.fully_read());
  EXPECT_EQ(policy.state, PolicyState::enabled);
  EXPECT_EQ(policy.grant_controls->built_in_controls, std::vector{BuiltInControl::mfa});
  ASSERT_EQ(tenant.named_locations.items.size(), 1u);
  EXPECT_EQ(policy.conditions.locations->exclude_locations.at(0),
            tenant.named_locations.items[0].id);
  EXPECT_TRUE(std::get<IpNamedLocation>(tenant.named_locations.items[0].kind).is_trusted);
}

TEST(Roadrecon, people_come_with_memberships_roles_and_mfa_states) {
  const TenantSnapshot tenant =
      snapshot(database(k_tables + k_road_policy + k_people)).value.tenant;
  ASSERT_EQ(tenant.users.items.size(), 2u);
  EXPECT_TRUE(tenant.users.exported);
  EXPECT_EQ(tenant.users.items[0].per_user_mfa_state, PerUserMfaState::enforced);
  EXPECT_EQ(tenant.users.items[0].is_mfa_registered, true);
  EXPECT_EQ(to_string(*tenant.users.items[0].last_password_change), "2026-03-01T09:30:00Z");
  EXPECT_EQ(tenant.users.items[1].per_user_mfa_state, PerUserMfaState::disabled);
  EXPECT_EQ(tenant.users.items[1].is_mfa_registered, std::nullopt);
  EXPECT_EQ(tenant.users.items[1].account_enabled, false);
  ASSERT_EQ(tenant.groups.items.size(), 2u);
  EXPECT_THAT(*tenant.groups.items[0].members,
              ElementsAre(DirectoryObjectId("33000000-0000-4000-8000-000000000001")));
  EXPECT_TRUE(tenant.groups.items[1].members->empty());
  ASSERT_EQ(tenant.role_assignments.items.size(), 1u);
  EXPECT_EQ(tenant.role_assignments.items[0].role,
            RoleTemplateId("55000000-0000-4000-8000-00000000000f"));
  EXPECT_EQ(tenant.role_assignments.items[0].directory_scope_id, "/");
  ASSERT_EQ(tenant.service_principals.items.size(), 1u);
}

Converted converted(const std::string& sql) {
  const auto read = read_roadrecon(database(sql), "f");
  EXPECT_TRUE(read.has_value()) << to_string(read.error());
  return read ? *read : Converted{};
}

TEST(Roadrecon, groups_of_which_none_has_members_have_unknown_members) {
  const Converted read = converted(
      k_tables + "INSERT INTO Groups VALUES ('22000000-0000-4000-8000-000000000001', 'G');");
  ASSERT_EQ(read.objects.size(), 1u);
  EXPECT_FALSE(read.objects[0].object.contains("members"));
  EXPECT_THAT(read.losses, Contains(HasSubstr("membership is unknown")));
}

TEST(Roadrecon, activated_roles_tell_where_assignments_were_not_gathered) {
  const Converted read =
      converted(k_tables +
                "INSERT INTO DirectoryRoles VALUES ('d', 'Reader', 't'), ('e', 'Admin', 'v');"
                "INSERT INTO lnk_role_member_user VALUES ('d', 'u');");
  ASSERT_EQ(read.objects.size(), 2u);
  EXPECT_EQ(json::serialize(read.objects[0].object),
            R"({"id":"d","roleTemplateId":"t","displayName":"Reader","members":[{"id":"u"}]})");
}

TEST(Roadrecon, an_assignment_without_a_scope_is_left_out) {
  const Converted read =
      converted(k_tables + "INSERT INTO RoleAssignments VALUES ('1', 'p', NULL, 'r');");
  EXPECT_TRUE(read.objects.empty());
  ASSERT_EQ(read.diagnostics.size(), 1u);
  EXPECT_EQ(read.diagnostics[0].error.where.pointer, "/RoleAssignments/1");
}

TEST(Roadrecon, the_default_policy_is_none_and_a_broken_detail_is_an_error) {
  const Converted read = converted(k_tables + R"(
    INSERT INTO Policys VALUES ('Policy', 'd', NULL, 'Default Policy', '[]', 18, '["{\"Version\":0,\"State\":\"Disabled\"}"]', NULL, 18);
    INSERT INTO Policys VALUES ('Policy', 'b', NULL, 'Broken', '[]', 18, '["{\"State\":"]', NULL, NULL);
    INSERT INTO Policys VALUES ('Policy', 'n', NULL, 'Broken outside', '[]', 18, '[', NULL, NULL);)");
  ASSERT_EQ(read.objects.size(), 2u);
  EXPECT_EQ(read.objects[0].object.at("displayName"), json::value("Broken"));
  EXPECT_FALSE(read.objects[0].object.contains("conditions"));
  ASSERT_EQ(read.diagnostics.size(), 2u);
  EXPECT_EQ(read.diagnostics[0].severity, Severity::error);
  EXPECT_EQ(to_string(read.diagnostics[0].error.where), "f#/Policys/b/policyDetail/0");
  EXPECT_EQ(to_string(read.diagnostics[1].error.where), "f#/Policys/n/policyDetail");
}

TEST(Roadrecon, deleted_objects_and_values_of_another_type_are_left_out) {
  const Converted read = converted(k_tables + R"(
    INSERT INTO Users VALUES ('u', 7, x'00ff', CAST(x'ff41' AS TEXT), NULL, 'yesterday', NULL, '2026-01-01 00:00:00');)");
  ASSERT_EQ(read.objects.size(), 1u);
  EXPECT_EQ(json::serialize(read.objects[0].object),
            R"({"id":"u","deletedDateTime":"2026-01-01 00:00:00"})");
  EXPECT_EQ(read.diagnostics.size(), 4u);
  for (const Diagnostic& one : read.diagnostics)
    EXPECT_EQ(one.error.code, ErrorCode::graph_wrong_type);
}

TEST(Roadrecon, custom_strengths_are_read) {
  const Converted read = converted(k_tables + R"(
    INSERT INTO Policys VALUES ('Policy', 's', NULL, 'Keys', '[]', 44,
      '["{\"allowedCombinations\":[\"Fido2\",\"Password, Sms\"]}"]', NULL, NULL);)");
  ASSERT_EQ(read.objects.size(), 1u);
  EXPECT_EQ(read.objects[0].kind, ObjectKind::authentication_strength);
  EXPECT_EQ(json::serialize(read.objects[0].object),
            R"({"allowedCombinations":["Fido2","Password, Sms"],"id":"s","displayName":"Keys"})");
}

TEST(Roadrecon, another_database_is_a_warning) {
  const Converted read = converted("CREATE TABLE Bookmarks (url TEXT);");
  EXPECT_TRUE(read.objects.empty());
  ASSERT_EQ(read.diagnostics.size(), 1u);
  EXPECT_EQ(read.diagnostics[0].severity, Severity::warning);
}

TEST(Roadrecon, views_and_virtual_tables_are_no_tables) {
  EXPECT_EQ(converted("CREATE TABLE t (a TEXT); CREATE VIEW Policys AS SELECT a FROM t;")
                .diagnostics.size(),
            1u);
  EXPECT_EQ(converted("CREATE VIRTUAL TABLE Policys USING fts5(policyDetail);").diagnostics.size(),
            1u);
}

TEST(Roadrecon, a_database_cut_off_or_damaged_anywhere_is_an_error_or_read) {
  const std::string bytes = database(k_tables + k_road_policy + k_people);
  for (const std::size_t size : {std::size_t{16}, std::size_t{99}, std::size_t{100},
                                 std::size_t{4096}, bytes.size() - 4096, bytes.size() - 1}) {
    const auto read = read_roadrecon(bytes.substr(0, size), "f");
    ASSERT_FALSE(read.has_value()) << size;
    EXPECT_EQ(read.error().code, ErrorCode::sqlite_malformed);
    EXPECT_EQ(read.error().where.file, "f");
  }
  for (std::size_t at = 16; at < bytes.size(); at += 97) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const auto read = read_roadrecon(damaged, "f");
    if (!read) {
      EXPECT_EQ(read.error().code, ErrorCode::sqlite_malformed);
    }
  }
}

TEST(Roadrecon, pages_that_lead_back_to_themselves_are_refused) {
  std::string rows;
  for (int i = 0; i < 2000; ++i)
    rows += "INSERT INTO Groups VALUES ('g" + std::to_string(i) + "', 'a name of some length');";
  std::string bytes = database(k_tables + rows);
  // Point every child of every interior table page (type 5) at that page itself.
  for (std::size_t page = 4096; page + 12 < bytes.size(); page += 4096) {
    if (bytes[page] != 5) continue;
    const auto number = static_cast<unsigned char>(page / 4096 + 1);
    const std::string self{'\0', '\0', '\0', static_cast<char>(number)};
    bytes.replace(page + 8, 4, self);
  }
  const auto read = read_roadrecon(bytes, "f");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::sqlite_malformed);
}

constexpr std::string_view k_endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

TEST(Roadrecon, what_a_view_or_a_trigger_would_compute_is_never_computed) {
  const std::string endless(k_endless);
  const Converted read =
      converted(k_tables + k_road_policy + "DROP TABLE Users; DROP TABLE lnk_group_member_user;" +
                "CREATE VIEW Users AS SELECT i AS objectId FROM (" + endless + ");" +
                "CREATE VIEW lnk_group_member_user AS SELECT i AS \"Group\", i AS \"User\" FROM (" +
                endless + ");" +
                "CREATE TRIGGER t AFTER INSERT ON Policys BEGIN "
                "INSERT INTO Groups SELECT i, 'g' FROM (WITH RECURSIVE n(i) AS "
                "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END;");
  EXPECT_EQ(read.objects.size(), 2u);  // the policy and its location
  EXPECT_THAT(read.losses, Contains(HasSubstr("TenantDetails, Users")));
}

TEST(Roadrecon, a_view_that_says_it_is_a_table_is_refused) {
  const auto read = read_roadrecon(
      database(k_tables + k_road_policy +
               "DROP TABLE Users; CREATE VIEW Users AS SELECT i AS "
               "objectId FROM (" +
               std::string(k_endless) +
               "); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'table', "
               "rootpage = 2 WHERE name = 'Users';"),
      "f");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::sqlite_malformed);
}

// 7 MB for each of 3000 rows would take minutes.
TEST(Roadrecon, columns_and_constraints_that_compute_are_not_computed) {
  const Converted read = converted(
      "PRAGMA ignore_check_constraints = ON;"
      "CREATE TABLE Policys (objectId TEXT, policyType BIGINT, policyDetail TEXT, "
      "displayName TEXT AS (hex(zeroblob(7000000))) NOT NULL, "
      "CHECK (length(hex(zeroblob(7000000))) > 0));"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
      "INSERT INTO Policys (objectId, policyType) SELECT i, 44 FROM n;");
  EXPECT_TRUE(read.objects.empty());
  EXPECT_THAT(read.losses, Contains(HasSubstr("Policys.displayName")));
}

TEST(Roadrecon, a_huge_value_is_refused) {
  const auto read =
      read_roadrecon(database(k_tables + "INSERT INTO Policys (objectId, policyType, policyDetail) "
                                         "VALUES ('a', 18, CAST(zeroblob(17000000) AS TEXT));"),
                     "f");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::sqlite_malformed);
  EXPECT_THAT(read.error().message, HasSubstr("too big"));
}

TEST(Roadrecon, columns_with_the_names_of_graph_are_read_and_missing_ones_are_said) {
  const Converted read = converted(
      R"(CREATE TABLE Policys ("objectId" TEXT, "policyType" BIGINT, "policyDetail" TEXT);
         CREATE TABLE Users ("id" TEXT, "userPrincipalName" TEXT, "externalUserState" TEXT,
           "futureColumn" TEXT);
         INSERT INTO Users VALUES ('u', 'a@contoso.example', 'Accepted', 'x');)");
  ASSERT_EQ(read.objects.size(), 1u);
  EXPECT_EQ(json::serialize(read.objects[0].object),
            R"({"id":"u","userPrincipalName":"a@contoso.example","externalUserState":"Accepted"})");
  EXPECT_THAT(read.losses, Contains(HasSubstr("no tables")));
  EXPECT_THAT(read.losses, Contains(HasSubstr("Users.userType")));
  EXPECT_THAT(read.losses, testing::Each(testing::Not(HasSubstr("userState"))));
}

TEST(Roadrecon, without_the_table_of_groups_in_groups_membership_is_unknown) {
  const Converted read = converted(k_tables +
                                   "DROP TABLE lnk_group_member_group;"
                                   "INSERT INTO Groups VALUES ('g', 'G');"
                                   "INSERT INTO lnk_group_member_user VALUES ('g', 'u');");
  ASSERT_EQ(read.objects.size(), 1u);
  EXPECT_FALSE(read.objects[0].object.contains("members"));
  EXPECT_THAT(read.losses, Contains(HasSubstr("membership is unknown")));
}

TEST(Roadrecon, write_ahead_logging_is_a_loss) {
  std::string bytes = database(k_tables + k_road_policy);
  bytes[18] = bytes[19] = 2;
  const auto read = read_roadrecon(bytes, "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_EQ(read->objects.size(), 2u);
  EXPECT_THAT(read->losses, Contains(HasSubstr("-wal")));
}

}  // namespace
}  // namespace caprock
