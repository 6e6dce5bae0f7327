#include "diagnose/redaction.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(Redaction, take_tokens_and_secrets_out) {
  const std::string token =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAwMDAwMyJ9.c2lnbmF0dXJlMTIzNDU2";
  EXPECT_EQ(without_secrets("Bearer " + token + " sent"),
            "Bearer [redacted, " + std::to_string(token.size()) + " characters] sent");
  EXPECT_EQ(without_secrets("0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99"),
            "[redacted, 58 characters]");
  EXPECT_EQ(without_secrets("Abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789"),
            "[redacted, 39 characters]");
}

TEST(Redaction, cut_no_secret_into_a_part_that_passes) {
  const std::string secret = "0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99";
  for (std::size_t most = 0; most < 80; ++most)
    EXPECT_EQ(excerpt("a few words " + secret, most).find("AXoA"), std::string::npos) << most;
  EXPECT_EQ(excerpt("one two three", 8), "one two ...");
}

TEST(Redaction, leave_ids_and_names) {
  for (const std::string_view text :
       {"da4f78ac-8985-4412-938a-2831d1df2ff9", "DA4F78AC-8985-4412-938A-2831D1DF2FF9",
        "svc-integration-for-the-telephony@contoso.com", "LK-08 Sign-in frequency 8 hours",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "Microsoft.Identity.Client.MsalUiRequiredException"})
    EXPECT_EQ(without_secrets(text), text);
}

TEST(Redaction, takes_what_stands_behind_a_key_however_short) {
  for (const char* text :
       {"client_secret=Ab1!x", "client_secret: 'Ab1!x'", R"({"client_secret":"Ab1!x"})",
        R"({\"password\": \"Ab1!x\"})", "grant_type=x&client_assertion=Ab1!x&scope=y",
        "Authorization: Basic Ab1!x", "Bearer Ab1!x", "the refresh token is\nRefresh token: Ab1!x",
        R"("password":"Ab1!x\"Ab1!x")"}) {
    EXPECT_EQ(without_secrets(text).find("Ab1!x"), std::string::npos) << text;
    EXPECT_EQ(excerpt(text, 300).find("Ab1!x"), std::string::npos) << text;
  }
  EXPECT_EQ(without_secrets("a=1&client_secret=Ab1!x&b=2"),
            "a=1&client_secret=[redacted, 5 characters]&b=2");
}

TEST(Redaction, leaves_prose_about_secrets) {
  for (const std::string_view text :
       {"Invalid client secret provided.", "The bearer token is missing.", "Basic settings",
        "the password has expired", "grant type password"})
    EXPECT_EQ(without_secrets(text), text);
}

TEST(Redaction, lets_only_words_numbers_and_ids_of_free_text_pass) {
  const std::string_view harmless =
      "AADSTS123456: The app 'da4f78ac-8985-4412-938a-2831d1df2ff9' (SharePoint Online) is blocked "
      "since 2026-11-16T09:12:03Z; error_code: 42.";
  EXPECT_EQ(excerpt(harmless, 300), harmless);
  EXPECT_EQ(excerpt("it was hunter2Pass!word99 today", 300),
            "it was [redacted, 18 characters] today");
  EXPECT_EQ(excerpt("dXNlcjpwYXNz", 300), "[redacted, 12 characters]");
}

TEST(Redaction, passes_words_of_the_protocol) {
  EXPECT_EQ(safe_word("invalid_grant"), "invalid_grant");
  EXPECT_EQ(safe_word("hunter2"), "[redacted, 7 characters]");
  EXPECT_EQ(safe_word(std::string(60, 'a')), "[redacted, 60 characters]");
}

}  // namespace
}  // namespace caprock
