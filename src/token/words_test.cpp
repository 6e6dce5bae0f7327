#include "token/words.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

using namespace std::chrono_literals;

TEST(TokenPeriods, say_lengths_to_the_second) {
  EXPECT_EQ(period_in_words(43200s), "12 hours");
  EXPECT_EQ(period_in_words(3600s), "1 hour");
  EXPECT_EQ(period_in_words(5184000s), "60 days");
  EXPECT_EQ(period_in_words(90061s), "1 day 1 hour 1 minute 1 second");
  EXPECT_EQ(period_in_words(0s), "0 seconds");
  EXPECT_EQ(period_in_words(-5s), "-5 seconds");
}

}  // namespace
}  // namespace caprock
