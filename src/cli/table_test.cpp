#include "cli/table.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace caprock {
namespace {

std::size_t widest(const std::string& text) {
  std::size_t widest = 0;
  for (const std::string& line : split(text, '\n')) widest = std::max(widest, display_width(line));
  return widest;
}

TEST(WrapText, breaks_at_spaces_and_cuts_words_that_are_too_long) {
  EXPECT_EQ(wrap_text("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap_text("abcdefghij", 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
  EXPECT_EQ(wrap_text("", 4), (std::vector<std::string>{""}));
}

TEST(WrapText, never_cuts_a_code_point) {
  EXPECT_EQ(wrap_text("äöüß", 2), (std::vector<std::string>{"äö", "üß"}));
}

TEST(Table, fits_the_width_and_wraps_cells) {
  Table table;
  table.add_column("name");
  table.add_column("cause", 20);
  table.add_row({"mio", "a policy that requires multifactor authentication for everybody"});
  const std::string text = table.render(40, Style::plain());
  EXPECT_LE(widest(text), 40u) << text;
  EXPECT_EQ(text.substr(0, text.find('\n')), "name  cause");
}

TEST(Table, colours_do_not_change_the_layout) {
  Table table;
  table.add_column("a");
  table.add_column("b");
  const Style style = Style::coloured();
  table.add_row({"x", "y"}, {[&](std::string_view t) { return style.red(t); }, {}});
  EXPECT_NE(table.render(20, style).find("\x1b[31mx\x1b[0m  y"), std::string::npos);
}

}  // namespace
}  // namespace caprock
