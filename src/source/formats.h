// The formats a file may have, in the order in which they are tried; by content, never by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "source/converted.h"

namespace caprock {

// A format of texts that are not JSON.
struct TextFormat {
  std::string_view name;  // for people: `Microsoft365DSC configuration`
  bool (*is)(std::string_view text);
  // Errors: source.unknown_format and those of the format; `where` names file and line.
  Result<Converted> (*read)(std::string_view text, const std::string& file);
};

// A format in JSON that is not Graph's.
struct JsonFormat {
  std::string_view name;
  bool (*is)(const json::value& document);
  Result<Converted> (*read)(const json::value& document, const std::string& file);
};

// A format of bytes that are no text.
struct BinaryFormat {
  std::string_view name;
  bool (*is)(std::string_view bytes);
  // Takes the whole file. Errors: those of the format; `where` names the file.
  Result<Converted> (*read)(std::string bytes, const std::string& file);
};

// nullptr: none of these.
const BinaryFormat* binary_format_of(std::string_view bytes);
const TextFormat* text_format_of(std::string_view text);
const JsonFormat* json_format_of(const json::value& document);

// The names of all of them, for documents and tests.
std::vector<std::string_view> format_names();

}  // namespace caprock
