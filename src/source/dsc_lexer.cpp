#include "source/dsc_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace caprock {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
bool is_word(char c) {
  return is_dsc_letter(c) || is_digit(c) || c == '.' || c == '-' || c == ':' || c == '\\' ||
         c == '/' || static_cast<unsigned char>(c) >= 0x80;
}

// PowerShell takes typographic quotes for quotes.
constexpr std::array<std::string_view, 4> k_double = {"\"", "\u201C", "\u201D", "\u201E"};
constexpr std::array<std::string_view, 5> k_single = {"'", "\u2018", "\u2019", "\u201A", "\u201B"};

}  // namespace

bool is_dsc_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

DscToken DscLexer::next() {
  skip_blanks();
  DscToken token;
  token.at = at_;
  if (at_ >= text_.size()) return token;
  if (here_string(token) || quoted(token)) return token;
  const char c = text_[at_];
  if (c == '$') return dollar(std::move(token));
  if (is_dsc_letter(c) || is_digit(c) || (c == '-' && is_digit(peek(1)))) {
    std::size_t size = 1;
    while (at_ + size < text_.size() && is_word(text_[at_ + size]) && quote_at(size) == 0) ++size;
    token.kind = DscTokenKind::word;
    return take(std::move(token), size);
  }
  if (c == '@' && (peek(1) == '(' || peek(1) == '{')) {
    token.kind = peek(1) == '(' ? DscTokenKind::open : DscTokenKind::open_brace;
    return take(std::move(token), 2);
  }
  token.kind = kind_of(c);
  return take(std::move(token), 1);
}

DscTokenKind DscLexer::kind_of(char c) {
  switch (c) {
    case '\n':
    case ';': return DscTokenKind::line;
    case '{': return DscTokenKind::open_brace;
    case '}': return DscTokenKind::close_brace;
    case '(':
    case '[': return DscTokenKind::open;
    case ')':
    case ']': return DscTokenKind::close;
    case ',': return DscTokenKind::comma;
    case '=': return DscTokenKind::equals;
    default: return DscTokenKind::other;
  }
}

char DscLexer::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

bool DscLexer::starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

DscToken DscLexer::take(DscToken token, std::size_t size) {
  token.text = text_.substr(at_, size);
  at_ += size;
  return token;
}

void DscLexer::skip_blanks() {
  while (at_ < text_.size()) {
    if (is_space(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '`' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
      at_ += peek(1) == '\n' ? 2 : 3;  // the statement goes on
    } else if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (starts("<#")) {
      const std::size_t close = text_.find("#>", at_ + 2);
      if (close == text_.npos) throw DscMalformed{at_, "a comment has no end", "end it with `#>`"};
      at_ = close + 2;
    } else {
      return;
    }
  }
}

// The length of a quote of this kind, `ahead` of here; 0 when there is none.
std::size_t DscLexer::quote_at(std::span<const std::string_view> quotes, std::size_t ahead) const {
  if (at_ + ahead > text_.size()) return 0;
  for (const std::string_view quote : quotes)
    if (text_.substr(at_ + ahead).starts_with(quote)) return quote.size();
  return 0;
}

std::size_t DscLexer::quote_at(std::size_t ahead) const {
  return std::max(quote_at(k_double, ahead), quote_at(k_single, ahead));
}

bool DscLexer::quoted(DscToken& token) {
  if (const std::size_t size = quote_at(k_single, 0); size > 0) {
    at_ += size;
    single(token);
  } else if (const std::size_t wide = quote_at(k_double, 0); wide > 0) {
    at_ += wide;
    expandable(token, false);
  } else {
    return false;
  }
  token.kind = DscTokenKind::text;
  return true;
}

void DscLexer::single(DscToken& token) {
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
  throw DscMalformed{token.at, "a text in quotes has no end", "end it with a quote"};
}

// `is_here`: quotes are letters, and the text ends with a line that begins with `"@`.
void DscLexer::expandable(DscToken& token, bool is_here) {
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
  throw DscMalformed{token.at, "a text in quotes has no end", "end it with a quote"};
}

bool DscLexer::ends_expandable() {
  const std::size_t size = quote_at(k_double, 0);
  if (size == 0 || quote_at(k_double, size) > 0) return false;
  at_ += size;
  return true;
}

bool DscLexer::begins_expression() const {
  const char c = peek(1);
  return is_dsc_letter(c) || is_digit(c) || c == '{' || c == '(' || c == '?' || c == '^' ||
         c == '$' || c == ':';
}

// What stands for a variable is passed over; `$(...)` may hold quotes and brackets of its own.
void DscLexer::expression(DscToken& token) {
  token.is_literal = false;
  ++at_;
  if (text_[at_] == '(')
    skip_brackets();
  else if (text_[at_] == '{')
    at_ = std::min(text_.find('}', at_), text_.size() - 1) + 1;
  else
    ++at_;
}

void DscLexer::skip_brackets() {
  if (++depth_ > k_max_dsc_depth)
    throw DscMalformed{at_, fmt::format("nested deeper than {} levels", k_max_dsc_depth), {}};
  const std::size_t start = at_;
  int open = 0;
  do {
    const DscToken token = next();
    if (token.kind == DscTokenKind::end) throw DscMalformed{start, "`$(` has no `)`", {}};
    if (token.kind == DscTokenKind::open) ++open;
    if (token.kind == DscTokenKind::close) --open;
  } while (open > 0);
  --depth_;
}

// Backtick and a letter.
void DscLexer::escape(DscToken& token) {
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

bool DscLexer::here_string(DscToken& token) {
  if (text_[at_] != '@' || (peek(1) != '"' && peek(1) != '\'')) return false;
  std::size_t start = at_ + 2;
  while (start < text_.size() && is_space(text_[start])) ++start;
  if (start >= text_.size() || text_[start] != '\n') return false;
  const bool is_expandable = peek(1) == '"';
  token.kind = DscTokenKind::text;
  at_ = start;  // the line's end is seen, and is no part of the text
  if (is_expandable)
    expandable(token, true);
  else
    literal_here_string(token);
  // A line's end opens the text, and where it is not empty, another one closes it.
  if (token.text.starts_with('\n')) token.text.erase(0, 1);
  return true;
}

bool DscLexer::ends_here_string() {
  const bool crlf = starts("\r\n\"@");
  if (!crlf && !starts("\n\"@")) return false;
  at_ += crlf ? 4 : 3;
  return true;
}

void DscLexer::literal_here_string(DscToken& token) {
  const std::size_t close = text_.find("\n'@", at_);
  if (close == text_.npos)
    throw DscMalformed{token.at, "a text in quotes has no end", "end it with a line `'@`"};
  token.text = text_.substr(at_, close - at_);
  if (token.text.ends_with('\r')) token.text.pop_back();
  at_ = close + 3;
}

DscToken DscLexer::dollar(DscToken token) {
  token.kind = DscTokenKind::variable;
  if (peek(1) == '(') {
    token.kind = DscTokenKind::open;
    return take(std::move(token), 2);
  }
  if (peek(1) == '{') {
    const std::size_t close = text_.find('}', at_);
    if (close == text_.npos) throw DscMalformed{at_, "`${` has no `}`", {}};
    return take(std::move(token), close + 1 - at_);
  }
  std::size_t size = 1;
  while (is_dsc_letter(peek(size)) || is_digit(peek(size)) || peek(size) == ':') ++size;
  return take(std::move(token), size);
}

}  // namespace caprock
