#include "diagnose/sign_in_record.h"

#include <gmock/gmock.h>

#include "diagnose/read_errors.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view k_graph = R"({
  "id": "0c000000-0000-4000-8000-000000000001", "createdDateTime": "2026-11-16T09:12:03Z",
  "userPrincipalName": "svc@contoso.com", "userId": "0d000000-0000-4000-8000-000000000001",
  "appId": "00000000-1111-2222-3333-444444444444", "appDisplayName": "Bridge",
  "resourceId": "00000003-0000-0000-c000-000000000000", "resourceDisplayName": "Microsoft Graph",
  "correlationId": "0b000000-0000-4000-8000-000000000001",
  "conditionalAccessStatus": "failure",
  "status": {"errorCode": 53003, "failureReason": "Access has been blocked."},
  "appliedConditionalAccessPolicies": [
    {"id": "aaaaaaaa-0000-4000-8000-000000000001", "displayName": "Block", "result": "failure",
     "enforcedGrantControls": ["Block"], "enforcedSessionControls": []},
    {"id": "aaaaaaaa-0000-4000-8000-000000000002", "displayName": "Other",
     "result": "reportOnlyFailure", "enforcedGrantControls": ["Mfa"]}],
  "authenticationRequirementPolicies": [
    {"requirementProvider": "user", "detail": "Per-user MFA"}],
  "sessionLifetimePolicies": [
    {"expirationRequirement": "signInFrequencyEveryTime", "detail": "x"}]})";

FoundError record_in(std::string_view text) {
  const ReadErrors found = read_errors(text, "f");
  EXPECT_THAT(found.errors, SizeIs(1)) << text;
  return found.errors.empty() ? FoundError() : found.errors.front();
}

TEST(SignInRecord, reads_what_graph_writes) {
  const FoundError error = record_in(k_graph);
  EXPECT_EQ(error.form, ErrorForm::sign_in_record);
  EXPECT_THAT(error.codes, ElementsAre(53003));
  EXPECT_EQ(error.user, "svc@contoso.com");
  EXPECT_EQ(error.app, "00000000-1111-2222-3333-444444444444");
  EXPECT_EQ(error.app_name, "Bridge");
  EXPECT_EQ(error.resource_name, "Microsoft Graph");
  EXPECT_EQ(error.at, parse_instant("2026-11-16T09:12:03Z"));
  EXPECT_EQ(error.correlation_id, "0b000000-0000-4000-8000-000000000001");
  ASSERT_THAT(error.policies, SizeIs(2));
  EXPECT_EQ(error.policies[0].display_name, "Block");
  EXPECT_EQ(error.policies[0].result, "failure");
  EXPECT_THAT(error.policies[0].grant_controls, ElementsAre("Block"));
  ASSERT_THAT(error.demanded_by, SizeIs(1));
  EXPECT_EQ(error.demanded_by[0].name, "user");
  ASSERT_THAT(error.session_ends, SizeIs(1));
  EXPECT_EQ(error.session_ends[0].name, "signInFrequencyEveryTime");
}

TEST(SignInRecord, reads_lists_answers_and_lines_of_records) {
  std::string one(k_graph), other(k_graph);
  other.replace(other.find("0b000000-0000-4000-8000-000000000001"), 36,
                "0b000000-0000-4000-8000-000000000002");
  const std::vector<std::string> forms = {"[" + one + "," + other + "]",
                                          "{\"value\":[" + one + "," + other + "]}",
                                          one + "\n" + other + "\n"};
  for (const std::string& text : forms) EXPECT_THAT(read_errors(text, "f").errors, SizeIs(2));
}

TEST(SignInRecord, reads_the_envelope_of_azure_monitor) {
  const FoundError error = record_in(
      R"({"time":"2026-11-16T09:12:03Z","category":"NonInteractiveUserSignInLogs",)"
      R"("resourceId":"/tenants/x/providers/Microsoft.aadiam","resultType":"70043",)"
      R"("resultDescription":"expired","correlationId":"0b000000-0000-4000-8000-000000000001",)"
      R"("properties":{"userPrincipalName":"svc@contoso.com","status":{"errorCode":70043},)"
      R"("appliedConditionalAccessPolicies":[{"id":"p","result":"failure"}]}})");
  EXPECT_THAT(error.codes, ElementsAre(70043));
  EXPECT_THAT(error.resource, IsEmpty()) << "the envelope's resource is the log itself";
  EXPECT_THAT(error.policies, SizeIs(1));
  EXPECT_EQ(error.at, parse_instant("2026-11-16T09:12:03Z"));
}

