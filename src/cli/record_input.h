// Where the records of a log come from: a file, or standard input for `-`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "base/error.h"

namespace caprock {

class RecordInput {
 public:
  // Files in UTF-16, as Windows PowerShell writes them, come as UTF-8.
  // Errors: file.unreadable, and those of reading a file.
  Result<void> open(const std::filesystem::path& path);

  std::istream& stream() { return *stream_; }
  const std::string& name() const { return name_; }  // for messages
  std::uint64_t size() const { return size_; }       // 0: not known

 private:
  std::ifstream file_;
  std::istringstream decoded_;
  std::istream* stream_ = &std::cin;
  std::string name_ = "standard input";
  std::uint64_t size_ = 0;
};

}  // namespace caprock
