// Transcripts in documents are real output: each is a golden file with the same command.
#include <gtest/gtest.h>

#include <map>

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

void expect_real_transcripts(const std::string& page, std::size_t count) {
  constexpr std::string_view k_start = "```\n$ ";
  const std::string document = read_all(CAPROCK_SOURCE_DIR "/docs/" + page);
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
  EXPECT_EQ(transcripts, count) << page;
}

TEST(Transcripts, of_what_if_are_what_the_program_prints) {
  expect_real_transcripts("what-if.md", 2);
}

TEST(Transcripts, of_diagnose_are_what_the_program_prints) {
  expect_real_transcripts("diagnose.md", 2);
}

}  // namespace
}  // namespace caprock
