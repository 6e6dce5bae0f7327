// Precedence climbing over the tokens of a rule: comparisons, `-not`, `-and`, `-or` (CA 2.7.1).
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "compile/filter_rule.h"
#include "compile/filter_tokens.h"

namespace caprock {
namespace {

// Groups of operators, as bits; a property allows some of them.
enum : std::uint8_t { k_equality = 1, k_lists = 2, k_ends = 4, k_parts = 8, k_all_operators = 15 };

struct PropertyRow {
  std::string_view name;
  FilterProperty property;
  std::uint8_t operators;
};

// CA 2.7.2: the published table.
constexpr std::array k_properties = {
    PropertyRow{"deviceId", FilterProperty::device_id, k_equality | k_lists},
    PropertyRow{"displayName", FilterProperty::display_name, k_all_operators},
    PropertyRow{"deviceOwnership", FilterProperty::device_ownership, k_equality},
    PropertyRow{"enrollmentProfileName", FilterProperty::enrollment_profile_name, k_all_operators},
    PropertyRow{"isCompliant", FilterProperty::is_compliant, k_equality},
    PropertyRow{"manufacturer", FilterProperty::manufacturer, k_all_operators},
    PropertyRow{"mdmAppId", FilterProperty::mdm_app_id, k_equality | k_lists},
    PropertyRow{"model", FilterProperty::model, k_all_operators},
    PropertyRow{"operatingSystem", FilterProperty::operating_system, k_all_operators},
    PropertyRow{"operatingSystemVersion", FilterProperty::operating_system_version,
                k_all_operators},
    PropertyRow{"physicalIds", FilterProperty::physical_ids, k_parts},
    PropertyRow{"systemLabels", FilterProperty::system_labels, k_parts},
    PropertyRow{"profileType", FilterProperty::profile_type, k_equality},
    PropertyRow{"trustType", FilterProperty::trust_type, k_equality},
};

struct OperatorRow {
  std::string_view word;
  std::string_view negative;
  FilterOperator op;
  std::uint8_t group;
};

constexpr std::array k_operators = {
    OperatorRow{"eq", "ne", FilterOperator::equals, k_equality},
    OperatorRow{"startsWith", "notStartsWith", FilterOperator::starts_with, k_ends},
    OperatorRow{"endsWith", "notEndsWith", FilterOperator::ends_with, k_ends},
    OperatorRow{"contains", "notContains", FilterOperator::contains, k_parts},
    OperatorRow{"in", "notIn", FilterOperator::in, k_lists},
};

// `extensionAttribute7` is 6; nothing for any other name.
std::optional<std::uint8_t> extension_number(std::string_view name) {
  constexpr std::string_view k_prefix = "extensionAttribute";
  if (!starts_with_ignoring_case(name, k_prefix)) return std::nullopt;
  name.remove_prefix(k_prefix.size());
  for (std::uint8_t number = 0; number < 15; ++number)
    if (name == std::to_string(number + 1)) return number;
  return std::nullopt;
}

std::string_view realm_word(FilterRealm realm) {
  return realm == FilterRealm::device ? "device." : "CustomSecurityAttribute.";
}

// Digits and points: version numbers stand without quotes, too.
bool is_number(std::string_view word) {
  return word.find_first_not_of("0123456789.") == std::string_view::npos;
}

Failure bad_filter(std::string message, std::size_t at) {
  Place where;
  where.line = 1;
  where.column = static_cast<int>(at) + 1;
  return failure(ErrorCode::filter_bad_rule, std::move(message), where,
                 "write the rule as Microsoft's filter grammar has it");
}

class Parser {
 public:
  Parser(std::vector<FilterToken> tokens, FilterRealm realm)
      : tokens_(std::move(tokens)), realm_(realm) {}

  Result<FilterRule> whole() {
    CAPROCK_TRY(FilterRule rule, alternatives());
    if (token().kind != FilterToken::Kind::end)
      return expected("`-and`, `-or` or the end of the rule is expected here");
    return rule;
  }

 private:
  const FilterToken& token() const { return tokens_[at_]; }

  // The next token is not what the grammar wants here; an unreadable one says why itself.
  Failure expected(const std::string& message) const {
    const bool unreadable = token().kind == FilterToken::Kind::unreadable;
    return bad_filter(unreadable ? token().text : message, token().from);
  }

  bool take_word(std::string_view word) {
    if (!token().is_word(word)) return false;
    ++at_;
    return true;
  }

  bool take(char sign) {
    if (!token().is(sign)) return false;
    ++at_;
    return true;
  }

  // A rule of one part is that part.
  static FilterRule joined(FilterRule::Kind kind, std::vector<FilterRule> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    FilterRule rule;
    rule.kind = kind;
    rule.parts = std::move(parts);
    return rule;
  }

  Result<FilterRule> alternatives() {
    std::vector<FilterRule> parts;
    do {
      CAPROCK_TRY(FilterRule part, conjunction());
      parts.push_back(std::move(part));
    } while (take_word("or"));
    return joined(FilterRule::Kind::disjunction, std::move(parts));
  }

