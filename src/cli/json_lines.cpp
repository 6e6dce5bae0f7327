#include "cli/json_lines.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// Larger files hold people, not policies.
constexpr std::uintmax_t k_max_size = std::uintmax_t{64} << 20;

// Walks over JSON text without making values of it. Everything is lenient: where the text is not
// JSON, a step fails.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) { skip_space(); }

  std::size_t at() const { return at_; }
  bool at_value() const { return at_ < text_.size(); }

  // Steps from an object or array to the value of one member or item.
  bool enter(std::string_view step) {
    if (peek() == '{') return enter_member(step);
    if (peek() == '[') return enter_item(step);
    return false;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool take(char sign) {
    skip_space();
    if (peek() != sign) return false;
    ++at_;
    skip_space();
    return true;
  }

  // The text between the quotes, as it is written.
  std::optional<std::string_view> take_string() {
    if (peek() != '"') return std::nullopt;
    const std::size_t from = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return std::nullopt;
    return text_.substr(from, at_++ - from);
  }

  void skip_value() {
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = peek();
      if (c == '"') {
        if (!take_string()) return;
      } else if (c == '{' || c == '[') {
        ++depth, ++at_;
      } else if (c == '}' || c == ']') {
        if (depth == 0) return;
        --depth, ++at_;
      } else if (c == ',' && depth == 0) {
        return;
      } else {
        ++at_;
        continue;
      }
      if (depth == 0) return;
    }
  }

  bool enter_member(std::string_view name) {
    const std::size_t start = at_++;
    skip_space();
    while (peek() == '"') {
      const auto key = take_string();
      if (!key || !take(':')) break;
      if (equal_ignoring_case(*key, name)) return at_value();
      skip_value();
      if (!take(',')) break;
    }
    at_ = start;
    return false;
  }

  bool enter_item(std::string_view step) {
    std::size_t left = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), left);
    if (error != std::errc() || end != step.data() + step.size()) return false;
    const std::size_t start = at_++;
    skip_space();
    for (; left > 0; --left) {
      skip_value();
      if (take(',')) continue;
      at_ = start;
      return false;
    }
    if (peek() != ']' && at_value()) return true;
    at_ = start;
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// `~1` and `~0` of RFC 6901.
std::string unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    if (escape) ++i;
    out += escape ? (step[i] == '1' ? '/' : '~') : step[i];
  }
  return out;
}

}  // namespace

int line_of(std::string_view json, std::string_view pointer) {
  Walk walk(json);
  if (!walk.at_value() || (json[walk.at()] != '{' && json[walk.at()] != '[')) return 0;
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    if (!walk.enter(unescaped(step))) break;
  }
  const auto lines =
      std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(walk.at()), '\n');
  return static_cast<int>(lines) + 1;
}

const std::string& LineFinder::text_of(const std::string& file) {
  const auto [at, is_new] = texts_.try_emplace(file);
  if (!is_new) return at->second;
  std::error_code error;
  const bool folder = std::filesystem::is_directory(source_, error);
  if (auto bytes = read_file(folder ? source_ / file : source_, k_max_size))
    if (auto text = decode_text(std::move(*bytes), file)) at->second = std::move(*text);
  return at->second;
}

int LineFinder::line_of(const std::string& file, std::string_view pointer) {
  return file.empty() ? 0 : caprock::line_of(text_of(file), pointer);
}

}  // namespace caprock
