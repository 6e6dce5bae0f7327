// The README's transcript is real output: each of its lines stands in the golden file, in order.
#include <gtest/gtest.h>

#include <vector>

#include "tests/program.h"

namespace caprock {
namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::istringstream file(read_all(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// The lines of the block that starts with `$ caprock check`.
std::vector<std::string> transcript() {
  std::vector<std::string> block;
  bool inside = false;
  for (const std::string& line : lines_of(CAPROCK_SOURCE_DIR "/README.md")) {
    if (line == "```") inside = false;
    if (inside) block.push_back(line);
    if (line.starts_with("$ caprock check ")) inside = true;
  }
  return block;
}

TEST(Readme, shows_what_the_demo_prints) {
  const std::vector<std::string> shown = transcript();
  const std::vector<std::string> printed =
      lines_of(CAPROCK_SOURCE_DIR "/golden/check-larkfield.golden");
  ASSERT_GT(shown.size(), 10u);
  ASSERT_GT(printed.size(), shown.size() + 2);
  for (std::size_t i = 0; i < shown.size(); ++i)
    EXPECT_EQ(shown[i], printed[i + 2]) << "README.md, line " << i + 1 << " of the transcript";
}

}  // namespace
}  // namespace caprock
