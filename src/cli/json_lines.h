// The line in a file on which a JSON pointer points.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace caprock {

// The 1-based line of the value a pointer names, member names without case; of the innermost value
// that is there, where it ends inside. 0 when the text does not begin as JSON. Cost: the text.
int line_of(std::string_view json, std::string_view pointer);

// The same for the files of a source, each read once. 0 when a file cannot be read.
class LineFinder {
 public:
  explicit LineFinder(std::filesystem::path source) : source_(std::move(source)) {}
  int line_of(const std::string& file, std::string_view pointer);

 private:
  const std::string& text_of(const std::string& file);

  std::filesystem::path source_;
  std::map<std::string, std::string> texts_;
};

}  // namespace caprock
