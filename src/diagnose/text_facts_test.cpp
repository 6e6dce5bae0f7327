#include "diagnose/text_facts.h"

#include <gmock/gmock.h>

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

FoundError facts(int code, std::string_view text) {
  FoundError error;
  error.codes.push_back(code);
  add_text_facts(text, error);
  return error;
}

Instant at(std::string_view text) { return *parse_instant(text); }

constexpr std::string_view k_trace = "0a000000-0000-4000-8000-000000000001";
constexpr std::string_view k_correlation = "0b000000-0000-4000-8000-000000000002";

TEST(TextFacts, reads_date_and_length_of_a_sign_in_frequency) {
  const FoundError error = facts(
      70043,
      "AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by "
      "conditional access. The token was issued on 2026-11-15T21:04:03.3260000Z and the maximum "
      "allowed lifetime for this request is 43200.\r\nTrace ID: "
      "0a000000-0000-4000-8000-000000000001\r\nCorrelation ID: "
      "0b000000-0000-4000-8000-000000000002\r\nTimestamp: 2026-11-16 09:12:03Z");
  EXPECT_EQ(error.issued, at("2026-11-15T21:04:03Z"));
  EXPECT_EQ(error.lifetime, std::chrono::hours(12));
  EXPECT_EQ(error.at, at("2026-11-16T09:12:03Z"));
  EXPECT_EQ(error.trace_id, k_trace);
  EXPECT_EQ(error.correlation_id, k_correlation);
  EXPECT_FALSE(error.ids_by_place);
}

TEST(TextFacts, reads_the_same_in_another_language) {
  const FoundError error = facts(
      70043,
      "AADSTS70043: 更新トークンの有効期限が切れています。2026-11-15T21:04:03.3260000Z "
      "に発行され、最大有効期間は 43200 です。トレース ID: 0a000000-0000-4000-8000-000000000001 "
      "関連付け ID: 0b000000-0000-4000-8000-000000000002 タイムスタンプ: 2026-11-16 09:12:03Z");
  EXPECT_EQ(error.issued, at("2026-11-15T21:04:03Z"));
  EXPECT_EQ(error.lifetime, std::chrono::hours(12));
  EXPECT_EQ(error.trace_id, k_trace);
  EXPECT_EQ(error.correlation_id, k_correlation);
  EXPECT_TRUE(error.ids_by_place);
}

TEST(TextFacts, takes_no_part_of_a_date_or_id_for_a_length) {
  const FoundError error =
      facts(70043,
            "AADSTS70043: issued on 2026-11-15T21:04:03Z. Trace ID: "
            "0a000000-0000-4000-8000-000000000001 Timestamp: 2026-11-16 09:12:03Z");
  EXPECT_EQ(error.lifetime, std::nullopt);
}

TEST(TextFacts, reads_how_long_a_token_was_idle) {
  const FoundError error =
      facts(700082,
            "AADSTS700082: The refresh token has expired due to inactivity.\u00A0The token "
            "was issued on 2022-12-02T17:43:57.4286890Z and was inactive for 90.00:00:00.\n"
            "Timestamp: 2023-09-13 16:51:51Z");
  EXPECT_EQ(error.issued, at("2022-12-02T17:43:57Z"));
  EXPECT_EQ(error.idle, std::chrono::days(90));
}

TEST(TextFacts, reads_a_bare_date) {
  const FoundError error = facts(
      700082, "AADSTS700082: The token was issued on 2026-06-28 and was inactive for 90.00:00:00.");
  EXPECT_EQ(error.issued, at("2026-06-28"));
  EXPECT_EQ(error.idle, std::chrono::days(90));
}

TEST(TextFacts, reads_both_dates_of_a_revocation) {
  const FoundError error =
      facts(50173,
            "AADSTS50173: The grant was issued on '2026-07-09T10:12:06.6848427Z' and the "
            "TokensValidFrom date (before which tokens are not valid) for this user is "
            "'2026-09-07T13:14:19.0000000Z'. Timestamp: 2026-09-08 18:41:35Z");
  EXPECT_EQ(error.issued, at("2026-07-09T10:12:06Z"));
  EXPECT_EQ(error.valid_from, at("2026-09-07T13:14:19Z"));
}

