// A file's text as UTF-8, whatever widespread exporters wrote.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace caprock {

// Reads a regular file of at most `limit` bytes. Errors: file.unreadable, file.too_large.
Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit);

// Reads standard input to its end. Errors: file.too_large; file.unreadable when nothing comes.
Result<std::string> read_standard_input(std::uintmax_t limit);

// UTF-8 (with or without byte order mark) and UTF-16 with byte order mark, as Windows PowerShell
// writes it, become UTF-8 without mark. Errors: text.encoding.
Result<std::string> decode_text(std::string bytes, const std::string& file);

}  // namespace caprock
