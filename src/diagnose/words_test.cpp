#include "diagnose/words.h"

#include <gtest/gtest.h>

#include "token/words.h"

namespace caprock {
namespace {

using namespace std::chrono_literals;

TEST(DiagnoseWords, say_lengths_to_the_second) {
  EXPECT_EQ(period_in_words(43200s), "12 hours");
  EXPECT_EQ(period_in_words(3600s), "1 hour");
  EXPECT_EQ(period_in_words(5184000s), "60 days");
  EXPECT_EQ(period_in_words(90061s), "1 day 1 hour 1 minute 1 second");
  EXPECT_EQ(period_in_words(0s), "0 seconds");
  EXPECT_EQ(period_in_words(-5s), "-5 seconds");
}

TEST(DiagnoseWords, take_tokens_and_secrets_out) {
  const std::string token =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAwMDAwMyJ9.c2lnbmF0dXJlMTIzNDU2";
  EXPECT_EQ(without_secrets("Bearer " + token + " sent"),
            "Bearer [redacted, " + std::to_string(token.size()) + " characters] sent");
  EXPECT_EQ(without_secrets("0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99"),
            "[redacted, 58 characters]");
  EXPECT_EQ(without_secrets("Abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789"),
            "[redacted, 39 characters]");
}

TEST(DiagnoseWords, cut_no_secret_into_a_part_that_passes) {
  const std::string secret = "0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99";
  for (std::size_t most = 0; most < 80; ++most)
    EXPECT_EQ(excerpt("a few words " + secret, most).find("AXoA"), std::string::npos) << most;
  EXPECT_EQ(excerpt("one two three", 8), "one two ...");
}

TEST(DiagnoseWords, leave_ids_and_names) {
  for (const std::string_view text :
       {"da4f78ac-8985-4412-938a-2831d1df2ff9", "DA4F78AC-8985-4412-938A-2831D1DF2FF9",
        "svc-integration-for-the-telephony@contoso.com", "LK-08 Sign-in frequency 8 hours",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "Microsoft.Identity.Client.MsalUiRequiredException"})
    EXPECT_EQ(without_secrets(text), text);
}

TEST(DiagnoseWords, make_names_safe_for_a_terminal) {
  EXPECT_EQ(safe_name("a\x1b[31m`b`"), "`a\uFFFD[31m'b'`");
}

}  // namespace
}  // namespace caprock