TEST(TextFacts, reads_the_day_of_a_single_page_app) {
  const FoundError error =
      facts(700084,
            "AADSTS700084: The refresh token was issued to a single page app (SPA), and "
            "therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be "
            "extended. The token was issued on 2026-03-01T10:00:00.0000000Z.");
  EXPECT_EQ(error.lifetime, std::chrono::days(1));
  EXPECT_EQ(error.issued, at("2026-03-01T10:00:00Z"));
}

TEST(TextFacts, takes_ids_for_names_and_nothing_else) {
  EXPECT_EQ(facts(50076,
                  "AADSTS50076: use multi-factor authentication to access "
                  "'00000003-0000-0000-c000-000000000000'.")
                .resource,
            "00000003-0000-0000-c000-000000000000");
  EXPECT_EQ(facts(7000222,
                  "AADSTS7000222: The provided client secret keys for app "
                  "'00000000-1111-2222-3333-444444444444' are expired.")
                .app,
            "00000000-1111-2222-3333-444444444444");
  const FoundError unassigned =
      facts(50105,
            "AADSTS50105: The signed in user 'kim@contoso.com' is not assigned to a role for "
            "the application '00000000-1111-2222-3333-444444444444'(Portal).");
  EXPECT_EQ(unassigned.user, "kim@contoso.com");
  EXPECT_EQ(unassigned.app, "00000000-1111-2222-3333-444444444444");
  EXPECT_THAT(facts(700016, "AADSTS700016: it's the tenant's fault").app, IsEmpty());
}

TEST(TextFacts, ends_a_description_at_its_stamp_its_paragraph_or_the_next_code) {
  const auto description = [](std::string_view text) {
    return text.substr(0, length_of_description(text));
  };
  EXPECT_EQ(description("AADSTS1: a Timestamp: 2026-11-16 09:12:03Z 2026-11-16 10:00:00Z next"),
            "AADSTS1: a Timestamp: 2026-11-16 09:12:03Z");
  EXPECT_EQ(description("AADSTS1: a\n\nb"), "AADSTS1: a");
  EXPECT_EQ(description("AADSTS1: a, AADSTS2: b"), "AADSTS1: a, ");
  EXPECT_EQ(description("AADSTS1: a\",\"error_codes\":[1]"), "AADSTS1: a");
}

TEST(TextFacts, reads_a_code_of_at_most_nine_digits) {
  std::size_t length = 0;
  EXPECT_EQ(code_at("AADSTS70043: x", length), 70043);
  EXPECT_EQ(length, 11u);
  EXPECT_EQ(code_at("aadsts50076", length), 50076);
  EXPECT_EQ(code_at("AADSTS", length), std::nullopt);
  EXPECT_EQ(code_at("AADSTS000", length), std::nullopt);
  EXPECT_EQ(code_at("AADSTS99999999999999999999", length), std::nullopt);
}

TEST(TextFacts, finds_policies_in_claims_however_they_are_escaped) {
  const PolicyId first("aaaaaaaa-0000-4000-8000-000000000001"),
      second("aaaaaaaa-0000-4000-8000-000000000002");
  EXPECT_THAT(policies_in_claims(R"({"access_token":{"capolids":{"essential":true,"values":)"
                                 R"(["aaaaaaaa-0000-4000-8000-000000000001",)"
                                 R"("aaaaaaaa-0000-4000-8000-000000000002"]}}})"),
              ElementsAre(first, second));
  EXPECT_THAT(policies_in_claims(R"(\\\"polids\\\":{\\\"Values\\\":[\\\")"
                                 R"(aaaaaaaa-0000-4000-8000-000000000001\\\"]})"),
              ElementsAre(first));
  EXPECT_THAT(policies_in_claims("capolids [] aaaaaaaa-0000-4000-8000-000000000001"), IsEmpty());
}

TEST(TextFacts, reads_the_word_behind_a_member_in_any_notation) {
  for (const std::string_view text : {R"("suberror":"bad_token")", R"(\"suberror\":\"bad_token\")",
                                      "suberror: bad_token", "'suberror': 'bad_token'"})
    EXPECT_EQ(word_behind(text, "suberror"), "bad_token") << text;
  EXPECT_EQ(word_behind(R"("suberror":"","claims":"x")", "suberror"), "");
  EXPECT_EQ(word_behind("suberrors", "suberror"), "");
  EXPECT_EQ(word_behind("suberror: AXoAabcDEFghiJKL-x", "suberror"), "") << "part of a secret";
}

}  // namespace
}  // namespace caprock