constexpr std::string_view k_row =
    R"({"TimeGenerated":"2026-11-16T09:12:03Z","ResultType":"50076","UserPrincipalName":)"
    R"("svc@contoso.com","AppDisplayName":"Bridge","AppId":"00000000-1111-2222-3333-444444444444",)"
    R"("ResourceIdentity":"00000003-0000-0000-c000-000000000000","ConditionalAccessPolicies":)"
    R"("[{\"id\":\"p\",\"displayName\":\"MFA\",\"result\":\"failure\",)"
    R"(\"enforcedGrantControls\":[\"Mfa\"]}]","Status":"{\"errorCode\":50076}"})";

TEST(SignInRecord, reads_rows_of_log_analytics_with_json_in_their_texts) {
  const FoundError error = record_in(k_row);
  EXPECT_THAT(error.codes, ElementsAre(50076));
  EXPECT_EQ(error.resource, "00000003-0000-0000-c000-000000000000");
  ASSERT_THAT(error.policies, SizeIs(1));
  EXPECT_EQ(error.policies[0].display_name, "MFA");
}

TEST(SignInRecord, reads_the_tables_of_a_query) {
  const FoundError error = record_in(
      R"({"tables":[{"name":"PrimaryResult","columns":[{"name":"ResultType","type":"string"},)"
      R"({"name":"UserPrincipalName","type":"string"}],"rows":[["50057","svc@contoso.com"],)"
      R"(["0","kim@contoso.com"]]}]})");
  EXPECT_THAT(error.codes, ElementsAre(50057));
  EXPECT_EQ(error.user, "svc@contoso.com");
}

TEST(SignInRecord, counts_what_succeeded_and_what_does_not_say) {
  const ReadErrors found =
      read_errors(R"({"userPrincipalName":"a","status":{"errorCode":0}})"
                  R"({"UserPrincipalName":"a","ResultType":"Success"})"
                  R"({"userPrincipalName":"a","conditionalAccessStatus":"success","status":{}})",
                  "f");
  EXPECT_THAT(found.errors, IsEmpty());
  EXPECT_EQ(found.records, 3u);
  EXPECT_EQ(found.succeeded, 2u);
  EXPECT_EQ(found.unsaid, 1u);
}

TEST(SignInRecord, believes_the_result_beside_a_status_that_was_not_filled_in) {
  EXPECT_THAT(record_in(R"({"resultType":50126,"properties":{"userPrincipalName":"a",)"
                        R"("status":{"errorCode":0}}})")
                  .codes,
              ElementsAre(50126));
}

TEST(SignInRecord, uses_a_record_that_is_cut_in_half) {
  const std::string_view cut = k_graph.substr(0, k_graph.find("reportOnlyFailure"));
  const ReadErrors found = read_errors(cut, "f");
  ASSERT_THAT(found.errors, SizeIs(1));
  EXPECT_THAT(found.errors[0].codes, ElementsAre(53003));
  EXPECT_TRUE(found.errors[0].cut);
  ASSERT_THAT(found.diagnostics, SizeIs(1));
  EXPECT_EQ(found.diagnostics[0].error.where.line, 13);
}

TEST(SignInRecord, says_where_a_record_breaks_off_before_its_result) {
  const ReadErrors found = read_errors(k_graph.substr(0, k_graph.find("\"status\"")), "f");
  EXPECT_THAT(found.errors, IsEmpty());
  EXPECT_EQ(found.unsaid, 1u);
  EXPECT_THAT(found.diagnostics, SizeIs(1));
}

TEST(SignInRecord, leaves_members_of_another_type_out) {
  const FoundError error = record_in(
      R"({"userPrincipalName":7,"appDisplayName":["x"],"conditionalAccessStatus":"failure",)"
      R"("status":{"errorCode":53003},"appliedConditionalAccessPolicies":[1,{"id":2}]})");
  EXPECT_THAT(error.user, IsEmpty());
  EXPECT_THAT(error.policies, SizeIs(1));
}

}  // namespace
}  // namespace caprock
