#include "cli/record_lines.h"

#include <gmock/gmock.h>

#include <sstream>
#include <vector>

namespace caprock {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(const std::string& text, std::size_t max_line = 100) {
  std::istringstream in(text);
  RecordLines lines(in, max_line);
  std::vector<std::string> out;
  while (const auto line = lines.next()) {
    EXPECT_EQ(line->number, out.size() + 1);
    out.push_back(std::string(line->text) + (line->too_long ? "..." : ""));
  }
  return out;
}

TEST(RecordLines, ends_at_line_breaks_of_both_kinds_and_at_the_end) {
  EXPECT_THAT(lines_of("a\nb\r\n\nc"), ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(lines_of("a\n"), ElementsAre("a"));
  EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST(RecordLines, what_is_longer_than_the_limit_is_skipped) {
  EXPECT_THAT(lines_of("12345\n123456\nx", 5), ElementsAre("12345", "12345...", "x"));
}

TEST(RecordLines, lines_go_over_the_ends_of_blocks) {
  const std::string big(600'000, 'x');
  EXPECT_THAT(lines_of(big + "\n" + big, 1'000'000), ElementsAre(big, big));
  EXPECT_THAT(lines_of(big + "\ny", 300'000), ElementsAre(std::string(300'000, 'x') + "...", "y"));
}

}  // namespace
}  // namespace caprock
