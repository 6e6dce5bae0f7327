#include "token/token_words.h"

#include <gtest/gtest.h>

#include "model/words_fixture.h"

namespace caprock {
namespace {

TEST(token_words, every_enumerator_has_one_word_and_the_word_leads_back) {
  expect_a_word_for_each(CallVerdict::challenged);
  expect_a_word_for_each(FixKind::client_bug);
  expect_a_word_for_each(TokenReason::outage);
  expect_a_word_for_each(TokenVerdict::terminal);
}

}  // namespace
}  // namespace caprock
