// The words of a filter rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caprock {

struct FilterToken {
  enum class Kind : std::uint8_t { word, text, sign, unreadable, end };
  Kind kind = Kind::end;
  bool hyphen = false;  // a word with a hyphen before it
  std::string text;     // the word, the content of a quoted text, the sign, or why it is unreadable
  std::size_t from = 0;  // where it begins, in bytes

  bool is(char sign) const { return kind == Kind::sign && text.front() == sign; }
  bool is_word(std::string_view word) const;  // without case
};

// The tokens of a rule; the last one is `end`, or `unreadable` where reading stopped.
std::vector<FilterToken> filter_tokens(std::string_view rule);

}  // namespace caprock
