#include "diagnose/read_errors.h"

#include <gmock/gmock.h>

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view k_response =
    R"({"error":"invalid_grant","error_description":"AADSTS50076: Due to a configuration change )"
    R"(you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.)"
    R"(\r\nTrace ID: 0a000000-0000-4000-8000-000000000001\r\nCorrelation ID: )"
    R"(0b000000-0000-4000-8000-000000000001\r\nTimestamp: 2026-11-16 09:12:03Z",)"
    R"("error_codes":[50076],"timestamp":"2026-11-16 09:12:03Z",)"
    R"("trace_id":"0a000000-0000-4000-8000-000000000001",)"
    R"("correlation_id":"0b000000-0000-4000-8000-000000000001","suberror":"basic_action",)"
    R"("claims":"{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":)"
    R"([\"aaaaaaaa-0000-4000-8000-000000000001\"]}}}"})";

ReadErrors read(std::string_view text) { return read_errors(text, "f"); }

FoundError only(const ReadErrors& found) {
  EXPECT_THAT(found.errors, SizeIs(1));
  return found.errors.empty() ? FoundError() : found.errors.front();
}

void expect_response(const FoundError& error) {
  EXPECT_EQ(error.form, ErrorForm::oauth_response);
  EXPECT_THAT(error.codes, ElementsAre(50076));
  EXPECT_EQ(error.error, "invalid_grant");
  EXPECT_EQ(error.suberror, "basic_action");
  EXPECT_EQ(error.correlation_id, "0b000000-0000-4000-8000-000000000001");
  EXPECT_THAT(error.claimed_policies,
              ElementsAre(PolicyId("aaaaaaaa-0000-4000-8000-000000000001")));
  EXPECT_EQ(error.resource, "00000003-0000-0000-c000-000000000000");
}

// As it stands in a string of JSON.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

TEST(ReadErrors, reads_a_token_response) {
  const ReadErrors found = read(k_response);
  expect_response(only(found));
  EXPECT_TRUE(only(found).claims_readable);
  EXPECT_THAT(found.diagnostics, IsEmpty());
}

TEST(ReadErrors, reads_a_response_in_a_log_line_with_its_place) {
  const FoundError error = only(
      read("starting\n12:00 [error] refresh failed: " + std::string(k_response) + " giving up"));
  expect_response(error);
  EXPECT_EQ(error.where.file, "f");
  EXPECT_EQ(error.where.line, 2);
  EXPECT_EQ(error.where.column, 31);
}

TEST(ReadErrors, reads_a_response_that_is_escaped_once_or_twice) {
  expect_response(only(read("{\"message\":\"" + escaped(k_response) + "\"}")));
  expect_response(
      only(read("{\"a\":\"" + escaped("{\"message\":\"" + escaped(k_response) + "\"}") + "\"}")));
  expect_response(only(read(escaped(k_response))));
}

TEST(ReadErrors, finds_the_code_in_a_text_of_any_language) {
  EXPECT_THAT(only(read("Fehler beim Anmelden: AADSTS50126: Fehler beim Überprüfen.")).codes,
              ElementsAre(50126));
  EXPECT_THAT(only(read("\xC3\x28 broken bytes AADSTS50057 \xFF")).codes, ElementsAre(50057));
}

TEST(ReadErrors, reads_what_a_library_prints_of_one_exception_as_one_error) {
  const FoundError error = only(
      read("Exception type: Microsoft.Identity.Client.MsalUiRequiredException\n, ErrorCode: "
           "invalid_grant\nHTTP StatusCode 400\nClassification: BasicAction\n"
           "Microsoft.Identity.Client.MsalUiRequiredException: AADSTS50076: use multi-factor "
           "authentication. Trace ID: 0a000000-0000-4000-8000-000000000001 Correlation ID: "
           "0b000000-0000-4000-8000-000000000001 Timestamp: 2026-11-16 09:12:03Z\n ---> inner: " +
           std::string(k_response)));
  expect_response(error);
  EXPECT_EQ(error.times, 2u) << "text and JSON";
  EXPECT_EQ(error.where.line, 5);
}

