#include "token/token_words.h"

#include <gtest/gtest.h>

#include <set>

namespace caprock {
namespace {

// The last enumerator is given so that an enumerator without a word fails here.
template <class E>
void expect_a_token_word_for_each(E last) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<E>(i);
    const std::string_view word = word_for(value);
    EXPECT_FALSE(word.empty()) << i;
    EXPECT_TRUE(seen.insert(word).second) << word;
    EXPECT_EQ(value_of<E>(word), value);
  }
  EXPECT_EQ(words<E>().size(), seen.size());
}

TEST(token_words, every_enumerator_has_one_word_and_the_word_leads_back) {
  expect_a_token_word_for_each(FixKind::client_bug);
  expect_a_token_word_for_each(TokenReason::outage);
  expect_a_token_word_for_each(TokenVerdict::terminal);
}

}  // namespace
}  // namespace caprock
