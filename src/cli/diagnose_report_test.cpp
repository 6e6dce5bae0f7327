// What `caprock diagnose` prints of a text: nothing that opens a door, nothing that moves a cursor.
#include "cli/diagnose_report.h"

#include <gmock/gmock.h>

#include <array>
#include <sstream>

#include "cli/diagnose_command.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Printed {
  ExitCode code;
  std::string out, err;
};

Printed print(const std::string& text, Format format = Format::text) {
  DiagnoseArguments arguments;
  arguments.text = text;
  arguments.format = format;
  std::ostringstream out, err;
  const ExitCode code = run_diagnose(arguments, Style::plain(), out, err);
  return {code, out.str(), err.str()};
}

// Made up, in the form of the real ones.
const std::string k_refresh_token = "0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99";
const std::string k_access_token =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAwMDAwMyJ9.c2lnbmF0dXJlMTIzNDU2";
const std::string k_secret = "Abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789";

// Texts with a secret wherever `@` stands.
constexpr std::array k_leaks = {
    "AADSTS123456: not known @ Timestamp: 2026-11-16 09:12:03Z",
    "refresh_token=@ AADSTS50076: use '@' Correlation ID: @ suberror: @",
    "AADSTS50020: User account '@' from '@' in application '@'",
    R"({"error":"invalid_grant","error_codes":[1],"error_description":"@","suberror":"@",)"
    R"("trace_id":"@","correlation_id":"@","claims":"@"})",
    R"({"error":"@","error_description":"x @"})",
    R"({"error":"invalid_grant","error_description":"AADSTS123456: cut @)",
    R"({"userPrincipalName":"@","appDisplayName":"@","appId":"@","id":"@","correlationId":"@",)"
    R"("resourceDisplayName":"@","status":{"errorCode":99,"failureReason":"@"},)"
    R"("appliedConditionalAccessPolicies":[{"id":"@","displayName":"@","result":"failure",)"
    R"("enforcedGrantControls":["@"]}]})",
};

// Texts in which a key stands before the secret.
constexpr std::array k_keyed_leaks = {
    "AADSTS123456: client_secret=@ Timestamp: 2026-11-16 09:12:03Z",
    "AADSTS123456: Authorization: Basic @",
    "AADSTS123456: Bearer @\nassertion=@&scope=x",
    R"({"error":"invalid_grant","error_codes":[1],"error_description":"sent )"
    R"({\"client_secret\":\"@\",\"refresh_token\":\"@\"}"})",
    R"({"error":"client_secret=@","suberror":"@","error_codes":[1]})",
    R"({"userPrincipalName":"password=@","appDisplayName":"secret: @",)"
    R"("status":{"errorCode":99,"failureReason":"password=@"}})",
    R"([{"category":"SignInLogs","ResultType":"99","ResultDescription":"token=@",)"
    R"("UserPrincipalName":"a"}])",
};

std::string with_secret(std::string text, const std::string& secret) {
  for (std::size_t at = text.find('@'); at != std::string::npos;
       at = text.find('@', at + secret.size()))
    text.replace(at, 1, secret);
  return text;
}

// Not even a part of it.
void expect_none_of(const std::string& secret, const std::string& printed) {
  for (std::size_t at = 0; at + 20 <= secret.size(); at += 10)
    EXPECT_THAT(printed, Not(HasSubstr(secret.substr(at, 20))));
}

TEST(DiagnoseReport, prints_no_token_secret_or_assertion_of_the_text) {
  for (const std::string& secret : {k_refresh_token, k_access_token, k_secret})
    for (const char* text : k_leaks)
      for (const Format format : {Format::text, Format::json}) {
        SCOPED_TRACE(text);
        const Printed printed = print(with_secret(text, secret), format);
        EXPECT_EQ(printed.code, ExitCode::good);
        expect_none_of(secret, printed.out);
        expect_none_of(secret, printed.err);
      }
}

TEST(DiagnoseReport, prints_no_secret_behind_a_key_however_short) {
  for (const std::string secret : {"hunter2Pass!word99", "Winter2026", "MyS3cret$", "dXNlcjpwYXNz"})
    for (const char* text : k_keyed_leaks)
      for (const Format format : {Format::text, Format::json}) {
        SCOPED_TRACE(text);
        const Printed printed = print(with_secret(text, secret), format);
        EXPECT_EQ(printed.code, ExitCode::good);
        EXPECT_THAT(printed.out, Not(HasSubstr(secret)));
        EXPECT_THAT(printed.err, Not(HasSubstr(secret)));
      }
}