TEST(ReadErrors, reads_the_details_of_a_sign_in_page) {
  const FoundError error = only(
      read("Error Code: 53003\nRequest Id: 0a000000-0000-4000-8000-000000000001\nCorrelation Id: "
           "0b000000-0000-4000-8000-000000000001\nTimestamp: 2026-11-16T09:12:03.123Z\n"));
  EXPECT_THAT(error.codes, ElementsAre(53003));
  EXPECT_EQ(error.trace_id, "0a000000-0000-4000-8000-000000000001");
  EXPECT_EQ(error.correlation_id, "0b000000-0000-4000-8000-000000000001");
  EXPECT_EQ(error.at, parse_instant("2026-11-16T09:12:03Z"));
  EXPECT_THAT(only(read("Sign-in error code 50126")).codes, ElementsAre(50126));
  EXPECT_THAT(read("Error Code: 404").errors, IsEmpty()) << "of another program";
}

TEST(ReadErrors, reads_a_library_log_without_a_code) {
  const FoundError error =
      only(read("ErrorCode: invalid_grant\nHTTP StatusCode 400\nClassification: MessageOnly\n"
                "Correlation ID: 0b000000-0000-4000-8000-000000000001"));
  EXPECT_EQ(error.form, ErrorForm::library_log);
  EXPECT_EQ(error.error, "invalid_grant");
  EXPECT_EQ(error.suberror, "message_only");
  EXPECT_EQ(error.correlation_id, "0b000000-0000-4000-8000-000000000001");
  EXPECT_THAT(error.codes, IsEmpty());
}

TEST(ReadErrors, reads_the_word_before_and_the_members_behind_a_text) {
  const FoundError error =
      only(read("{'error': 'invalid_grant', 'error_description': \"AADSTS53003: Access has been "
                "blocked. Timestamp: 2026-11-16 09:12:03Z\", 'suberror': 'message_only', 'claims': "
                "'{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":"
                "[\"aaaaaaaa-0000-4000-8000-000000000001\"]}}}'}"));
  EXPECT_EQ(error.suberror, "message_only");
  EXPECT_THAT(error.claimed_policies,
              ElementsAre(PolicyId("aaaaaaaa-0000-4000-8000-000000000001")));
  EXPECT_EQ(only(read("interaction_required: AADSTS50076: x")).error, "interaction_required");
}

TEST(ReadErrors, tells_several_errors_in_order_and_counts_repeats) {
  const std::string text =
      "1 AADSTS50173: a Correlation ID: 0b000000-0000-4000-8000-000000000001\n"
      "2 AADSTS700082: b Correlation ID: 0b000000-0000-4000-8000-000000000002\n"
      "3 AADSTS50173: a Correlation ID: 0b000000-0000-4000-8000-000000000001\n"
      "4 AADSTS50173: a Correlation ID: 0b000000-0000-4000-8000-000000000003\n";
  const ReadErrors found = read(text);
  ASSERT_THAT(found.errors, SizeIs(3));
  EXPECT_THAT(found.errors[0].codes, ElementsAre(50173));
  EXPECT_EQ(found.errors[0].times, 2u);
  EXPECT_EQ(found.errors[0].where.line, 1);
  EXPECT_THAT(found.errors[1].codes, ElementsAre(700082));
  EXPECT_EQ(found.errors[2].where.line, 4);
}

