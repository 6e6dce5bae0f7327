#include "cli/record_input.h"

#include <optional>

#include "cli/record_texts.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// A regular file in UTF-16 in UTF-8; nothing for others.
Result<std::optional<std::string>> utf16_decoded(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string mark(2, ' ');
  file.read(mark.data(), 2);
  if (!starts_as_utf16(mark)) return std::optional<std::string>();
  CAPROCK_TRY(std::string bytes, read_file(path, RecordTexts::k_max_document));
  CAPROCK_TRY(std::string text, decode_text(std::move(bytes), path.string()));
  return std::optional<std::string>(std::move(text));
}

}  // namespace

Result<void> RecordInput::open(const std::filesystem::path& path) {
  if (path == "-") return {};
  name_ = path.string();
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) file_.open(path, std::ios::binary);
  if (!file_.is_open())
    return failure(ErrorCode::file_unreadable, "the sign-ins cannot be read", {name_},
                   "give a file, or - for standard input");
  stream_ = &file_;
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  size_ = std::filesystem::file_size(path, ignored);
  CAPROCK_TRY(std::optional<std::string> text, utf16_decoded(path));
  if (!text) return {};
  size_ = text->size();
  decoded_.str(std::move(*text));
  stream_ = &decoded_;
  return {};
}

}  // namespace caprock
