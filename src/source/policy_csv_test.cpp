#include "source/policy_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Converted read_csv(const std::string& text) {
  EXPECT_TRUE(is_policy_csv(text)) << text;
  const auto result = read_policy_csv(text, "f");
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result ? *result : Converted{};
}

std::string first(const std::string& text) {
  const Converted converted = read_csv(text);
  return converted.objects.empty() ? "" : json::serialize(converted.objects[0].object);
}

std::vector<std::string> lost(const Converted& converted) {
  std::vector<std::string> pointers;
  for (const Loss& loss : converted.objects.at(0).lost) pointers.push_back(loss.pointer);
  return pointers;
}

Error refused_csv(const std::string& text) {
  const auto result = read_policy_csv(text, "f");
  EXPECT_FALSE(result.has_value()) << text;
  return result ? Error{} : result.error();
}

constexpr std::string_view k_expected =
    R"({"conditions":{"users":{"includeUsers":["All"],"excludeGroups":["g1","g2"]}},"displayName":"P","state":"enabled","grantControls":{"builtInControls":["mfa"],"operator":"OR"}})";

TEST(PolicyCsv, commas_semicolons_dots_slashes_and_byte_order_marks_say_the_same) {
  EXPECT_EQ(first("displayName,state,conditions.users.includeUsers,conditions.users.excludeGroups,"
                  "grantControls.builtInControls,grantControls.operator\n"
                  "P,enabled,All,\"g1,g2\",mfa,OR\n"),
            k_expected);
  EXPECT_EQ(first("\xEF\xBB\xBF"
                  "displayName;state;conditions/users/includeUsers;"
                  "conditions/users/excludeGroups;grantControls/builtInControls;"
                  "grantControls/operator\r\nP;enabled;All;g1,g2;mfa;OR"),
            k_expected);
  EXPECT_EQ(first("#TYPE Selected.System.Management.Automation.PSCustomObject\r\n"
                  "\"DisplayName\",\"State\",\"Conditions.Users.IncludeUsers\","
                  "\"Conditions.Users.ExcludeGroups\",\"GrantControls.BuiltInControls\","
                  "\"GrantControls.Operator\"\r\n"
                  "\"P\",\"enabled\",\"All\",\"g1\ng2\",\"[\"\"mfa\"\"]\",\"OR\"\r\n\r\n"),
            k_expected);
}

TEST(PolicyCsv, lists_may_have_a_column_for_each_element) {
  EXPECT_THAT(first("displayName,state,conditions.users.excludeGroups.0,"
                    "conditions.users.excludeGroups[1]\nP,enabled,g1,g2\n"),
              HasSubstr(R"("excludeGroups":["g1","g2"])"));
}

TEST(PolicyCsv, numbers_and_switches_are_no_texts) {
  EXPECT_THAT(
      first("displayName,state,sessionControls.signInFrequency.value,"
            "sessionControls.signInFrequency.isEnabled,"
            "sessionControls.disableResilienceDefaults\nP,enabled,4.0,True,false\n"),
      HasSubstr(
          R"("sessionControls":{"signInFrequency":{"value":4,"isEnabled":true},"disableResilienceDefaults":false})"));
}

TEST(PolicyCsv, an_object_in_a_cell_is_read_as_json) {
  const Converted converted = read_csv(
      "displayName,state,conditions,grantControls\n"
      R"(P,enabled,"{""users"": {""includeUsers"": [""All""]}}","{""builtInControls"": [""block""]}")");
  EXPECT_EQ(
      json::serialize(converted.objects.at(0).object),
      R"({"conditions":{"users":{"includeUsers":["All"]}},"displayName":"P","state":"enabled","grantControls":{"builtInControls":["block"]}})");
  EXPECT_THAT(lost(converted), IsEmpty());
}

