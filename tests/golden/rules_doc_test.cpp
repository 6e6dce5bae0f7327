// Every rule that a report or the code cites stands in docs/semantics.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/program.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

const fs::path k_root = CAPROCK_SOURCE_DIR;

// `CA 2.12`, `TS 5.3`, and all of `CA 1.9, 1.10 and 2.4`.
std::set<std::string> rules_in(const std::string& text) {
  static const std::regex k_citation(
      R"(\b(CA|TS) (\d+(?:\.\d+)*(?:(?:,| and| to) \d+(?:\.\d+)+)*))");
  static const std::regex k_number(R"(\d+(?:\.\d+)*)");
  std::set<std::string> rules;
  for (std::sregex_iterator at(text.begin(), text.end(), k_citation), end; at != end; ++at) {
    const std::string numbers = (*at)[2];
    for (std::sregex_iterator one(numbers.begin(), numbers.end(), k_number); one != end; ++one)
      rules.insert((*at)[1].str() + " " + one->str());
  }
  return rules;
}

// What stands first in a row or heading is written down there, and so are the sections it is in.
std::set<std::string> written_rules() {
  static const std::regex k_definition(R"((?:^|\n)(?:\| |## )((?:CA|TS) \d+(?:\.\d+)*))");
  std::set<std::string> rules;
  for (const auto& page : fs::directory_iterator(k_root / "docs/semantics")) {
    const std::string text = read_all(page.path());
    for (std::sregex_iterator at(text.begin(), text.end(), k_definition), end; at != end; ++at)
      for (std::string rule = (*at)[1];; rule.resize(rule.rfind('.'))) {
        rules.insert(rule);
        if (rule.find('.') == rule.npos) break;
      }
  }
  return rules;
}

// How many rules a file cites.
std::size_t expect_written(const fs::path& file, const std::set<std::string>& written) {
  const auto cited = rules_in(read_all(file));
  for (const std::string& rule : cited)
    EXPECT_TRUE(written.contains(rule)) << rule << " is cited in " << file;
  return cited.size();
}

TEST(Rules, every_rule_that_a_report_cites_is_written_down) {
  EXPECT_GT(expect_written(k_root / "golden/check-larkfield.golden", written_rules()), 5U);
}

TEST(Rules, every_rule_that_the_code_cites_is_written_down) {
  const auto written = written_rules();
  EXPECT_FALSE(
      written.contains("CA "
                       "2.99"));
  std::size_t cited = 0;
  for (const char* folder : {"src", "reference", "bench", "tests", "fuzz"})
    for (const auto& file : fs::recursive_directory_iterator(k_root / folder))
      if (file.path().extension() == ".cpp" || file.path().extension() == ".h")
        cited += expect_written(file.path(), written);
  EXPECT_GT(cited, 100U);
}

}  // namespace
}  // namespace caprock
