#include "source/dsc_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "source/text_lines.h"

namespace caprock {
namespace {

enum class TokenKind : std::uint8_t {
  end,
  line,  // the end of a line, or `;`
  word,
  text,      // in quotes
  variable,  // `$name`, `${name}`
  open_brace,
  close_brace,
  open,  // `(` `$(` `@(` `[`
  close,
  comma,
  equals,
  other,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;        // of words, texts and variables; else as written
  bool is_literal = true;  // of texts: no variable inside
  std::size_t at = 0;
};

constexpr std::size_t k_most_properties = 256;  // the largest resource has a third

// Thrown inside this file only: PowerShell's brackets end in many places, and errors in one.
struct Malformed {
  std::size_t at;
  std::string message;
  std::string hint;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == ':' || c == '\\' || c == '/' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// PowerShell takes typographic quotes for quotes.
constexpr std::array<std::string_view, 4> k_double = {"\"", "\u201C", "\u201D", "\u201E"};
constexpr std::array<std::string_view, 5> k_single = {"'", "\u2018", "\u2019", "\u201A", "\u201B"};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    skip_blanks();
    Token token;
    token.at = at_;
    if (at_ >= text_.size()) return token;
    if (here_string(token) || quoted(token)) return token;
    const char c = text_[at_];
    if (c == '$') return dollar(std::move(token));
    if (is_letter(c) || is_digit(c) || (c == '-' && is_digit(peek(1)))) {
      std::size_t size = 1;
      while (at_ + size < text_.size() && is_word(text_[at_ + size]) && quote_at(size) == 0) ++size;
      token.kind = TokenKind::word;
      return take(std::move(token), size);
    }
    if (c == '@' && (peek(1) == '(' || peek(1) == '{')) {
      token.kind = peek(1) == '(' ? TokenKind::open : TokenKind::open_brace;
      return take(std::move(token), 2);
    }
    token.kind = kind_of(c);
    return take(std::move(token), 1);
  }

 private:
  static TokenKind kind_of(char c) {
    switch (c) {
      case '\n':
      case ';': return TokenKind::line;
      case '{': return TokenKind::open_brace;
      case '}': return TokenKind::close_brace;
      case '(':
      case '[': return TokenKind::open;
      case ')':
      case ']': return TokenKind::close;
      case ',': return TokenKind::comma;
      case '=': return TokenKind::equals;
      default: return TokenKind::other;
    }
  }

  char peek(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  Token take(Token token, std::size_t size) {
    token.text = text_.substr(at_, size);
    at_ += size;
    return token;
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == '`' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at_ += peek(1) == '\n' ? 2 : 3;  // the statement goes on
      } else if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (starts("<#")) {
        const std::size_t close = text_.find("#>", at_ + 2);
        if (close == text_.npos) throw Malformed{at_, "a comment has no end", "end it with `#>`"};
        at_ = close + 2;
      } else {
        return;
      }
    }
  }

  // The length of a quote of this kind, `ahead` of here; 0 when there is none.
  template <std::size_t N>
  std::size_t quote_at(const std::array<std::string_view, N>& quotes, std::size_t ahead) const {
    if (at_ + ahead > text_.size()) return 0;
    for (const std::string_view quote : quotes)
      if (text_.substr(at_ + ahead).starts_with(quote)) return quote.size();
    return 0;
  }
  std::size_t quote_at(std::size_t ahead) const {
    return std::max(quote_at(k_double, ahead), quote_at(k_single, ahead));
  }

  bool quoted(Token& token) {
    if (const std::size_t size = quote_at(k_single, 0); size > 0) {
      at_ += size;
      single(token);
    } else if (const std::size_t wide = quote_at(k_double, 0); wide > 0) {
      at_ += wide;
      expandable(token, false);
    } else {
      return false;
    }
    token.kind = TokenKind::text;
    return true;
  }

  void single(Token& token) {
    while (at_ < text_.size()) {
      const std::size_t size = quote_at(k_single, 0);
      if (size == 0) {
        token.text += text_[at_++];
        continue;
      }
      const std::size_t again = quote_at(k_single, size);
      if (again > 0) token.text += text_.substr(at_, size);
      at_ += size + again;
      if (again == 0) return;
    }
    throw Malformed{token.at, "a text in quotes has no end", "end it with a quote"};
  }

  // `is_here`: quotes are letters, and the text ends with a line that begins with `"@`.
  void expandable(Token& token, bool is_here) {
    while (at_ < text_.size()) {
      if (is_here ? ends_here_string() : ends_expandable()) return;
      if (text_[at_] == '`')
        escape(token);
      else if (text_[at_] == '$' && begins_expression())
        expression(token);
      else if (const std::size_t size = is_here ? 0 : quote_at(k_double, 0); size > 0) {
        token.text += text_.substr(at_, size);  // doubled
        at_ += size + quote_at(k_double, size);
      } else {
        token.text += text_[at_++];
      }
    }
    throw Malformed{token.at, "a text in quotes has no end", "end it with a quote"};
  }

