// Recursive descent over the grammar of CA 2.7; one function per line of the grammar.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "reference/filter_rule.h"

namespace caprock::reference {
namespace {

constexpr int k_max_nesting = 64;

enum Operators : unsigned {
  k_equality = 1,    // eq ne
  k_membership = 2,  // in notIn
  k_texts = 4,       // startsWith endsWith and their negatives
  k_parts = 8,       // contains notContains
  k_every = 15,
};

struct DeviceProperty {
  std::string_view name;
  unsigned operators;
};

// The table of properties and their operators (CA 2.7). Names compare without case.
constexpr std::array k_device_properties = {
    DeviceProperty{"deviceId", k_equality | k_membership},
    DeviceProperty{"displayName", k_every},
    DeviceProperty{"deviceOwnership", k_equality},
    DeviceProperty{"enrollmentProfileName", k_every},
    DeviceProperty{"isCompliant", k_equality},
    DeviceProperty{"manufacturer", k_every},
    DeviceProperty{"mdmAppId", k_equality | k_membership},
    DeviceProperty{"model", k_every},
    DeviceProperty{"operatingSystem", k_every},
    DeviceProperty{"operatingSystemVersion", k_every},
    DeviceProperty{"physicalIds", k_parts},
    DeviceProperty{"systemLabels", k_parts},
    DeviceProperty{"profileType", k_equality},
    DeviceProperty{"trustType", k_equality},
};

// The operators a device property takes; 0 for a property that does not exist.
unsigned operators_of(std::string_view property) {
  for (const DeviceProperty& row : k_device_properties)
    if (equal_ignoring_case(row.name, property)) return row.operators;
  constexpr std::string_view k_extension = "extensionAttribute";
  for (int number = 1; number <= 15; ++number)
    if (equal_ignoring_case(std::string(k_extension) + std::to_string(number), property))
      return k_every;
  return 0;
}

struct OperatorWord {
  std::string_view word;
  FilterOperator op;
  bool negated;
  unsigned kind;
};

constexpr std::array k_operator_words = {
    OperatorWord{"eq", FilterOperator::equals, false, k_equality},
    OperatorWord{"ne", FilterOperator::equals, true, k_equality},
    OperatorWord{"startsWith", FilterOperator::starts_with, false, k_texts},
    OperatorWord{"notStartsWith", FilterOperator::starts_with, true, k_texts},
    OperatorWord{"endsWith", FilterOperator::ends_with, false, k_texts},
    OperatorWord{"notEndsWith", FilterOperator::ends_with, true, k_texts},
    OperatorWord{"contains", FilterOperator::contains, false, k_parts},
    OperatorWord{"notContains", FilterOperator::contains, true, k_parts},
    OperatorWord{"in", FilterOperator::in, false, k_membership},
    OperatorWord{"notIn", FilterOperator::in, true, k_membership},
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

class Parser {
 public:
  Parser(std::string_view text, FilterRealm realm) : text_(text), realm_(realm) {}

  Result<FilterRule> whole_rule() {
    CAPROCK_TRY(FilterRule rule, or_expression(0));
    skip_space();
    if (at_ != text_.size()) return bad("`-and`, `-or` or the end of the rule is expected here");
    return rule;
  }

 private:
  Result<FilterRule> or_expression(int depth) {
    return chain(depth, "or", FilterRule::Kind::disjunction);
  }

  Result<FilterRule> and_expression(int depth) {
    return chain(depth, "and", FilterRule::Kind::conjunction);
  }

  // part { keyword part }; `-and` binds closer than `-or`.
  Result<FilterRule> chain(int depth, std::string_view keyword, FilterRule::Kind kind) {
    FilterRule rule;
    rule.kind = kind;
    do {
      CAPROCK_TRY(FilterRule part, kind == FilterRule::Kind::disjunction ? and_expression(depth)
                                                                         : not_expression(depth));
      rule.parts.push_back(std::move(part));
    } while (take_keyword(keyword));
    if (rule.parts.size() > 1) return rule;
    FilterRule only = std::move(rule.parts.front());
    return only;
  }

  Result<FilterRule> not_expression(int depth) {
    if (!take_keyword("not")) return primary(depth);
    FilterRule rule;
    rule.kind = FilterRule::Kind::negation;
    CAPROCK_TRY(FilterRule inner, primary(depth));
    rule.parts.push_back(std::move(inner));
    return rule;
  }

  Result<FilterRule> primary(int depth) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != '(') return comparison();
    if (depth >= k_max_nesting) return bad("the rule has too many nested parentheses");
    take('(');
    CAPROCK_TRY(FilterRule inner, or_expression(depth + 1));
    if (!take(')')) return bad("a closing parenthesis is expected here");
    return inner;
  }

