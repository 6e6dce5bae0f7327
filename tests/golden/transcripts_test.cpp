// The transcripts of the documents are real output: each is a golden file with the same command.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "integration/planned_event.h"
#include "tests/program.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

// What each golden command prints, without the exit code.
std::map<std::string, std::string> golden_outputs() {
  std::map<std::string, std::string> outputs;
  for (const auto& entry : fs::directory_iterator(fs::path(CAPROCK_SOURCE_DIR) / "golden")) {
    const std::string text = read_all(entry.path());
    const std::size_t rule = text.find(k_golden_rule);
    const std::size_t start = rule + k_golden_rule.size();
    outputs[text.substr(0, rule)] = text.substr(start, text.rfind("[exit code") - start);
  }
  return outputs;
}

struct Document {
  const char* path;
  std::size_t transcripts;
};

class Transcripts : public testing::TestWithParam<Document> {};

TEST_P(Transcripts, are_what_the_program_prints) {
  constexpr std::string_view k_start = "```\n$ ";
  const std::string document = read_all(fs::path(CAPROCK_SOURCE_DIR) / GetParam().path);
  const auto outputs = golden_outputs();
  std::size_t transcripts = 0;
  for (std::size_t at = 0; (at = document.find(k_start, at)) != std::string::npos; ++transcripts) {
    const std::size_t command = at + k_start.size();
    const std::size_t line_end = document.find('\n', command);
    const std::string name = document.substr(command, line_end - command);
    const auto output = outputs.find(name);
    ASSERT_NE(output, outputs.end()) << "no golden file has the command " << name;
    const std::size_t end = document.find("```", line_end);
    EXPECT_EQ(document.substr(line_end + 1, end - line_end - 1), output->second) << name;
    at = end;
  }
  EXPECT_EQ(transcripts, GetParam().transcripts);
}

INSTANTIATE_TEST_SUITE_P(Documents, Transcripts,
                         testing::Values(Document{"docs/what-if.md", 2},
                                         Document{"docs/forecast.md", 1},
                                         Document{"docs/diagnose.md", 2}),
                         [](const auto& document) {
                           std::string name = document.param.path;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
                               '_');
                           return name;
                         });

// Every event that can be planned is in the document, with what it means.
TEST(ForecastDocument, lists_every_event) {
  const std::string document = read_all(fs::path(CAPROCK_SOURCE_DIR) / "docs/forecast.md");
  for (const EventWord& event : event_words()) {
    std::string row = "| `" + std::string(event.word);
    if (!event.argument.empty()) row += ":" + std::string(event.argument);
    row += "` | " + std::string(event.says) + " |\n";
    EXPECT_NE(document.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace caprock
