// The program as a user starts it, and the files that say what it must print.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace caprock {

struct Outcome {
  std::string out;  // both outputs together, unless said otherwise
  int exit_code = -1;
};

inline Outcome run_in_shell(const std::string& line) {
  std::FILE* pipe = popen(line.c_str(), "r");
  Outcome outcome;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    outcome.out.append(buffer.data(), size);
  outcome.exit_code = WEXITSTATUS(pclose(pipe));
  return outcome;
}

// `arguments` are for the shell, as they stand behind `caprock`; `before` is a command of its own.
inline Outcome run_program(const std::filesystem::path& folder, const std::string& arguments,
                           const std::string& before = "true") {
  return run_in_shell(before + "; cd '" + folder.string() + "' && '" CAPROCK_BINARY "' " +
                      arguments + " 2>&1");
}

// Standard output alone.
inline Outcome run_for_output(const std::filesystem::path& folder, const std::string& arguments) {
  return run_in_shell("cd '" + folder.string() + "' && '" CAPROCK_BINARY "' " + arguments +
                      " 2>/dev/null");
}

// Between the command of a golden file and what it prints.
inline constexpr std::string_view k_golden_rule = "\n----------\n";

// Empty if there is no such file.
inline std::string read_all(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace caprock