TEST(ReadErrors, reads_what_stands_behind_many_repeats) {
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += "AADSTS50173: a Correlation ID: 0b000000-0000-4000-8000-000000000001\n";
  const ReadErrors found =
      read(text + "AADSTS53003: b Correlation ID: 0b000000-0000-4000-8000-000000000002\n");
  ASSERT_THAT(found.errors, SizeIs(2));
  EXPECT_EQ(found.errors[0].times, 30'000u);
  EXPECT_THAT(found.errors[1].codes, ElementsAre(53003));
  EXPECT_EQ(found.errors[1].where.line, 30'001);
}

TEST(ReadErrors, takes_a_code_that_is_only_named_for_the_error_it_names) {
  const FoundError error =
      only(read("AADSTS50173: a Correlation ID: "
                "0b000000-0000-4000-8000-000000000001\nsee AADSTS50173 and "
                "https://login.microsoftonline.com/error?code=50173"));
  EXPECT_EQ(error.times, 1u);
  EXPECT_THAT(only(read("https://login.microsoftonline.com/error?code=50173")).codes,
              ElementsAre(50173));
}

TEST(ReadErrors, reads_both_codes_of_an_older_response) {
  EXPECT_THAT(only(read(R"({"error":"invalid_client","error_description":"AADSTS70002: Error )"
                        R"(validating credentials. AADSTS500133: Assertion is not within its )"
                        R"(valid time range.","error_codes":[70002,500133]})"))
                  .codes,
              ElementsAre(70002, 500133));
}

TEST(ReadErrors, uses_a_response_that_is_cut_and_says_where_it_ends) {
  const std::string_view cut = k_response.substr(0, k_response.find("\"suberror\""));
  const ReadErrors found = read(cut);
  const FoundError error = only(found);
  EXPECT_TRUE(error.cut);
  EXPECT_FALSE(error.claims_readable) << "the claims may stand behind the cut";
  EXPECT_THAT(error.codes, ElementsAre(50076));
  ASSERT_THAT(found.diagnostics, SizeIs(1));
  EXPECT_EQ(found.diagnostics[0].error.code, ErrorCode::diagnose_cut);
  EXPECT_EQ(found.diagnostics[0].error.where.line, 1);
  EXPECT_EQ(found.diagnostics[0].error.where.column, static_cast<int>(cut.size()) + 1);
}

TEST(ReadErrors, says_that_a_list_ends_between_two_records) {
  const std::string record = R"({"userPrincipalName":"a","status":{"errorCode":50057}})";
  for (const std::string& text :
       {"{\"value\":[" + record, "[" + record + ",", "{\"value\":[" + record + ",x]}"}) {
    const ReadErrors found = read(text);
    EXPECT_THAT(found.errors, SizeIs(1)) << text;
    EXPECT_THAT(found.diagnostics, SizeIs(1)) << text;
  }
  EXPECT_THAT(read("[" + record + "]").diagnostics, IsEmpty());
  EXPECT_THAT(read("[12:00:00] " + record).diagnostics, IsEmpty());
  const ReadErrors inside = read("{\"value\":[" + record + "," + record.substr(0, 40));
  ASSERT_THAT(inside.diagnostics, SizeIs(1)) << "the list and the record break off at one place";
  EXPECT_THAT(inside.diagnostics[0].error.message, HasSubstr("record"));
}

TEST(ReadErrors, does_not_trust_a_number_at_the_end) {
  EXPECT_TRUE(only(read("refresh failed: AADSTS70008")).code_cut);
  EXPECT_TRUE(only(read(R"({"error":"invalid_grant","error_description":"AADSTS500)")).code_cut);
  EXPECT_FALSE(only(read("refresh failed: AADSTS70043")).code_cut) << "no longer code is known";
  EXPECT_FALSE(only(read("AADSTS70008")).code_cut) << "somebody typed it";
}

TEST(ReadErrors, goes_on_behind_a_damaged_response) {
  const ReadErrors found = read(R"({"error":"invalid_grant","error_codes":[50076],x)"
                                "\nnext: AADSTS53003: blocked");
  ASSERT_THAT(found.errors, SizeIs(2));
  EXPECT_THAT(found.errors[1].codes, ElementsAre(53003));
  EXPECT_THAT(found.diagnostics, SizeIs(1));
}

TEST(ReadErrors, reads_a_claims_challenge_by_itself) {
  const FoundError error = only(read(R"({"access_token":{"capolids":{"essential":true,"values":)"
                                     R"(["aaaaaaaa-0000-4000-8000-000000000001"]}}})"));
  EXPECT_THAT(error.codes, IsEmpty());
  EXPECT_THAT(error.claimed_policies,
              ElementsAre(PolicyId("aaaaaaaa-0000-4000-8000-000000000001")));
}

TEST(ReadErrors, finds_nothing_where_nothing_is) {
  for (const std::string_view text : {"", "hello", "{}", "{\"error\":{\"code\":\"x\"}}", "AADSTS",
                                      "{", "[{\"a\":1}]", "{\\\"", "error?code=0", "AADSTS0"})
    EXPECT_THAT(read(text).errors, IsEmpty()) << text;
}

TEST(ReadErrors, stays_quick_on_braces_in_braces) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "{\"a\":";
  text += "AADSTS50076";
  const ReadErrors found = read(text);
  EXPECT_THAT(found.errors, SizeIs(1));
}

TEST(ReadErrors, keeps_the_first_thousand_errors_and_says_so) {
  std::string text;
  for (int i = 0; i < 1500; ++i) {
    const std::string number = std::to_string(100'000 + i);
    text += "AADSTS50173: a Correlation ID: 0b000000-0000-4000-8000-000000" + number + "\n";
  }
  const ReadErrors found = read(text);
  EXPECT_THAT(found.errors, SizeIs(k_most_errors));
  ASSERT_THAT(found.diagnostics, SizeIs(1));
  EXPECT_THAT(found.diagnostics[0].error.message, HasSubstr("more errors"));
}

}  // namespace
}  // namespace caprock
