#include "compile/filter_tokens.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace caprock {
namespace {

constexpr std::string_view k_signs = "()[],";
constexpr std::string_view k_spaces = " \t\r\n";

// Letters outside ASCII are allowed in names of attribute sets.
bool is_word_character(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool digit = c >= '0' && c <= '9';
  return letter || digit || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

class TokenReader {
 public:
  explicit TokenReader(std::string_view rule) : rule_(rule) {}

  std::vector<FilterToken> all() {
    std::vector<FilterToken> tokens;
    do {
      at_ = std::min(rule_.find_first_not_of(k_spaces, at_), rule_.size());
      tokens.push_back(next());
    } while (tokens.back().kind != Kind::end && tokens.back().kind != Kind::unreadable);
    return tokens;
  }

 private:
  using Kind = FilterToken::Kind;

  FilterToken next() {
    if (at_ == rule_.size()) return {Kind::end, false, {}, at_};
    const char c = rule_[at_];
    if (c == '"' || c == '\'') return quoted();
    if (k_signs.find(c) != k_signs.npos) return {Kind::sign, false, std::string(1, c), at_++};
    return word();
  }

  FilterToken word() {
    FilterToken token{Kind::word, rule_[at_] == '-', {}, at_};
    std::size_t end = at_ + (token.hyphen ? 1 : 0);
    while (end < rule_.size() && is_word_character(rule_[end])) token.text += rule_[end++];
    if (token.text.empty()) return unreadable("this character has no place in a rule");
    at_ = end;
    return token;
  }

  // CA 2.7.4: double or single quotes; a backtick takes the next character as it is.
  FilterToken quoted() {
    FilterToken token{Kind::text, false, {}, at_};
    const char quote = rule_[at_];
    for (std::size_t i = at_ + 1; i < rule_.size(); ++i) {
      if (rule_[i] == quote) {
        at_ = i + 1;
        return token;
      }
      if (rule_[i] == '`' && i + 1 < rule_.size()) ++i;
      token.text += rule_[i];
    }
    return unreadable("this quote is never closed");
  }

  FilterToken unreadable(std::string why) const {
    return {Kind::unreadable, false, std::move(why), at_};
  }

  std::string_view rule_;
  std::size_t at_ = 0;
};

}  // namespace

bool FilterToken::is_word(std::string_view word) const {
  return kind == Kind::word && equal_ignoring_case(text, word);
}

std::vector<FilterToken> filter_tokens(std::string_view rule) { return TokenReader(rule).all(); }

}  // namespace caprock
