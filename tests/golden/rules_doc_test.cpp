// Every rule that a report cites stands in docs/semantics.
#include <gtest/gtest.h>

#include <set>

#include "tests/program.h"

namespace caprock {
namespace {

// `CA 2.12`, `TS 5.3`: the letters, a blank, numbers with points.
std::set<std::string> rules_in(const std::string& text) {
  std::set<std::string> rules;
  for (const std::string family : {"CA ", "TS "})
    for (std::size_t at = 0; (at = text.find(family, at)) != std::string::npos; ++at) {
      std::size_t end = at + family.size();
      while (end < text.size() &&
             (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.'))
        ++end;
      std::string rule = text.substr(at, end - at);
      while (rule.back() == '.') rule.pop_back();
      if (rule.size() > family.size()) rules.insert(rule);
    }
  return rules;
}

std::string semantics() {
  std::string written;
  for (const auto& page : std::filesystem::directory_iterator(
           std::filesystem::path(CAPROCK_SOURCE_DIR) / "docs/semantics"))
    written += read_all(page.path());
  return written;
}

TEST(Rules, every_rule_that_a_report_cites_is_written_down) {
  const std::string written = semantics();
  const auto cited = rules_in(
      read_all(std::filesystem::path(CAPROCK_SOURCE_DIR) / "golden/check-larkfield.golden"));
  EXPECT_GT(cited.size(), 5u);
  for (const std::string& rule : cited)
    EXPECT_NE(written.find(rule), std::string::npos)
        << rule << " is cited and not in docs/semantics";
}

// Code may cite a whole section, too, which is there when one of its rules is.
TEST(Rules, every_rule_that_the_code_cites_is_written_down) {
  const std::string written = semantics();
  std::size_t cited = 0;
  for (const char* folder : {"src", "reference", "bench", "tests", "fuzz"})
    for (const auto& file : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(CAPROCK_SOURCE_DIR) / folder)) {
      const std::string extension = file.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      for (const std::string& rule : rules_in(read_all(file.path()))) {
        ++cited;
        EXPECT_NE(written.find(rule), std::string::npos)
            << rule << " is cited in " << file.path() << " and not in docs/semantics";
      }
    }
  EXPECT_GT(cited, 100u);
}

}  // namespace
}  // namespace caprock
