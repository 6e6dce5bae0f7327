// Golden outputs: each golden/*.golden holds a command line, a rule, and what it must print. The
// exit code is part of it. CAPROCK_UPDATE_GOLDEN=1 rewrites the files instead (./dev golden).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/program.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> golden_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(CAPROCK_SOURCE_DIR) / "golden"))
    if (entry.path().extension() == ".golden") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, prints_what_it_printed_before) {
  const std::string file = read_all(GetParam());
  const std::string command = file.substr(0, file.find('\n'));
  constexpr std::string_view k_program = "caprock ";
  ASSERT_TRUE(command.starts_with(k_program)) << GetParam();
  const Outcome outcome = run_program(CAPROCK_SOURCE_DIR, command.substr(k_program.size()));
  const std::string output =
      outcome.out + "[exit code " + std::to_string(outcome.exit_code) + "]\n";
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(GetParam(), std::ios::binary) << command << k_golden_rule << output;
    return;
  }
  EXPECT_EQ(file, command + std::string(k_golden_rule) + output)
      << "run ./dev golden and review the difference";
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(golden_files()), [](const auto& file) {
  std::string name = file.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
});

}  // namespace
}  // namespace caprock
