#include "integration/words.h"

#include <gtest/gtest.h>

#include <set>

namespace caprock {
namespace {

// The last enumerator is given so that an enumerator without a word fails here.
template <class E>
void expect_a_word_for_each(E last) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<E>(i);
    const std::string_view word = word_for(value);
    EXPECT_FALSE(word.empty()) << i;
    EXPECT_TRUE(seen.insert(word).second) << word;
    EXPECT_EQ(value_of<E>(word), value);
  }
}

TEST(IntegrationWords, EveryEnumeratorHasOneWordAndTheWordLeadsBack) {
  expect_a_word_for_each(ConnectionKind::local_guest);
  expect_a_word_for_each(ControlTopic::unread);
  expect_a_word_for_each(Evidence::unsure);
  expect_a_word_for_each(Health::unknown);
  expect_a_word_for_each(Helps::not_tried);
  expect_a_word_for_each(Moment::interactive_sign_in);
  expect_a_word_for_each(RemedyChange::re_sync);
  expect_a_word_for_each(RequirementKind::trusted_location_allowed);
  expect_a_word_for_each(SifConfidential::enforced);
  expect_a_word_for_each(TokenEnd::terminal);
}

}  // namespace
}  // namespace caprock
