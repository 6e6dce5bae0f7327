#include "graph_json/json_text.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parser.hpp>
#include <cmath>
#include <unordered_set>

#include "base/text.h"
#include "graph_json/parse_json_in.h"
#include "graph_json/read_context.h"

namespace caprock {
namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

json::parse_options parse_options() {
  json::parse_options options;
  options.max_depth = k_max_json_depth;
  return options;
}

// Counts members and keeps no text: the cheap pass that every document goes through.
struct MemberCounter {
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);

  std::size_t members = 0;
  bool has_nan = false;  // `0e999`, which the library makes zero times infinity

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t n, json::error_code&) {
    members += n;
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_key(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double number, json::string_view, json::error_code&) {
    has_nan = has_nan || std::isnan(number);
    return true;
  }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

// Finds the JSON pointers of members given twice. Runs only on a text that is known to have some.
struct DuplicateFinder : MemberCounter {
  struct Open {
    bool is_object = false;
    std::size_t index = 0;  // of the next array element
    std::string key;        // the member being read
    std::unordered_set<std::string> seen;
  };

  std::vector<Open> open;
  std::string key_so_far;
  std::vector<std::string> found;

  std::string pointer() const {
    std::string out;
    for (const Open& level : open)
      out = level.is_object ? pointer_to(out, level.key) : pointer_to(out, level.index - 1);
    return out;
  }
  void next_value() {
    if (!open.empty() && !open.back().is_object) ++open.back().index;
  }
  bool on_array_begin(json::error_code&) {
    next_value();
    open.push_back(Open{});
    return true;
  }
  bool on_array_end(std::size_t, json::error_code&) {
    open.pop_back();
    return true;
  }
  bool on_object_begin(json::error_code&) {
    next_value();
    open.push_back(Open{});
    open.back().is_object = true;
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    open.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_so_far.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key_so_far.append(part.data(), part.size());
    Open& object = open.back();
    object.key = std::exchange(key_so_far, {});
    // A text that repeats one member a million times gets a bounded answer.
    if (!object.seen.insert(object.key).second && found.size() < k_most_duplicates)
      found.push_back(pointer());
    return true;
  }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return scalar(); }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return scalar(); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return scalar(); }
  bool on_double(double, json::string_view, json::error_code&) { return scalar(); }
  bool on_bool(bool, json::error_code&) { return scalar(); }
  bool on_null(json::error_code&) { return scalar(); }

 private:
  static constexpr std::size_t k_most_duplicates = 100;

  bool scalar() {
    next_value();
    return true;
  }
};

std::size_t members_in(const json::value& value) {
  std::size_t count = 0;
  if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) count += members_in(element);
  } else if (const json::object* object = value.if_object()) {
    count += object->size();
    for (const json::key_value_pair& member : *object) count += members_in(member.value());
  }
  return count;
}

// Zero is what such a number means, and it can be written as JSON again.
void make_nan_zero(json::value& value) {
  if (json::array* array = value.if_array()) {
    for (json::value& element : *array) make_nan_zero(element);
  } else if (json::object* object = value.if_object()) {
    for (json::key_value_pair& member : *object) make_nan_zero(member.value());
  } else if (const double* number = value.if_double(); number != nullptr && std::isnan(*number)) {
    value = 0.0;
  }
}

Place place_at(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  Place place;
  place.file = file;
  place.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  place.column = 1 + static_cast<int>(offset - line_start);
  return place;
}

