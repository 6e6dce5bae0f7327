// The JSON texts of a stream of records: each line is one, and so is a document over several lines.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/record_lines.h"

namespace caprock {

// The hint for what cannot be read otherwise.
inline constexpr std::string_view k_one_a_line =
    "write one sign-in a line, for example with jq -c '.value[]'";

struct RecordText {
  std::string_view text;       // valid until the next call
  std::size_t line = 0;        // where it begins; 0 for a document that is the whole file
  std::optional<Error> error;  // why it cannot be had; then there is no text
};

class RecordTexts {
 public:
  // What is one document must be held whole; longer ones can be given line by line.
  static constexpr std::size_t k_max_document = std::size_t{256} << 20;

  // `name` is the place of its errors: text.encoding, file.too_large.
  RecordTexts(std::istream& in, std::string name) : lines_(in), name_(std::move(name)) {}

  std::optional<RecordText> next();
  std::uint64_t bytes_read() const { return lines_.bytes_read(); }

 private:
  RecordText text_of(const RecordLine& line, std::string_view text);
  RecordText document(std::string_view first, std::size_t number);
  RecordText refused(ErrorCode code, std::string message, std::string hint, std::size_t line) const;

  RecordLines lines_;
  std::string name_;
  std::string document_;
  bool ended_ = false;
};

bool starts_as_utf16(std::string_view text);

}  // namespace caprock
