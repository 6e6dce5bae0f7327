#include "token/aadsts_catalogue.h"

#include <gmock/gmock.h>

#include "model/aadsts.h"

namespace caprock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AadstsCatalogue, knows_110_codes_at_least_and_each_once) {
  EXPECT_GE(aadsts_codes().size(), 110u);
  for (const AadstsCode& a : aadsts_codes()) {
    EXPECT_LE(a.first, a.last);
    for (const AadstsCode& b : aadsts_codes())
      EXPECT_TRUE(&a == &b || a.last < b.first || b.last < a.first) << a.first << " " << b.first;
  }
}

TEST(AadstsCatalogue, says_of_every_code_what_it_is_when_it_comes_and_what_to_do) {
  for (const AadstsCode& row : aadsts_codes()) {
    EXPECT_FALSE(row.gist.empty() || row.when.empty() || row.fix.empty()) << row.first;
    for (const std::string_view text : {row.gist, row.when, row.fix, row.admin_fix}) {
      EXPECT_FALSE(text.ends_with('.')) << row.first << " " << text;
      EXPECT_EQ(text.find('|'), std::string_view::npos) << "a table in Markdown: " << row.first;
    }
  }
}

TEST(AadstsCatalogue, knows_every_code_that_a_decision_can_end_in) {
  for (const int code :
       {aadsts::k_mfa_needed, aadsts::k_mfa_not_registered, aadsts::k_device_not_known,
        aadsts::k_password_change, aadsts::k_external_challenge, aadsts::k_device_not_compliant,
        aadsts::k_device_not_hybrid_joined, aadsts::k_app_not_approved, aadsts::k_blocked,
        aadsts::k_registration_refused, aadsts::k_app_not_protected, aadsts::k_sign_in_frequency,
        aadsts::k_device_not_presented, aadsts::k_home_device_not_accepted,
        aadsts::k_flow_token_dead, aadsts::k_token_not_bound})
    EXPECT_NE(aadsts_code(code), nullptr) << code;
}

// TS 8.6, as its lists have it.
TEST(AadstsCatalogue, says_who_must_act_as_the_facts_do) {
  const auto expect = [](RetryClass retry, std::initializer_list<int> codes) {
    for (const int code : codes) {
      const AadstsCode* row = aadsts_code(code);
      ASSERT_NE(row, nullptr) << code;
      EXPECT_EQ(row->retry, retry) << code;
    }
  };
  expect(RetryClass::wait, {90033, 90055, 50033, 50087, 50196});
  expect(RetryClass::user, {50076, 50078, 50079, 50072, 50074, 70043, 70044, 50173, 50133, 700082,
                            700084, 65001, 50055, 50158});
  expect(RetryClass::admin_policy,
         {53003, 53000, 53001, 53002, 53009, 530003, 530004, 530035, 530036, 50105, 90094, 50057});
  expect(RetryClass::app_owner, {7000215, 7000222, 700016, 7000112, 70002});
  expect(RetryClass::bug, {900144, 9002313, 70003, 70011, 54005});
}

// A password that is wrong, expired or locked says nothing about a refresh token (TS 2.1.3).
TEST(AadstsCatalogue, errors_about_a_password_end_no_token) {
  for (const int code : {50053, 50055, 50056, 50126, 50144})
    EXPECT_EQ(aadsts_code(code)->ends, TokenVerdict::ok) << code;
}

// Where the facts name two words for one endpoint, neither is said for certain (TS 8.5).
TEST(AadstsCatalogue, two_words_for_one_code_are_both_uncertain) {
  for (const int code : {50020, 50058, 50158, 90072, 90094, 90095}) {
    EXPECT_TRUE(aadsts_code(code)->v2.unsure) << code;
    EXPECT_TRUE(aadsts_code(code)->v1.unsure) << code;
  }
}

TEST(AadstsCatalogue, tells_refused_tokens_from_dead_ones) {
  EXPECT_EQ(aadsts_code(70043)->ends, TokenVerdict::refused);
  EXPECT_EQ(aadsts_code(53003)->ends, TokenVerdict::refused);
  EXPECT_EQ(aadsts_code(700082)->ends, TokenVerdict::terminal);
  EXPECT_EQ(aadsts_code(50173)->ends, TokenVerdict::terminal);
  EXPECT_EQ(aadsts_code(54005)->ends, TokenVerdict::ok) << "a code is no refresh token";
}

TEST(AadstsCatalogue, keeps_what_is_not_certain_apart) {
  const AadstsCode& revoked = *aadsts_code(50173);
  EXPECT_EQ(revoked.suberror.text, "bad_token");
  EXPECT_TRUE(revoked.suberror.unsure);
  const AadstsCode& idle = *aadsts_code(700082);
  EXPECT_EQ(idle.suberror.text, "bad_token");
  EXPECT_FALSE(idle.suberror.unsure);
  EXPECT_TRUE(aadsts_code(50057)->suberror.unsure);
  EXPECT_THAT(aadsts_code(50057)->suberror.text, IsEmpty());
}

TEST(AadstsCatalogue, has_the_word_of_the_older_endpoint_where_it_differs) {
  EXPECT_EQ(aadsts_code(50076)->v2.text, "invalid_grant");
  EXPECT_EQ(aadsts_code(50076)->v1.text, "interaction_required");
  EXPECT_EQ(aadsts_code(700082)->v1.text, "invalid_grant");
}

TEST(AadstsCatalogue, finds_a_code_inside_a_range_and_none_beside_it) {
  EXPECT_EQ(aadsts_code(80007)->first, 80001);
  EXPECT_EQ(aadsts_code(80015), nullptr);
  EXPECT_EQ(aadsts_code(0), nullptr);
}

TEST(AadstsCatalogue, tells_what_a_number_that_was_cut_off_may_have_been) {
  EXPECT_THAT(longer_codes(70008), ElementsAre(700082, 700084));
  EXPECT_THAT(longer_codes(70043), IsEmpty());
}

TEST(AadstsCatalogue, has_words_for_suberrors_and_oauth_errors) {
  EXPECT_NE(suberror_in_words("message_only"), "");
  EXPECT_NE(suberror_in_words("Bad_Token"), "");
  EXPECT_EQ(suberror_in_words("unheard_of"), "");
  EXPECT_NE(oauth_error_in_words("invalid_grant"), "");
  EXPECT_EQ(to_string(RetryClass::admin_policy), "admin-policy");
  EXPECT_NE(who_acts(RetryClass::bug), "");
}

}  // namespace
}  // namespace caprock