TEST(PolicyCsv, two_columns_for_one_member_leave_it_unread) {
  const Converted converted = read_csv(
      "displayName,state,conditions,conditions.users.includeUsers,grantControls.operator,"
      "grantControls/operator\n"
      R"(P,enabled,"{""users"": {""includeUsers"": [1], ""excludeUsers"": ""x""}}","a b;c",OR,AND)");
  EXPECT_THAT(lost(converted), Contains("/grantControls/operator"));
  const Converted after = read_csv(
      "displayName,state,conditions.users.includeUsers,conditions\n"
      R"(P,enabled,All,"{""users"": {""includeUsers"": [""None""]}}")");
  EXPECT_THAT(lost(after), Contains("/conditions"));
  EXPECT_THAT(json::serialize(after.objects[0].object), HasSubstr(R"("includeUsers":["All"])"));
}

TEST(PolicyCsv, a_member_without_a_column_is_lost_where_the_policy_could_have_it) {
  const Converted open = read_csv(
      "displayName,state,conditions.users.includeUsers,"
      "grantControls.builtInControls\nP,enabled,u,compliantDevice\n");
  EXPECT_THAT(lost(open), Contains("/grantControls/authenticationStrength").Times(1));
  EXPECT_THAT(lost(open), Contains("/conditions/users/includeGroups"));
  EXPECT_THAT(lost(open), Contains("/sessionControls"));
  EXPECT_THAT(lost(open), Not(Contains("/conditions/clientApplications")));
  EXPECT_THAT(open.losses, Contains(HasSubstr("conditions/insiderRiskLevels")));
  const Converted closed = read_csv(
      "displayName,state,conditions.users.includeUsers,"
      "grantControls.builtInControls\nP,enabled,None,block\n");
  EXPECT_THAT(lost(closed), Not(Contains("/grantControls/authenticationStrength")));
  EXPECT_THAT(lost(closed), Not(Contains("/conditions/users/includeGroups")));
  EXPECT_THAT(lost(closed), Not(Contains("/sessionControls")));
  EXPECT_THAT(lost(closed), Contains("/conditions/clientApplications"));
  EXPECT_THAT(lost(closed), Contains("/conditions/clientAppTypes"));
  for (const std::string_view of_people :
       {"/conditions/insiderRiskLevels", "/conditions/signInRiskLevels",
        "/conditions/authenticationFlows", "/conditions/users/excludeGroups"}) {
    EXPECT_THAT(lost(open), Contains(of_people));
    EXPECT_THAT(lost(closed), Not(Contains(of_people)));
  }
}