  Result<FilterRule> conjunction() {
    std::vector<FilterRule> parts;
    do {
      CAPROCK_TRY(FilterRule part, negation());
      parts.push_back(std::move(part));
    } while (take_word("and"));
    return joined(FilterRule::Kind::conjunction, std::move(parts));
  }

  Result<FilterRule> negation() {
    if (!take_word("not")) return primary();
    FilterRule rule;
    rule.kind = FilterRule::Kind::negation;
    CAPROCK_TRY(FilterRule inner, primary());
    rule.parts.push_back(std::move(inner));
    return rule;
  }

  Result<FilterRule> primary() {
    if (!token().is('(')) return comparison();
    if (depth_ == k_deepest_filter_rule)
      return expected("the rule has too many nested parentheses");
    ++at_;
    ++depth_;
    CAPROCK_TRY(FilterRule inner, alternatives());
    --depth_;
    if (!take(')')) return expected("a closing parenthesis is expected here");
    return inner;
  }

  Result<FilterRule> comparison() {
    FilterRule rule;
    FilterComparison& comparison = rule.comparison;
    CAPROCK_TRY(const std::uint8_t operators, property(comparison));
    const FilterToken& word = token();
    const OperatorRow* row = take_operator(comparison);
    if (row == nullptr) return expected("an operator such as `-eq` is expected here");
    if ((operators & row->group) == 0)
      return bad_filter("`device." + comparison.name + "` does not take `-" + word.text + "`",
                        word.from);
    if (row->op == FilterOperator::in) {
      if (auto done = list(comparison.values); !done) return tl::unexpected(done.error());
    } else {
      CAPROCK_TRY(FilterValue one, value());
      comparison.values.push_back(std::move(one));
    }
    return rule;
  }

  // Fills in what is compared; the result is the groups of operators that it takes.
  Result<std::uint8_t> property(FilterComparison& comparison) {
    const FilterToken& word = token();
    const std::string_view realm = realm_word(realm_);
    const bool fits = word.kind == FilterToken::Kind::word && !word.hyphen &&
                      starts_with_ignoring_case(word.text, realm) &&
                      word.text.size() > realm.size();
    if (!fits)
      return expected("a property such as `" + std::string(realm) +
                      (realm_ == FilterRealm::device ? "isCompliant`" : "Set_Attribute`") +
                      " is expected here");
    comparison.name = word.text.substr(realm.size());
    ++at_;
    if (realm_ == FilterRealm::custom_security_attribute) return k_all_operators;
    for (const PropertyRow& row : k_properties) {
      if (!equal_ignoring_case(row.name, comparison.name)) continue;
      comparison.property = row.property;
      return row.operators;
    }
    if (const std::optional<std::uint8_t> number = extension_number(comparison.name)) {
      comparison.property = FilterProperty::extension_attribute;
      comparison.number = *number;
      return k_all_operators;
    }
    return bad_filter("devices have no property `" + comparison.name + "`", word.from);
  }

  const OperatorRow* take_operator(FilterComparison& comparison) {
    for (const OperatorRow& row : k_operators) {
      comparison.negated = token().is_word(row.negative);
      if (!comparison.negated && !token().is_word(row.word)) continue;
      comparison.op = row.op;
      ++at_;
      return &row;
    }
    return nullptr;
  }

  Result<void> list(std::vector<FilterValue>& values) {
    if (!take('[')) return expected("a list such as `[\"a\", \"b\"]` is expected here");
    do {
      CAPROCK_TRY(FilterValue one, value());
      values.push_back(std::move(one));
    } while (take(','));
    if (!take(']')) return expected("`]` is expected here");
    return {};
  }

  Result<FilterValue> value() {
    const FilterToken& one = token();
    const bool number = one.kind == FilterToken::Kind::word && is_number(one.text);
    const bool boolean = !one.hyphen && (one.is_word("true") || one.is_word("false"));
    const bool null = !one.hyphen && one.is_word("null");
    if (one.kind != FilterToken::Kind::text && !number && !boolean && !null)
      return expected("a value in quotes, `True`, `False`, `null` or a number is expected here");
    ++at_;
    if (null) return FilterValue{true, {}};
    return FilterValue{false, (one.hyphen ? "-" : "") + to_lower(one.text)};
  }

  std::vector<FilterToken> tokens_;
  FilterRealm realm_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

// The limit is in characters: bytes that continue a UTF-8 character do not count.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

Result<FilterRule> parse_filter_rule(std::string_view text, FilterRealm realm) {
  const std::size_t length = characters(text);
  if (length > k_longest_filter_rule)
    return failure(ErrorCode::filter_too_long,
                   "the filter rule has " + std::to_string(length) + " characters", {},
                   "shorten it to " + std::to_string(k_longest_filter_rule) + " characters");
  return Parser(filter_tokens(text), realm).whole();
}

}  // namespace caprock
