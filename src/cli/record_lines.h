// Lines of a stream that may be endless: each as a view, none longer than a limit.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace caprock {

struct RecordLine {
  std::size_t number = 0;  // 1-based
  std::string_view text;   // without the line break; valid until the next call
  bool too_long = false;   // the rest of the line was skipped
};

class RecordLines {
 public:
  static constexpr std::size_t k_max_line = std::size_t{16} << 20;

  explicit RecordLines(std::istream& in, std::size_t max_line = k_max_line)
      : in_(in), max_line_(max_line) {}

  std::optional<RecordLine> next();
  std::uint64_t bytes_read() const { return bytes_; }

 private:
  bool fill();

  std::istream& in_;
  std::size_t max_line_;
  std::string block_;
  std::size_t at_ = 0;
  std::string line_;
  std::size_t number_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace caprock
