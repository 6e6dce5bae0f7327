// For tests of words: every enumerator has one, and it leads back.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "model/words.h"

namespace caprock {

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
  EXPECT_EQ(words<E>().size(), seen.size());
}

}  // namespace caprock
