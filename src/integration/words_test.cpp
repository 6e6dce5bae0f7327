#include "integration/words.h"

#include <gtest/gtest.h>

#include "model/words_fixture.h"

namespace caprock {
namespace {

TEST(IntegrationWords, EveryEnumeratorHasOneWordAndTheWordLeadsBack) {
  expect_a_word_for_each(AccountOf::person);
  expect_a_word_for_each(CalledFrom::changing);
  expect_a_word_for_each(ConnectionKind::legacy_protocol);
  expect_a_word_for_each(ConsentedBy::provider);
  expect_a_word_for_each(ControlTopic::unread);
  expect_a_word_for_each(Evidence::unsure);
  expect_a_word_for_each(Health::unknown);
  expect_a_word_for_each(Helps::not_tried);
  expect_a_word_for_each(Moment::interactive_sign_in);
  expect_a_word_for_each(RemedyChange::re_sync);
  expect_a_word_for_each(RequirementKind::password_unchanged);
  expect_a_word_for_each(SifConfidential::enforced);
  expect_a_word_for_each(SignInFlow::basic_authentication);
  expect_a_word_for_each(TokenEnd::terminal);
}

}  // namespace
}  // namespace caprock
