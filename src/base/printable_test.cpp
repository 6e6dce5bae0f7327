#include "base/printable.h"

#include <gtest/gtest.h>

#include "base/code_points.h"
#include "base/text.h"

namespace caprock {
namespace {

TEST(printable, leaves_nothing_that_a_terminal_obeys) {
  EXPECT_EQ(printable("a\x1b[2J\x07\x7f"), "a\uFFFD[2J\uFFFD\uFFFD");
  EXPECT_EQ(printable("\u009b31m"), "\uFFFD31m");
  EXPECT_EQ(printable("\u202Etxt\u2066"), "\uFFFDtxt\uFFFD");
  EXPECT_EQ(printable("\uFFFE\uFFFF"), "\uFFFD\uFFFD");
}

TEST(printable, keeps_one_line_and_ordinary_text) {
  EXPECT_EQ(printable("a\r\nb\tc"), "a  b c");
  EXPECT_EQ(printable("Geräte ✓ `x`"), "Geräte ✓ `x`");
}

TEST(printable, a_byte_that_is_not_utf8_is_replaced) {
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\uFFFDb");
}

TEST(printable, a_quotable_name_cannot_end_its_quotation) {
  EXPECT_EQ(quotable("a`b`"), "a'b'");
  EXPECT_EQ(in_backticks("a`b`"), "`a'b'`");
}

TEST(code_points, east_asian_text_takes_two_columns_and_combining_marks_none) {
  EXPECT_EQ(display_width("要求"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("äöü"), 3U);
}

TEST(code_points, reads_sequences_of_every_length) {
  EXPECT_EQ(first_code_point("a").value, U'a');
  EXPECT_EQ(first_code_point("ä").value, U'ä');
  EXPECT_EQ(first_code_point("要").value, U'要');
  EXPECT_EQ(first_code_point("🟢").value, U'🟢');
}

}  // namespace
}  // namespace caprock
