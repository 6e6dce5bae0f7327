#include "evaluate/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caprock::evaluate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Answers, CombineByKleenesLogic) {
  EXPECT_EQ(both(open_by("a"), certain(false)).match, Match::no);
  EXPECT_EQ(both(open_by("a"), certain(true)).match, Match::unknown);
  EXPECT_EQ(either(open_by("a"), certain(true)).match, Match::yes);
  EXPECT_EQ(either(open_by("a"), certain(false)).match, Match::unknown);
  EXPECT_EQ(opposite(open_by("a")).match, Match::unknown);
  EXPECT_EQ(opposite(certain(true)).match, Match::no);
}

TEST(Answers, NameWhatWouldSettleThemSortedAndOnce) {
  const Answer answer = both(both(open_by("b"), open_by("a")), either(open_by("b"), open_by("c")));
  EXPECT_THAT(answer.open, ElementsAre("a", "b", "c"));
  EXPECT_THAT(opposite(answer).open, ElementsAre("a", "b", "c"));
}

TEST(Answers, NameNothingThatDoesNotMatter) {
  EXPECT_THAT(both(open_by("a"), certain(false)).open, IsEmpty());
  EXPECT_THAT(either(certain(true), open_by("a")).open, IsEmpty());
  // A certain answer may come with inputs that were looked at.
  EXPECT_THAT(both({Match::yes, {"looked at"}}, open_by("a")).open, ElementsAre("a"));
  EXPECT_THAT(either(open_by("a"), {Match::no, {"looked at"}}).open, ElementsAre("a"));
}

}  // namespace
}  // namespace caprock::evaluate