// What probably went wrong, from the letters around the place where the parser stopped.
Error malformed(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = trim(text.substr(0, offset));
  const std::string_view rest = trim(text.substr(std::min(offset, text.size())));
  const char last = before.empty() ? ' ' : before.back();
  const char next = rest.empty() ? ' ' : rest.front();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  Error error{ErrorCode::json_malformed, "the text is not JSON", place_at(text, offset, file), ""};
  if (rest.empty()) {
    error.message = "the text ends before the JSON value is complete";
    error.hint = "the file may be cut off; export it again";
  } else if (last == ',' && (next == '}' || next == ']')) {
    error.message = "there is a comma with nothing after it";
    error.hint = "remove the comma before this bracket";
  } else if (offset > 0 && text[offset - 1] == '0' && is_digit(next)) {
    error.message = "a number has a leading zero";
    error.hint = "write it without the zero, or in quotes when it is not a number";
  } else if (next == '"' || ((next == '{' || next == '[') && last != ':')) {
    error.message = "a comma or colon is missing before this value";
    error.hint = "separate members with a comma and a name from its value with a colon";
  } else if (next == '\'') {
    error.message = "text is in single quotes";
    error.hint = "JSON wants double quotes";
  } else if (next == '/' || next == '#') {
    error.message = "there is a comment";
    error.hint = "JSON has no comments; remove it";
  } else {
    error.message = "the text is not JSON from here on";
  }
  return error;
}

Result<MemberCounter> check_syntax(std::string_view text, const std::string& file) {
  json::basic_parser<MemberCounter> parser(parse_options());
  json::error_code code;
  const std::size_t consumed = parser.write_some(false, text.data(), text.size(), code);
  if (code == json::error::too_deep)
    return failure(ErrorCode::json_too_deep,
                   "the JSON is nested deeper than " + std::to_string(k_max_json_depth) + " levels",
                   place_at(text, consumed, file),
                   "no Graph response is nested like this; export the objects again");
  if (code) return tl::unexpected(malformed(text, consumed, file));
  const std::size_t more = text.find_first_not_of(" \t\r\n", consumed);
  if (more != std::string_view::npos)
    return failure(ErrorCode::json_malformed, "there is more text after the end of the JSON value",
                   place_at(text, more, file),
                   "a bracket may be closed too early or once too often; one file holds one value");
  return parser.handler();
}

std::vector<Diagnostic> duplicates(std::string_view text, const std::string& file) {
  json::basic_parser<DuplicateFinder> parser(parse_options());
  json::error_code code;
  parser.write_some(false, text.data(), text.size(), code);
  std::vector<Diagnostic> diagnostics;
  for (const std::string& pointer : parser.handler().found) {
    Place where;
    where.file = file;
    where.pointer = pointer;
    const std::string name = quoted(pointer.substr(pointer.rfind('/') + 1));
    diagnostics.push_back({Severity::warning,
                           {ErrorCode::json_duplicate_member,
                            "member " + name + " is given twice; the last one counts", where,
                            "remove the one that is not meant"}});
  }
  return diagnostics;
}

}  // namespace

Result<Read<json::value>> parse_json(std::string_view text, const std::string& file) {
  return parse_json_in({}, text, file);
}

Result<Read<json::value>> parse_json_in(json::storage_ptr storage, std::string_view text,
                                        const std::string& file) {
  if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
  const std::size_t invalid = first_invalid_utf8(text);
  if (invalid != std::string_view::npos)
    return failure(ErrorCode::text_encoding, "the text is not UTF-8 from here on",
                   place_at(text, invalid, file), "save the file as UTF-8");
  if (trim(text).empty())
    return failure(ErrorCode::json_malformed, "the text is empty", place_at(text, 0, file));
  CAPROCK_TRY(const MemberCounter seen, check_syntax(text, file));
  json::parser parser(std::move(storage), parse_options());
  json::error_code code;
  parser.write(text.data(), text.size(), code);
  if (code) return tl::unexpected(malformed(text, 0, file));
  Read<json::value> read{parser.release(), {}};
  if (seen.has_nan) make_nan_zero(read.value);
  // The library keeps the last of members with one name, so fewer members than names say that
  // there were some. Finding them costs a set per object and is done only then.
  if (members_in(read.value) != seen.members) read.diagnostics = duplicates(text, file);
  return read;
}

std::string pointer_to(std::string_view pointer, std::string_view member) {
  std::string out(pointer);
  out += '/';
  for (const char c : member) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

}  // namespace caprock
