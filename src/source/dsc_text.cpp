#include "source/dsc_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "source/dsc_lexer.h"
#include "source/dsc_properties.h"
#include "source/text_lines.h"

namespace caprock {
namespace {

constexpr std::size_t k_most_properties = 256;  // the largest resource has a third

// A value, or nothing where it is no literal. In a list, only the literals are left.
struct Value {
  json::value literal;
  bool is_whole = true;  // all of it is literal
  bool has_any = true;   // some of it is
};

class DscParser {
 public:
  DscParser(std::string_view text, std::string file)
      : text_(text), file_(std::move(file)), lexer_(text) {
    advance();
  }

  std::vector<DscResource> take_resources() {
    while (token_.kind != DscTokenKind::end) statement();
    if (!open_.empty())
      throw DscMalformed{open_.back().at, "`{` has no `}`", "the text may be cut off"};
    return std::move(resources_);
  }

  // REQUIRES: no earlier offset than in the call before.
  Place place_at(std::size_t offset) {
    for (; seen_ < offset; ++seen_) {
      if (text_[seen_] != '\n') continue;
      ++line_;
      line_at_ = seen_ + 1;
    }
    return {file_, {}, line_, static_cast<int>(offset - line_at_) + 1};
  }

 private:
  struct Block {
    std::string keyword;  // of the statement before it
    std::size_t at = 0;
  };

  void advance() { token_ = lexer_.next(); }
  void skip_lines() {
    while (token_.kind == DscTokenKind::line) advance();
  }

  void skip_newlines() {
    while (token_.kind == DscTokenKind::line && token_.text == "\n") advance();
  }

  // One statement outside resources, up to the end of the line or a brace. Its first word is
  // remembered for the brace, which may stand on a line of its own.
  void statement() {
    skip_lines();
    if (token_.kind == DscTokenKind::word) {
      if (!dsc_type(token_.text).empty()) return resource();
      keyword_ = to_lower(token_.text);
    } else if (token_.kind != DscTokenKind::open_brace && token_.kind != DscTokenKind::other) {
      keyword_.clear();
    }
    for (; token_.kind != DscTokenKind::line && token_.kind != DscTokenKind::end; advance()) {
      if (token_.kind == DscTokenKind::open_brace) {
        open_block();
        return advance();
      }
      if (token_.kind == DscTokenKind::close_brace) {
        close_block();
        return advance();
      }
    }
  }