  Result<FilterRule> comparison() {
    FilterRule rule;
    rule.comparison.realm = realm_;
    CAPROCK_TRY(rule.comparison.property, property());
    skip_space();
    const std::size_t operator_at = at_;
    const OperatorWord* word = take_operator();
    if (!word) return bad("an operator such as `-eq` is expected here");
    if (realm_ == FilterRealm::device && !(operators_of(rule.comparison.property) & word->kind)) {
      at_ = operator_at;
      return bad("`device." + rule.comparison.property + "` does not take `-" +
                 std::string(word->word) + "`");
    }
    rule.comparison.op = word->op;
    rule.comparison.negated = word->negated;
    if (word->op == FilterOperator::in) {
      CAPROCK_TRY(rule.comparison.values, list());
    } else {
      CAPROCK_TRY(FilterValue one, value());
      rule.comparison.values.push_back(std::move(one));
    }
    return rule;
  }

  Result<std::string> property() {
    skip_space();
    const std::size_t start = at_;
    const std::string_view prefix =
        realm_ == FilterRealm::device ? "device." : "CustomSecurityAttribute.";
    const std::string_view name = take_word();
    if (!starts_with_ignoring_case(name, prefix) || name.size() == prefix.size()) {
      at_ = start;
      return bad("a property such as `" + std::string(prefix) +
                 (realm_ == FilterRealm::device ? "isCompliant`" : "Set_Attribute`") +
                 " is expected here");
    }
    const std::string_view plain = name.substr(prefix.size());
    if (realm_ == FilterRealm::device && operators_of(plain) == 0) {
      at_ = start;
      return bad("devices have no property `" + std::string(plain) + "`");
    }
    return std::string(plain);
  }

  // list = "[" value { "," value } "]"
  Result<std::vector<FilterValue>> list() {
    std::vector<FilterValue> values;
    if (!take('[')) return bad("a list such as `[\"a\", \"b\"]` is expected here");
    do {
      CAPROCK_TRY(FilterValue one, value());
      values.push_back(std::move(one));
    } while (take(','));
    if (!take(']')) return bad("`]` is expected here");
    return values;
  }

  Result<FilterValue> value() {
    skip_space();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) return quoted();
    const std::size_t start = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;  // the sign of a number
    take_word();
    const std::string_view word = text_.substr(start, at_ - start);
    if (equal_ignoring_case(word, "null")) return FilterValue();
    if (equal_ignoring_case(word, "true") || equal_ignoring_case(word, "false") || is_number(word))
      return FilterValue(std::string(word));
    at_ = start;
    return bad("a value in quotes, `True`, `False`, `null` or a number is expected here");
  }

  // Quotes inside a string are escaped with a backtick. Both kinds of quotes occur in real rules.
  Result<FilterValue> quoted() {
    const char quote = text_[at_];
    const std::size_t start = at_++;
    std::string content;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '`' && at_ + 1 < text_.size()) ++at_;
      content += text_[at_++];
    }
    if (at_ >= text_.size()) {
      at_ = start;
      return bad("this quote is never closed");
    }
    ++at_;
    return FilterValue(std::move(content));
  }

  static bool is_number(std::string_view word) {
    if (!word.empty() && word.front() == '-') word.remove_prefix(1);
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
  }

  const OperatorWord* take_operator() {
    for (const OperatorWord& row : k_operator_words)
      if (take_keyword(row.word)) return &row;
    return nullptr;
  }

  // A keyword, its leading hyphen optional, that is not the beginning of a longer word.
  bool take_keyword(std::string_view keyword) {
    skip_space();
    std::size_t next = at_;
    if (next < text_.size() && text_[next] == '-') ++next;
    if (!starts_with_ignoring_case(text_.substr(next), keyword)) return false;
    next += keyword.size();
    if (next < text_.size() && is_word_character(text_[next])) return false;
    at_ = next;
    return true;
  }

  std::string_view take_word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  Failure bad(std::string message) const {
    Place where;
    where.line = 1;
    where.column = static_cast<int>(at_) + 1;
    return failure(ErrorCode::filter_bad_rule, std::move(message), where,
                   "write the rule as Microsoft's filter grammar has it");
  }

  std::string_view text_;
  FilterRealm realm_;
  std::size_t at_ = 0;
};

// The limit is in characters, so bytes that continue a UTF-8 character do not count.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

Result<FilterRule> parse_filter_rule(std::string_view text, FilterRealm realm) {
  if (characters(text) > k_max_rule_length)
    return failure(ErrorCode::filter_too_long,
                   "the filter rule has " + std::to_string(characters(text)) + " characters", {},
                   "shorten it to " + std::to_string(k_max_rule_length) + " characters");
  return Parser(text, realm).whole_rule();
}

}  // namespace caprock::reference
