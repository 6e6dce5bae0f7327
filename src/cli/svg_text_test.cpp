#include "cli/svg_text.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(svg_text, capitals_and_wide_letters_take_more_room) {
  EXPECT_LT(text_width("illicit", 10), text_width("acacaca", 10));
  EXPECT_LT(text_width("acacaca", 10), text_width("ACACACA", 10));
  EXPECT_LT(text_width("acacaca", 10), text_width("漢漢漢漢漢漢漢", 10));
  EXPECT_EQ(text_width("e\u0301", 10), text_width("e", 10));
}

TEST(svg_text, what_does_not_fit_ends_in_an_ellipsis_within_the_room) {
  EXPECT_EQ(fitted("short", 100, 10), "short");
  EXPECT_EQ(fitted("one two three four", 65, 10), "one two t…");
  EXPECT_EQ(fitted("one two three four", 58, 10), "one two…");
  for (double room = 20; room < 400; room += 7)
    for (const char* text :
         {"CA001-ALLUSERS-REQUIRE-MFA for everybody", "要求所有用户使用多重身份验证"})
      EXPECT_LE(text_width(fitted(text, room, 13), 13), room);
}

TEST(svg_text, names_get_quotation_marks) {
  EXPECT_EQ(in_quotes("policy `A` and `B`"), "policy “A” and “B”");
}

TEST(svg_text, as_many_columns_as_the_text_is_wide) {
  EXPECT_EQ(columns_in(126, "acacacacac", 10), 20U);
  EXPECT_EQ(columns_in(0, "acac", 10), 2U);
}

}  // namespace
}  // namespace caprock