  void open_block() {
    if (open_.size() >= k_max_dsc_depth)
      throw DscMalformed{
          token_.at, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
    open_.push_back({std::exchange(keyword_, {}), token_.at});
  }
  void close_block() {
    if (open_.empty()) throw DscMalformed{token_.at, "`}` has no `{`", {}};
    keyword_ = std::move(open_.back().keyword);  // `Node $AllNodes.Where{ ... }.NodeName {`
    open_.pop_back();
  }

  // `Type Name {`, then properties; without the brace the word is used for something else.
  void resource() {
    DscResource resource;
    resource.type = dsc_type(token_.text);
    resource.where = place_at(token_.at);
    resource.guard = guard();
    advance();
    while (token_.kind == DscTokenKind::text || token_.kind == DscTokenKind::word ||
           token_.kind == DscTokenKind::variable)
      advance();
    skip_newlines();
    if (token_.kind != DscTokenKind::open_brace) return;
    properties(resource);
    resources_.push_back(std::move(resource));
  }

  // The innermost block around that is no part of every configuration: it may run never, or often.
  std::string guard() const {
    for (auto block = open_.rbegin(); block != open_.rend(); ++block)
      if (block->keyword != "configuration" && block->keyword != "node")
        return block->keyword.empty() ? "{" : block->keyword;
    return {};
  }

  void properties(DscResource& resource) {
    const std::size_t start = token_.at;
    advance();
    for (skip_lines(); token_.kind != DscTokenKind::close_brace; skip_lines()) {
      if (token_.kind == DscTokenKind::end)
        throw DscMalformed{start, "the resource has no `}`", "the text may be cut off"};
      property(resource);
    }
    advance();
  }

  void property(DscResource& resource) {
    const DscToken name = token_;
    if (name.kind != DscTokenKind::word && name.kind != DscTokenKind::text)
      throw DscMalformed{name.at, "a property must begin with its name", "write `Name = value`"};
    advance();
    if (token_.kind != DscTokenKind::equals)
      throw DscMalformed{token_.at, fmt::format("there is no `=` after `{}`", shown(name.text)),
                         "write `Name = value`"};
    advance();
    skip_newlines();
    const Place where = place_at(token_.at);
    Value value = values(1);
    if (is_dsc_connection_parameter(name.text)) return;
    if (resource.properties.size() + resource.expressions.size() >= k_most_properties)
      throw DscMalformed{name.at, "too many properties in one resource", {}};
    if (member(resource.properties, name.text) != nullptr)
      throw DscMalformed{name.at, fmt::format("`{}` is there twice", shown(name.text)),
                         "keep one of them"};
    if (!value.is_whole) resource.expressions.push_back({shown(name.text), where});
    if (value.has_any) resource.properties[name.text] = std::move(value.literal);
  }

  static std::string shown(std::string_view name) {
    name = name.substr(0, 100);
    return std::string(name.substr(0, first_invalid_utf8(name)));
  }

  // A value up to the end of its statement: one literal, or several with commas, which are a list.
  Value values(int depth) {
    Value first = operand(depth);
    if (token_.kind != DscTokenKind::comma) return first;
    Value list{json::array(), true, true};
    append(list, std::move(first));
    while (token_.kind == DscTokenKind::comma) {
      advance();
      skip_newlines();
      append(list, operand(depth));
    }
    return list;
  }

  static void append(Value& list, Value item) {
    list.is_whole = list.is_whole && item.is_whole;
    if (item.has_any) list.literal.get_array().push_back(std::move(item.literal));
  }

  // A literal that nothing is done with.
  Value operand(int depth) {
    Value value = literal(depth);
    if (ends_operand()) return value;
    skip_expression();
    return {nullptr, false, false};
  }

  bool ends_operand() const {
    switch (token_.kind) {
      case DscTokenKind::end:
      case DscTokenKind::line:
      case DscTokenKind::comma:
      case DscTokenKind::close_brace: return true;
      case DscTokenKind::close: return token_.text == ")";
      default: return false;
    }
  }

  Value literal(int depth) {
    if (depth > k_max_dsc_depth)
      throw DscMalformed{
          token_.at, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
    DscToken token = std::move(token_);
    switch (token.kind) {
      case DscTokenKind::text:
        advance();
        return {json::value(token.text), token.is_literal, token.is_literal};
      case DscTokenKind::variable: advance(); return constant(token.text);
      case DscTokenKind::word: advance(); return word(token, depth);
      case DscTokenKind::open_brace:
        if (token.text != "@{") break;
        advance();
        return hash_table(token.at, depth);
      case DscTokenKind::open:
        if (token.text != "@(" && token.text != "(") break;
        advance();
        return brackets(token, depth);
      case DscTokenKind::end:
      case DscTokenKind::line:
      case DscTokenKind::close:
      case DscTokenKind::close_brace:
      case DscTokenKind::comma:
        throw DscMalformed{token.at, "a value is missing", "write `Name = value`"};
      default: break;
    }
    token_ = std::move(token);  // an expression from its first letter on
    return {nullptr, false, false};
  }

  static Value constant(std::string_view name) {
    if (equal_ignoring_case(name, "$true")) return {true};
    if (equal_ignoring_case(name, "$false")) return {false};
    if (equal_ignoring_case(name, "$null")) return {nullptr};
    return {nullptr, false, false};
  }

  // A number, or the class of an embedded instance.
  Value word(const DscToken& token, int depth) {
    if (token_.kind == DscTokenKind::open_brace && starts_with_ignoring_case(token.text, "MSFT_")) {
      const std::size_t at = token_.at;
      advance();
      return hash_table(at, depth);
    }
    std::int64_t number = 0;
    const char* const end = token.text.data() + token.text.size();
    const auto [stop, error] = std::from_chars(token.text.data(), end, number);
    if (error == std::errc() && stop == end) return {number};
    return {nullptr, false, false};
  }

  Value hash_table(std::size_t start, int depth) {
    Value table{json::object(), true, true};
    for (skip_lines(); token_.kind != DscTokenKind::close_brace; skip_lines()) {
      const DscToken name = std::move(token_);
      if (name.kind == DscTokenKind::end) throw DscMalformed{start, "`{` has no `}`", {}};
      advance();
      if ((name.kind != DscTokenKind::word && name.kind != DscTokenKind::text) ||
          token_.kind != DscTokenKind::equals)
        throw DscMalformed{name.at, "an entry must be `Name = value`", {}};
      advance();
      skip_newlines();
      Value value = values(depth + 1);
      table.is_whole = table.is_whole && value.is_whole;
      if (is_dsc_connection_parameter(name.text)) continue;
      if (value.has_any) table.literal.get_object()[name.text] = std::move(value.literal);
    }
    advance();
    return table;
  }

  // `@( )` is a list, its items on lines or behind commas; `( )` is what is inside.
  Value brackets(const DscToken& start, int depth) {
    Value list{json::array(), true, true};
    for (skip_lines(); token_.kind != DscTokenKind::close; skip_lines()) {
      if (token_.kind == DscTokenKind::end)
        throw DscMalformed{start.at, fmt::format("`{}` has no `)`", start.text), {}};
      append_flat(list, values(depth + 1));
    }
    if (token_.text != ")") throw DscMalformed{token_.at, "`]` where `)` belongs", {}};
    advance();
    json::array& items = list.literal.get_array();
    if (start.text == "@(") return list;
    if (!list.is_whole || items.size() != 1) return {nullptr, false, false};
    return {json::value(std::move(items.front()))};
  }

  // Lists inside `@( )` become part of it.
  static void append_flat(Value& list, Value item) {
    if (!item.has_any || !item.literal.is_array()) return append(list, std::move(item));
    list.is_whole = list.is_whole && item.is_whole;
    for (json::value& inner : item.literal.get_array())
      list.literal.get_array().push_back(std::move(inner));
  }

  // To the end of the statement, with commas (`-f $a, $b`), brackets and the lines after lines that
  // end in an operator.
  void skip_expression() {
    int open = 0;
    bool goes_on = false;
    for (;; advance()) {
      if (token_.kind == DscTokenKind::end) return;
      const bool is_inside = token_.kind == DscTokenKind::comma || (goes_on && token_.text == "\n");
      if (open == 0 && ends_operand() && !is_inside) return;
      const bool opens =
          token_.kind == DscTokenKind::open || token_.kind == DscTokenKind::open_brace;
      const bool closes =
          token_.kind == DscTokenKind::close || token_.kind == DscTokenKind::close_brace;
      if (opens) ++open;
      if (closes && --open < 0)
        throw DscMalformed{token_.at, "a bracket closes that is not open", {}};
      if (token_.kind != DscTokenKind::line) goes_on = token_.text == "+" || token_.text == "|";
    }
  }

  std::string_view text_;
  std::string file_;
  DscLexer lexer_;
  DscToken token_;
  std::vector<Block> open_;
  std::string keyword_;  // that the statement begins with, in lower case
  std::vector<DscResource> resources_;
  std::size_t seen_ = 0;     // how far lines are counted
  int line_ = 1;             // of seen_
  std::size_t line_at_ = 0;  // where line_ begins
};

// `AADGroup "name"` or `AADGroup name {`, so that prose does not count.
bool begins_resource(std::string_view line) {
  line = trim(line);
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  if (dsc_type(line.substr(0, end)).empty()) return false;
  const std::string_view name = trim(line.substr(end));
  if (name.starts_with('"') || name.starts_with('\'') || name.starts_with('$')) return true;
  const std::size_t stop = std::min(name.find_first_of(" \t{"), name.size());
  const std::string_view rest = trim(name.substr(stop));
  return stop > 0 && is_dsc_letter(name.front()) && (rest.empty() || rest.starts_with('{'));
}

Place place_of_byte(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t last = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return {file, {}, static_cast<int>(lines) + 1, static_cast<int>(offset - last) + 1};
}

}  // namespace

Result<std::vector<DscResource>> parse_dsc(std::string_view text, const std::string& file) {
  if (text.size() > k_max_dsc_bytes)
    return failure(ErrorCode::file_too_large,
                   fmt::format("a configuration may have up to {} bytes, and this one has {}",
                               k_max_dsc_bytes, text.size()),
                   {.file = file}, "split it");
  if (const std::size_t at = first_invalid_utf8(text); at != text.npos)
    return failure(ErrorCode::dsc_malformed, "the text is not UTF-8", place_of_byte(text, at, file),
                   "save the file as UTF-8");
  try {
    return DscParser(text, file).take_resources();
  } catch (const DscMalformed& malformed) {
    return failure(ErrorCode::dsc_malformed, malformed.message,
                   place_of_byte(text, malformed.at, file), malformed.hint);
  }
}

bool is_dsc_text(std::string_view text) {
  bool has_resource = false;
  const bool is_plain = for_each_line(
      text, [&](std::string_view line) { has_resource = has_resource || begins_resource(line); });
  return is_plain && has_resource && contains_ignoring_case(text, "Configuration");
}

Result<Converted> read_dsc_text(std::string_view text, const std::string& file) {
  CAPROCK_TRY(const std::vector<DscResource> resources, parse_dsc(text, file));
  return convert_dsc(resources);
}

}  // namespace caprock
