#include "cli/record_texts.h"

#include <fmt/format.h>

#include "base/text.h"

namespace caprock {
namespace {

// How many brackets are open after so much of a JSON text.
class Nesting {
 public:
  // A line; strings do not go over its end.
  void read(std::string_view line) {
    in_string_ = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (in_string_ && c == '\\')
        ++i;
      else if (c == '"')
        in_string_ = !in_string_;
      else if (!in_string_)
        depth_ += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }
  bool is_open() const { return depth_ > 0; }
  bool is_broken() const { return in_string_; }

 private:
  int depth_ = 0;
  bool in_string_ = false;
};

// A JSON document over several lines starts like one; a line of its own never does.
bool starts_document(std::string_view line) {
  const bool may = line == "{" || line.starts_with("[") || line.starts_with("{\"@odata.") ||
                   line.starts_with("{\"value\"");
  if (!may) return false;
  Nesting nesting;
  nesting.read(line);
  return nesting.is_open() && !nesting.is_broken();
}

}  // namespace

bool starts_as_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

RecordText RecordTexts::refused(ErrorCode code, std::string message, std::string hint,
                                std::size_t line) const {
  return {{}, line, Error{code, std::move(message), {name_}, std::move(hint)}};
}

// The document whose first line was read already, up to where its brackets close.
RecordText RecordTexts::document(std::string_view first, std::size_t number) {
  document_ = first;
  Nesting nesting;
  nesting.read(document_);
  while (nesting.is_open()) {
    const auto line = lines_.next();
    if (!line) break;
    if (line->too_long || document_.size() + line->text.size() > k_max_document) {
      ended_ = true;
      return refused(ErrorCode::file_too_large,
                     fmt::format("the document is longer than {} MiB", k_max_document >> 20),
                     std::string(k_one_a_line), number);
    }
    document_ += '\n';
    document_ += line->text;
    nesting.read(line->text);
  }
  return {document_, number, std::nullopt};
}

RecordText RecordTexts::text_of(const RecordLine& line, std::string_view text) {
  if (line.too_long)
    return refused(ErrorCode::file_too_large,
                   fmt::format("the line is longer than {} MiB", RecordLines::k_max_line >> 20),
                   std::string(k_one_a_line), line.number);
  // Places in a file that is one document are right without help.
  if (starts_document(text)) return document(text, line.number == 1 ? 0 : line.number);
  return {text, line.number, std::nullopt};
}

std::optional<RecordText> RecordTexts::next() {
  while (!ended_) {
    const auto line = lines_.next();
    if (!line) break;
    std::string_view text = line->text;
    if (line->number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (line->number == 1 && starts_as_utf16(text)) {
      ended_ = true;
      return refused(ErrorCode::text_encoding,
                     "the sign-ins are in UTF-16, which is read from files only",
                     "give a file instead of a pipe, or UTF-8", 0);
    }
    text = trim(text);
    if (line->too_long || !text.empty()) return text_of(*line, text);
  }
  return std::nullopt;
}

}  // namespace caprock