TEST(PolicyCsv, an_unknown_column_is_a_warning_and_a_value_in_it_a_loss) {
  const Converted converted = read_csv(
      "displayName,state,Owner,conditions.moonPhase,x@odata.type\n"
      "P,enabled,me,full,#y\nQ,enabled,me,,\n");
  ASSERT_EQ(converted.diagnostics.size(), 2u);
  EXPECT_EQ(converted.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(to_string(converted.diagnostics[0].error.where), "f:1:19");
  EXPECT_THAT(lost(converted), Contains("/conditions/moonPhase"));
  for (const Loss& loss : converted.objects.at(1).lost)
    EXPECT_NE(loss.pointer, "/conditions/moonPhase");
}

TEST(PolicyCsv, names_of_types_are_refused_with_their_place_and_a_way_out) {
  for (const std::string name :
       {"System.String[]", "System.Object[]", "@{IncludeUsers=System.Object[]}",
        "Microsoft.Graph.PowerShell.Models.MicrosoftGraphConditionalAccessConditionSet"}) {
    const Error error = refused_csv("DisplayName,State,Conditions\nP,enabled,\"" + name + "\"\n");
    EXPECT_EQ(error.code, ErrorCode::source_cut_short);
    EXPECT_EQ(to_string(error.where), "f:2:11");
    EXPECT_THAT(error.hint, HasSubstr("-Depth 10"));
  }
}

TEST(PolicyCsv, what_is_no_csv_is_refused_with_its_place) {
  const std::string header = "displayName,state,conditions.clientAppTypes\n";
  EXPECT_EQ(to_string(refused_csv(header + "P,enabled\n").where), "f:2:1");
  EXPECT_EQ(to_string(refused_csv(header + "P,enabled,a,b\n").where), "f:2:1");
  EXPECT_EQ(to_string(refused_csv(header + "P,enabled,\"all\n\n").where), "f:2:11");
  EXPECT_EQ(to_string(refused_csv(header + "P,\"enabled\"x,all\n").where), "f:2:12");
  EXPECT_EQ(to_string(refused_csv("displayName,state,conditions.x,State\n").where), "f:1:32");
  EXPECT_EQ(refused_csv(header + "P,enabled\n").code, ErrorCode::csv_malformed);
}

TEST(PolicyCsv, only_a_header_of_policies_or_groups_is_taken) {
  for (const std::string text :
       {"", "displayName,state\n", "displayName,conditions.x\n", "name,state,conditions.x\n",
        "displayName, state and conditions of policies\n", "\"displayName,state,conditions.x"})
    EXPECT_FALSE(is_policy_csv(text)) << text;
  EXPECT_TRUE(is_group_csv("\"DisplayName\",\"Description\",\"Id\"\n"));
  EXPECT_FALSE(is_group_csv("DisplayName,Id\n"));
  EXPECT_FALSE(is_group_csv("DisplayName,Id,Description,UserPrincipalName\n"));
}

TEST(PolicyCsv, groups_have_names_and_no_members) {
  const auto groups = read_group_csv(
      "DisplayName,Description,Id\nExempt,,22000000-0000-4000-8000-000000000001\n", "f");
  ASSERT_TRUE(groups.has_value());
  ASSERT_EQ(groups->objects.size(), 1u);
  EXPECT_EQ(groups->objects[0].kind, ObjectKind::group);
  EXPECT_EQ(json::serialize(groups->objects[0].object),
            R"({"displayName":"Exempt","id":"22000000-0000-4000-8000-000000000001"})");
  EXPECT_EQ(groups->objects[0].where.line, 2);
  EXPECT_THAT(groups->losses, ElementsAre(HasSubstr("members")));
}

TEST(PolicyCsv, a_single_file_is_a_source) {
  TemporaryFolder folder;
  folder.write("policies.csv",
               "displayName;state;conditions.users.includeUsers\nP;enabled;All\nQ;disabled;All\n");
  const auto result = read_source(folder.path() / "policies.csv", {});
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  EXPECT_EQ(result->value.tenant.policies.items.size(), 2u);
  EXPECT_EQ(result->value.files.at(0).format, "policies in CSV");
}

TEST(TypeNames, a_json_export_that_was_cut_off_is_refused_where_it_was_cut) {
  for (const auto& [text, pointer] : std::vector<std::pair<std::string, std::string>>{
           {R"([{"DisplayName": "P", "State": "enabled", "Conditions": {"Users":
                "Microsoft.Graph.PowerShell.Models.MicrosoftGraphConditionalAccessUsers"}}])",
            "/0/Conditions/Users"},
           {R"({"displayName": "P", "state": "enabled", "conditions": {"users": {
                "includeUsers": ["System.Object[]"]}}})",
            "/conditions/users/includeUsers/0"},
           {R"({"displayName": "P", "state": "enabled", "conditions": "@{users=}"})",
            "/conditions"}}) {
    TemporaryFolder folder;
    folder.write("a.json", text);
    const auto result = read_source(folder.path(), {});
    ASSERT_FALSE(result.has_value()) << text;
    EXPECT_EQ(result.error().code, ErrorCode::source_cut_short);
    EXPECT_EQ(result.error().where.pointer, pointer);
    EXPECT_THAT(result.error().hint, HasSubstr("ConvertTo-Json -Depth 10"));
  }
}

TEST(TypeNames, a_name_or_a_text_that_looks_like_one_is_kept) {
  TemporaryFolder folder;
  folder.write("a.json", R"({"displayName": "System.Object[]", "state": "enabled",
                             "description": "@{x}", "conditions": {"clientAppTypes": ["all"]}})");
  const auto result = read_source(folder.path(), {});
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  EXPECT_EQ(result->value.tenant.policies.items.at(0).display_name, "System.Object[]");
}

}  // namespace
}  // namespace caprock
