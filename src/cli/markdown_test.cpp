#include "cli/markdown.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

TEST(markdown, a_name_cannot_be_a_picture_a_link_or_html) {
  EXPECT_EQ(markdown("![t](https://evil.example) <img> & *b*"),
            "\\!\\[t\\](https\\://evil.example) &lt;img&gt; &amp; \\*b\\*");
}

TEST(markdown, an_address_in_a_name_is_no_link) {
  EXPECT_EQ(markdown_name("WWW.evil.example http://x a: b. c"),
            "WWW\\.evil.example http\\://x a: b. c");
}

TEST(markdown, code_spans_stay_and_hold_anything) {
  EXPECT_EQ(markdown("policy `<a> | _b_` x"), "policy `<a> | _b_` x");
  EXPECT_EQ(markdown("policy `a | b`", MarkdownPlace::table), "policy `a \\| b`");
}

TEST(markdown, a_lone_backtick_opens_nothing) {
  EXPECT_EQ(markdown("a ` b [c]"), "a \\` b \\[c\\]");
  EXPECT_EQ(markdown_name("`x` <b>"), "'x' &lt;b&gt;");
}

}  // namespace
}  // namespace caprock
