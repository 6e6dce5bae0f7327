// The words of a filter rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

struct FilterToken {
  enum class Kind : std::uint8_t { word, text, sign, end };
  Kind kind = Kind::end;
  bool hyphen = false;   // a word with a hyphen before it
  std::string text;      // the word, the content of a quoted text, or the sign itself
  std::size_t from = 0;  // where it begins, in bytes

  bool is(char sign) const { return kind == Kind::sign && text.front() == sign; }
  bool is_word(std::string_view word) const;  // without case
};

// The tokens of a rule; the last one is `end`. Errors: filter.bad_rule.
Result<std::vector<FilterToken>> filter_tokens(std::string_view rule);

Failure bad_filter(std::string message, std::size_t at);

}  // namespace caprock
