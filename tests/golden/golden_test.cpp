// Golden outputs: each golden/*.golden holds a command line, a rule, and what it must print. The
// exit code is part of it. CAPROCK_UPDATE_GOLDEN=1 rewrites the files instead (./dev golden).
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_rule = "\n----------\n";

std::string read_all(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<fs::path> golden_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(CAPROCK_SOURCE_DIR) / "golden"))
    if (entry.path().extension() == ".golden") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// Runs `caprock ...` from the source directory with both outputs together.
std::string output_of(const std::string& command) {
  const std::string program = "cd '" CAPROCK_SOURCE_DIR "' && '" CAPROCK_BINARY "'";
  const std::string line = program + command.substr(std::string("caprock").size()) + " 2>&1";
  std::FILE* pipe = popen(line.c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), size);
  const int status = pclose(pipe);
  return out + "[exit code " + std::to_string(WEXITSTATUS(status)) + "]\n";
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, prints_what_it_printed_before) {
  const std::string file = read_all(GetParam());
  const std::string command = file.substr(0, file.find('\n'));
  ASSERT_TRUE(command.starts_with("caprock ")) << GetParam();
  const std::string output = output_of(command);
  if (std::getenv("CAPROCK_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(GetParam(), std::ios::binary) << command << k_rule << output;
    return;
  }
  EXPECT_EQ(file, command + std::string(k_rule) + output)
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
