// The language of device filters and custom security attribute filters (CA 2.7).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "reference/finding.h"

namespace caprock::reference {

inline constexpr std::size_t k_max_rule_length = 3072;

enum class FilterRealm : std::uint8_t { device, custom_security_attribute };

enum class FilterOperator : std::uint8_t {
  equals,
  starts_with,
  ends_with,
  contains,
  in,
};

using FilterValue = std::optional<std::string>;  // nothing: the word `null`

// `device.model -startsWith "Surface"`. A negative operator is the positive one with `negated`.
struct FilterComparison {
  FilterRealm realm = FilterRealm::device;
  std::string property;  // as the rule spells it
  FilterOperator op = FilterOperator::equals;
  bool negated = false;
  std::vector<FilterValue> values;  // one, except for `in`
};

struct FilterRule {
  enum class Kind : std::uint8_t { comparison, negation, conjunction, disjunction };
  Kind kind = Kind::comparison;
  FilterComparison comparison;
  std::vector<FilterRule> parts;
};

// Reads a rule for one realm; properties and operators are checked. Cost: the length of the rule.
// Errors: filter.too_long, filter.bad_rule with the column.
Result<FilterRule> parse_filter_rule(std::string_view text, FilterRealm realm);

// What a property is for one device or service principal.
struct NullProperty {};
struct UnavailableProperty {};  // makes every comparison false (CA 2.7, extension attributes)
struct UnknownProperty {
  std::string path;
  std::vector<std::string> others{};  // paths of more that would have to be known
};
using FilterProperty = std::variant<NullProperty, UnavailableProperty, UnknownProperty, std::string,
                                    std::vector<std::string>>;

// Asks for a property by its name as the rule spells it.
using FilterSubject = std::function<FilterProperty(std::string_view property)>;

// Whether the rule is true of the subject.
Finding rule_holds(const FilterRule& rule, const FilterSubject& subject);

}  // namespace caprock::reference