TEST(DiagnoseReport, reads_a_text_that_stands_where_the_file_name_belongs) {
  DiagnoseArguments arguments;
  arguments.input = R"({"error":"invalid_grant","error_codes":[50076]})";
  std::ostringstream out, err;
  EXPECT_EQ(run_diagnose(arguments, Style::plain(), out, err), ExitCode::good);
  EXPECT_THAT(out.str(), HasSubstr("AADSTS50076"));
}

TEST(DiagnoseReport, prints_no_secret_of_a_text_it_took_for_a_file) {
  DiagnoseArguments arguments;
  arguments.input = "client_secret=hunter2";
  std::ostringstream out, err;
  EXPECT_EQ(run_diagnose(arguments, Style::plain(), out, err), ExitCode::bad_input);
  EXPECT_THAT(err.str(), AllOf(HasSubstr("client_secret=["), Not(HasSubstr("hunter2"))));
}

TEST(DiagnoseReport, sends_nothing_to_the_terminal_that_moves_a_cursor) {
  const Printed printed =
      print("AADSTS123456: a\x1b[2Jb\r \xE2\x80\xAE c Timestamp: 2026-11-16 09:12:03Z");
  EXPECT_THAT(printed.out, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xE2\x80\xAE"))));
  EXPECT_EQ(printed.code, ExitCode::good);
}

TEST(DiagnoseReport, says_in_words_what_it_says_in_json) {
  const std::string text =
      "AADSTS70043: issued on 2026-11-15T21:04:03Z and the maximum allowed lifetime is 43200.";
  EXPECT_THAT(print(text).out, AllOf(HasSubstr("AADSTS70043: the last sign-in is older"),
                                     HasSubstr("At most 12 hours"), HasSubstr("Refused")));
  EXPECT_THAT(print(text, Format::json).out,
              AllOf(HasSubstr("\"code\": 70043"), HasSubstr("\"lifetimeSeconds\": 43200"),
                    HasSubstr("\"tokenEnd\": \"refused\""),
                    HasSubstr("\"issued\": \"2026-11-15T21:04:03Z\"")));
}

TEST(DiagnoseReport, refuses_a_text_without_an_error) {
  const Printed printed = print("all is well");
  EXPECT_EQ(printed.code, ExitCode::bad_input);
  EXPECT_EQ(printed.out, "");
  EXPECT_THAT(printed.err, AllOf(HasSubstr("diagnose.nothing"), HasSubstr("hint")));
}

TEST(DiagnoseReport, refuses_a_record_that_breaks_off_before_its_result_and_says_where) {
  const Printed printed = print(R"({"userPrincipalName":"a","correlationId":"b","status":{"err)");
  EXPECT_EQ(printed.code, ExitCode::bad_input);
  EXPECT_THAT(printed.err, AllOf(HasSubstr("diagnose.cut"), HasSubstr("diagnose.nothing")));
}

TEST(DiagnoseReport, says_that_no_sign_in_failed) {
  const Printed printed = print(R"({"userPrincipalName":"a","status":{"errorCode":0}})");
  EXPECT_EQ(printed.code, ExitCode::good);
  EXPECT_EQ(printed.out, "1 sign-in record; 1 succeeded\n");
}

TEST(DiagnoseReport, refuses_a_file_that_is_not_there) {
  DiagnoseArguments arguments;
  arguments.input = "no/such/file";
  std::ostringstream out, err;
  EXPECT_EQ(run_diagnose(arguments, Style::plain(), out, err), ExitCode::bad_input);
  EXPECT_THAT(err.str(), HasSubstr("file.unreadable"));
}

TEST(DiagnoseReport, takes_an_argument_with_a_code_for_the_text) {
  DiagnoseArguments arguments;
  arguments.input = "AADSTS50057: disabled";
  std::ostringstream out, err;
  EXPECT_EQ(run_diagnose(arguments, Style::plain(), out, err), ExitCode::good);
  EXPECT_THAT(out.str(), HasSubstr("AADSTS50057: the account is disabled"));
}

}  // namespace
}  // namespace caprock
