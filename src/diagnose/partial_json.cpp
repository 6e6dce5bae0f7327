#include "diagnose/partial_json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <vector>

#include "base/text.h"

namespace caprock {
namespace {

json::parse_options lenient() {
  json::parse_options options;
  options.max_depth = k_max_json_depth;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  return options;
}

// Builds the value as it is read, so that something is there when the text breaks off.
class Builder {
 public:
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return open(json::array()); }
  bool on_array_end(std::size_t, json::error_code&) { return close(); }
  bool on_object_begin(json::error_code&) { return open(json::object()); }
  bool on_object_end(std::size_t, json::error_code&) { return close(); }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    in_text_ = true;
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    in_text_ = false;
    return add(json::value(take(text_)));
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    levels_.back().key = take(key_);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) { return add(number); }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) { return add(number); }
  bool on_double(double number, json::string_view, json::error_code&) {
    return add(std::isfinite(number) ? json::value(number) : json::value(nullptr));
  }
  bool on_bool(bool truth, json::error_code&) { return add(truth); }
  bool on_null(json::error_code&) { return add(nullptr); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  bool in_text() const { return in_text_; }

  // Closes what is open and gives what there is.
  json::value finish() {
    if (in_text_ && !levels_.empty()) add(json::value(take(text_)));
    while (!levels_.empty()) close();
    return std::move(root_);
  }

 private:
  struct Level {
    json::value value;
    std::string key;  // of an object: the member that is read
  };

  static std::string take(std::string& text) { return std::exchange(text, {}); }

  bool open(json::value value) {
    levels_.push_back({std::move(value), {}});
    return true;
  }
  bool close() {
    json::value value = std::move(levels_.back().value);
    levels_.pop_back();
    return add(std::move(value));
  }
  bool add(json::value value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (json::array* list = levels_.back().value.if_array()) {
      list->push_back(std::move(value));
    } else {
      levels_.back().value.get_object()[levels_.back().key] = std::move(value);
    }
    return true;
  }

  json::value root_;
  std::vector<Level> levels_;
  std::string text_, key_;
  bool in_text_ = false;
};

std::string_view without_escape(char letter) {
  switch (letter) {
    case 'n': return "\n";
    case 'r': return "\r";
    case 't': return "\t";
    case '"': return "\"";
    case '\\': return "\\";
    case '/': return "/";
    default: return {};
  }
}

}  // namespace

PartialJson read_partial_json(std::string_view text) {
  json::basic_parser<Builder> parser(lenient());
  json::error_code code;
  PartialJson read;
  read.length = parser.write_some(true, text.data(), text.size(), code);
  read.last_text_cut = parser.handler().in_text();
  // A line of a log that was cut off breaks a text in the middle, which JSON does not allow.
  const bool line_cut =
      code && read.length < text.size() && (text[read.length] == '\n' || text[read.length] == '\r');
  if (code && !line_cut)
    read.end = JsonEnd::damaged;
  else
    read.end = parser.done() && !code ? JsonEnd::whole : JsonEnd::cut;
  read.value = parser.handler().finish();
  return read;
}

UnescapedText unescape_json(std::string_view text, std::size_t limit) {
  UnescapedText out;
  std::size_t at = 0;
  const std::size_t end = std::min(text.size(), limit);
  while (at < end && text[at] != '"' && text[at] != '\n') {
    if (text[at] != '\\' || at + 1 == end) {
      out.text += text[at++];
      continue;
    }
    const std::string_view plain = without_escape(text[at + 1]);
    if (plain.empty())
      out.text += text.substr(at, 2);  // `\u00e4` and others stay; the parser reads them
    else
      out.text += plain;
    at += 2;
  }
  out.length = at;
  return out;
}

}  // namespace caprock
