// The words of a PowerShell text, as far as Microsoft365DSC configurations need them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace caprock {

inline constexpr int k_max_dsc_depth = 64;  // of brackets inside each other

enum class DscTokenKind : std::uint8_t {
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

struct DscToken {
  DscTokenKind kind = DscTokenKind::end;
  std::string text;        // of words, texts and variables; else as written
  bool is_literal = true;  // of texts: no variable inside
  std::size_t at = 0;
};

// A letter that names begin with.
bool is_dsc_letter(char c);

// PowerShell's brackets end in many places, and errors in one: thrown by the lexer and the parser,
// caught where the parser is called (dsc_text.h).
struct DscMalformed {
  std::size_t at;
  std::string message;
  std::string hint;
};

class DscLexer {
 public:
  explicit DscLexer(std::string_view text) : text_(text) {}

  DscToken next();

 private:
  static DscTokenKind kind_of(char c);
  char peek(std::size_t ahead) const;
  bool starts(std::string_view what) const;
  DscToken take(DscToken token, std::size_t size);
  void skip_blanks();
  std::size_t quote_at(std::span<const std::string_view> quotes, std::size_t ahead) const;
  std::size_t quote_at(std::size_t ahead) const;
  bool quoted(DscToken& token);
  void single(DscToken& token);
  void expandable(DscToken& token, bool is_here);
  bool ends_expandable();
  bool begins_expression() const;
  void expression(DscToken& token);
  void skip_brackets();
  void escape(DscToken& token);
  bool here_string(DscToken& token);
  bool ends_here_string();
  void literal_here_string(DscToken& token);
  DscToken dollar(DscToken token);

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace caprock
