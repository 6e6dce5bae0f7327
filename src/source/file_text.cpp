#include "source/file_text.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iostream>

#include "base/text.h"

namespace caprock {
namespace {

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

Result<std::string> decode_utf16(std::string_view bytes, bool little_endian,
                                 const std::string& file) {
  const auto unit_at = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little_endian ? first | second << 8 : first << 8 | second);
  };
  const auto broken = [&](const std::string& why) {
    return failure(ErrorCode::text_encoding, "the UTF-16 text is broken: " + why, {.file = file},
                   "export the file again, or save it as UTF-8");
  };
  if (bytes.size() % 2 != 0) return broken("it ends in the middle of a character");
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const char32_t unit = unit_at(i);
    if (is_low_surrogate(unit)) return broken("half of a surrogate pair is missing");
    if (!is_high_surrogate(unit)) {
      append_utf8(out, unit);
      continue;
    }
    i += 2;
    if (i >= bytes.size() || !is_low_surrogate(unit_at(i)))
      return broken("half of a surrogate pair is missing");
    append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (unit_at(i) - 0xDC00));
  }
  return out;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit) {
  const Place where{.file = path.string()};
  const auto unreadable = [&](const std::string& why, const std::string& hint = {}) {
    return failure(ErrorCode::file_unreadable, "cannot read the file: " + why, where,
                   hint.empty() ? "check the path and its permissions" : hint);
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error) return unreadable(error.message());
  if (!std::filesystem::is_regular_file(status))
    return unreadable("it is not a regular file",
                      "give a file or a folder; what comes through a pipe goes into `-`");
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return unreadable(error.message());
  if (size > limit)
    return failure(
        ErrorCode::file_too_large,
        fmt::format("the file has {} MiB, more than the limit of {} MiB", size >> 20, limit >> 20),
        where, "export fewer objects per file; a folder may hold any number of files");
  const std::string unfinished = "wait until whatever writes it is done, and read it again";
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!stream) return unreadable("permission denied");
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    return stream.eof() ? unreadable("it became shorter while it was read", unfinished)
                        : unreadable("the device reports an error");
  // Half of a file may look whole.
  if (stream.peek() != std::ifstream::traits_type::eof())
    return unreadable("it became longer while it was read", unfinished);
  return bytes;
}

Result<std::string> read_standard_input(std::uintmax_t limit) {
  const Place where{.file = "standard input"};
  std::string bytes;
  std::array<char, std::size_t{1} << 16> piece;
  while (std::cin.read(piece.data(), piece.size()), std::cin.gcount() > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
    if (bytes.size() > limit)
      return failure(ErrorCode::file_too_large,
                     fmt::format("more than the limit of {} MiB comes in", limit >> 20), where,
                     "give a folder, or pack it: archives are measured as they come");
  }
  if (bytes.empty())
    return failure(ErrorCode::file_unreadable, "nothing comes in", where,
                   "pipe a file of an export, or an archive of one, into it");
  return bytes;
}

Result<std::string> decode_text(std::string bytes, const std::string& file) {
  const std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE")) return decode_utf16(view.substr(2), true, file);
  if (view.starts_with("\xFE\xFF")) return decode_utf16(view.substr(2), false, file);
  if (view.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  return bytes;
}

}  // namespace caprock