  bool ends_expandable() {
    const std::size_t size = quote_at(k_double, 0);
    if (size == 0 || quote_at(k_double, size) > 0) return false;
    at_ += size;
    return true;
  }

  bool begins_expression() const {
    const char c = peek(1);
    return is_letter(c) || is_digit(c) || c == '{' || c == '(' || c == '?' || c == '^' ||
           c == '$' || c == ':';
  }

  // What stands for a variable is passed over; `$(...)` may hold quotes and brackets of its own.
  void expression(Token& token) {
    token.is_literal = false;
    ++at_;
    if (text_[at_] == '(')
      skip_brackets();
    else if (text_[at_] == '{')
      at_ = std::min(text_.find('}', at_), text_.size() - 1) + 1;
    else
      ++at_;
  }

  void skip_brackets() {
    if (++depth_ > k_max_dsc_depth)
      throw Malformed{at_, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
    const std::size_t start = at_;
    int open = 0;
    do {
      const Token token = next();
      if (token.kind == TokenKind::end) throw Malformed{start, "`$(` has no `)`", {}};
      if (token.kind == TokenKind::open) ++open;
      if (token.kind == TokenKind::close) --open;
    } while (open > 0);
    --depth_;
  }

  // Backtick and a letter.
  void escape(Token& token) {
    if (at_ + 1 >= text_.size()) {
      ++at_;
      return;
    }
    const char c = text_[at_ + 1];
    at_ += 2;
    switch (c) {
      case '0': token.text += '\0'; return;
      case 'a': token.text += '\a'; return;
      case 'b': token.text += '\b'; return;
      case 'e': token.text += '\x1B'; return;
      case 'f': token.text += '\f'; return;
      case 'n': token.text += '\n'; return;
      case 'r': token.text += '\r'; return;
      case 't': token.text += '\t'; return;
      case 'v': token.text += '\v'; return;
      default: token.text += c; return;  // the rest of a longer letter follows by itself
    }
  }

  bool here_string(Token& token) {
    if (text_[at_] != '@' || (peek(1) != '"' && peek(1) != '\'')) return false;
    std::size_t start = at_ + 2;
    while (start < text_.size() && is_space(text_[start])) ++start;
    if (start >= text_.size() || text_[start] != '\n') return false;
    const bool is_expandable = peek(1) == '"';
    token.kind = TokenKind::text;
    at_ = start;  // the line's end is seen, and is no part of the text
    if (is_expandable)
      expandable(token, true);
    else
      literal_here_string(token);
    // A line's end opens the text, and where it is not empty, another one closes it.
    if (token.text.starts_with('\n')) token.text.erase(0, 1);
    return true;
  }

  bool ends_here_string() {
    const bool crlf = starts("\r\n\"@");
    if (!crlf && !starts("\n\"@")) return false;
    at_ += crlf ? 4 : 3;
    return true;
  }

  void literal_here_string(Token& token) {
    const std::size_t close = text_.find("\n'@", at_);
    if (close == text_.npos)
      throw Malformed{token.at, "a text in quotes has no end", "end it with a line `'@`"};
    token.text = text_.substr(at_, close - at_);
    if (token.text.ends_with('\r')) token.text.pop_back();
    at_ = close + 3;
  }

  Token dollar(Token token) {
    token.kind = TokenKind::variable;
    if (peek(1) == '(') {
      token.kind = TokenKind::open;
      return take(std::move(token), 2);
    }
    if (peek(1) == '{') {
      const std::size_t close = text_.find('}', at_);
      if (close == text_.npos) throw Malformed{at_, "`${` has no `}`", {}};
      return take(std::move(token), close + 1 - at_);
    }
    std::size_t size = 1;
    while (is_letter(peek(size)) || is_digit(peek(size)) || peek(size) == ':') ++size;
    return take(std::move(token), size);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

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
    while (token_.kind != TokenKind::end) statement();
    if (!open_.empty())
      throw Malformed{open_.back().at, "`{` has no `}`", "the text may be cut off"};
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
    while (token_.kind == TokenKind::line) advance();
  }

  void skip_newlines() {
    while (token_.kind == TokenKind::line && token_.text == "\n") advance();
  }

  // One statement outside resources, up to the end of the line or a brace. Its first word is
  // remembered for the brace, which may stand on a line of its own.
  void statement() {
    skip_lines();
    if (token_.kind == TokenKind::word) {
      if (!dsc_type(token_.text).empty()) return resource();
      keyword_ = to_lower(token_.text);
    } else if (token_.kind != TokenKind::open_brace && token_.kind != TokenKind::other) {
      keyword_.clear();
    }
    for (; token_.kind != TokenKind::line && token_.kind != TokenKind::end; advance()) {
      if (token_.kind == TokenKind::open_brace) {
        open_block();
        return advance();
      }
      if (token_.kind == TokenKind::close_brace) {
        close_block();
        return advance();
      }
    }
  }

  void open_block() {
    if (open_.size() >= k_max_dsc_depth)
      throw Malformed{token_.at, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
    open_.push_back({std::exchange(keyword_, {}), token_.at});
  }
  void close_block() {
    if (open_.empty()) throw Malformed{token_.at, "`}` has no `{`", {}};
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
    while (token_.kind == TokenKind::text || token_.kind == TokenKind::word ||
           token_.kind == TokenKind::variable)
      advance();
    skip_newlines();
    if (token_.kind != TokenKind::open_brace) return;
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
    for (skip_lines(); token_.kind != TokenKind::close_brace; skip_lines()) {
      if (token_.kind == TokenKind::end)
        throw Malformed{start, "the resource has no `}`", "the text may be cut off"};
      property(resource);
    }
    advance();
  }

  void property(DscResource& resource) {
    const Token name = token_;
    if (name.kind != TokenKind::word && name.kind != TokenKind::text)
      throw Malformed{name.at, "a property must begin with its name", "write `Name = value`"};
    advance();
    if (token_.kind != TokenKind::equals)
      throw Malformed{token_.at, fmt::format("there is no `=` after `{}`", shown(name.text)),
                      "write `Name = value`"};
    advance();
    skip_newlines();
    const Place where = place_at(token_.at);
    Value value = values(1);
    if (is_dsc_connection_parameter(name.text)) return;
    if (resource.properties.size() + resource.expressions.size() >= k_most_properties)
      throw Malformed{name.at, "too many properties in one resource", {}};
    if (member(resource.properties, name.text) != nullptr)
      throw Malformed{name.at, fmt::format("`{}` is there twice", shown(name.text)),
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
    if (token_.kind != TokenKind::comma) return first;
    Value list{json::array(), true, true};
    append(list, std::move(first));
    while (token_.kind == TokenKind::comma) {
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
      case TokenKind::end:
      case TokenKind::line:
      case TokenKind::comma:
      case TokenKind::close_brace: return true;
      case TokenKind::close: return token_.text == ")";
      default: return false;
    }
  }

  Value literal(int depth) {
    if (depth > k_max_dsc_depth)
      throw Malformed{token_.at, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
    Token token = std::move(token_);
    switch (token.kind) {
      case TokenKind::text:
        advance();
        return {json::value(token.text), token.is_literal, token.is_literal};
      case TokenKind::variable: advance(); return constant(token.text);
      case TokenKind::word: advance(); return word(token, depth);
      case TokenKind::open_brace:
        if (token.text != "@{") break;
        advance();
        return hash_table(token.at, depth);
      case TokenKind::open:
        if (token.text != "@(" && token.text != "(") break;
        advance();
        return brackets(token, depth);
      case TokenKind::end:
      case TokenKind::line:
      case TokenKind::close:
      case TokenKind::close_brace:
      case TokenKind::comma:
        throw Malformed{token.at, "a value is missing", "write `Name = value`"};
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
  Value word(const Token& token, int depth) {
    if (token_.kind == TokenKind::open_brace && starts_with_ignoring_case(token.text, "MSFT_")) {
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
    for (skip_lines(); token_.kind != TokenKind::close_brace; skip_lines()) {
      const Token name = std::move(token_);
      if (name.kind == TokenKind::end) throw Malformed{start, "`{` has no `}`", {}};
      advance();
      if ((name.kind != TokenKind::word && name.kind != TokenKind::text) ||
          token_.kind != TokenKind::equals)
        throw Malformed{name.at, "an entry must be `Name = value`", {}};
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
  Value brackets(const Token& start, int depth) {
    Value list{json::array(), true, true};
    for (skip_lines(); token_.kind != TokenKind::close; skip_lines()) {
      if (token_.kind == TokenKind::end)
        throw Malformed{start.at, fmt::format("`{}` has no `)`", start.text), {}};
      append_flat(list, values(depth + 1));
    }
    if (token_.text != ")") throw Malformed{token_.at, "`]` where `)` belongs", {}};
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
      if (token_.kind == TokenKind::end) return;
      const bool is_inside = token_.kind == TokenKind::comma || (goes_on && token_.text == "\n");
      if (open == 0 && ends_operand() && !is_inside) return;
      const bool opens = token_.kind == TokenKind::open || token_.kind == TokenKind::open_brace;
      const bool closes = token_.kind == TokenKind::close || token_.kind == TokenKind::close_brace;
      if (opens) ++open;
      if (closes && --open < 0) throw Malformed{token_.at, "a bracket closes that is not open", {}};
      if (token_.kind != TokenKind::line) goes_on = token_.text == "+" || token_.text == "|";
    }
  }

  std::string_view text_;
  std::string file_;
  Lexer lexer_;
  Token token_;
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
  return stop > 0 && is_letter(name.front()) && (rest.empty() || rest.starts_with('{'));
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
  } catch (const Malformed& malformed) {
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
