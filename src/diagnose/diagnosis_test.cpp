#include "diagnose/diagnosis.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace caprock {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Diagnosis diagnosis_of(std::string_view text) {
  const ReadErrors found = read_errors(text, "f");
  EXPECT_THAT(found.errors, SizeIs(1)) << text;
  return diagnose(found.errors.empty() ? FoundError() : found.errors.front(), nullptr);
}

TEST(Diagnosis, says_until_when_a_sign_in_was_good) {
  const Diagnosis one = diagnosis_of(
      "AADSTS70043: issued on 2026-11-15T21:04:03Z and the maximum allowed lifetime is 43200. "
      "Timestamp: 2026-11-16 09:12:03Z");
  EXPECT_THAT(one.happened, Contains(HasSubstr("2026-11-15 21:04 UTC, 12 hours 8 minutes before")));
  EXPECT_THAT(one.happened, Contains(HasSubstr("12 hours were allowed")));
  EXPECT_THAT(one.happened, Contains(HasSubstr("good until 2026-11-16 09:04 UTC")));
  EXPECT_THAT(one.token, HasSubstr("Refused"));
  EXPECT_THAT(one.unsure, Contains(HasSubstr("sign-in or of the token")));
}

TEST(Diagnosis, says_that_a_text_does_not_tell_the_length) {
  EXPECT_THAT(diagnosis_of("AADSTS70043: expired").happened,
              Contains(HasSubstr("does not say how long")));
}

TEST(Diagnosis, says_that_an_old_token_may_be_dead_as_well) {
  EXPECT_THAT(diagnosis_of("AADSTS70043: issued on 2026-01-15T21:04:03Z, lifetime is 43200. "
                           "Timestamp: 2026-11-16 09:12:03Z")
                  .unsure,
              Contains(HasSubstr("90 days")));
}

TEST(Diagnosis, tells_dead_tokens_and_who_must_act) {
  const Diagnosis one = diagnosis_of(
      "AADSTS700082: issued on 2026-06-28 and was inactive for "
      "90.00:00:00.");
  EXPECT_THAT(one.token, HasSubstr("Dead"));
  EXPECT_THAT(one.happened, Contains(HasSubstr("not used for 90 days")));
  EXPECT_THAT(one.retry, HasSubstr("An interactive sign-in helps"));
  EXPECT_THAT(one.to_do, Contains(HasSubstr("A person who can sign in as the account: ")));
}

TEST(Diagnosis, says_when_waiting_helps) {
  EXPECT_THAT(diagnosis_of("AADSTS90033: x").retry, HasSubstr("helps after a while"));
}

TEST(Diagnosis, says_what_is_only_observed) {
  EXPECT_THAT(diagnosis_of("AADSTS530003: x").unsure, Contains(HasSubstr("seen in practice")));
  EXPECT_THAT(diagnosis_of("AADSTS50057: x").unsure, IsEmpty());
}

TEST(Diagnosis, names_the_codes_behind_the_first) {
  const Diagnosis one = diagnosis_of(
      R"({"error":"invalid_client","error_codes":[70002,500133],"error_description":"x"})");
  ASSERT_THAT(one.further, SizeIs(1));
  EXPECT_EQ(one.further[0]->first, 500133);
}

TEST(Diagnosis, gives_the_text_of_a_code_that_is_not_known_without_its_secrets) {
  const Diagnosis one = diagnosis_of(
      "AADSTS123456: token 0.AXoAabcDEFghiJKLmnoPQR1234567890abcdEFGH-refresh_Token99 refused");
  EXPECT_EQ(one.row, nullptr);
  EXPECT_THAT(one.headline, HasSubstr("not known"));
  EXPECT_THAT(join(one.happened, " "), HasSubstr("redacted"));
  EXPECT_THAT(join(one.happened, " "), Not(HasSubstr("AXoA")));
  EXPECT_THAT(one.token, HasSubstr("not known"));
}

TEST(Diagnosis, says_what_the_words_alone_say_where_there_is_no_code) {
  const Diagnosis one = diagnosis_of(R"({"error":"invalid_grant","suberror":"message_only"})");
  EXPECT_EQ(one.headline, "the refresh token, code or password is not accepted now");
  EXPECT_THAT(one.happened, Contains(HasSubstr("no sign-in helps")));
  EXPECT_THAT(one.to_do, Contains(HasSubstr("sign-in log")));
}

TEST(Diagnosis, says_that_a_number_may_go_on) {
  EXPECT_THAT(diagnosis_of("refused: AADSTS70008").unsure, Contains(HasSubstr("700082 or 700084")));
  EXPECT_THAT(diagnosis_of("refused: AADSTS7000").unsure, Contains(HasSubstr("begin like this")));
}

TEST(Diagnosis, points_at_an_unusual_suberror) {
  EXPECT_THAT(diagnosis_of(R"({"error":"invalid_grant","error_codes":[70043],)"
                           R"("error_description":"AADSTS70043: x","suberror":"message_only"})")
                  .unsure,
              Contains(HasSubstr("`token_expired` is usual")));
}

}  // namespace
}  // namespace caprock
