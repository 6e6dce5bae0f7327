// Filter rules of devices and custom security attributes, ready to be asked (CA 2.7).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

inline constexpr std::size_t k_longest_filter_rule = 3072;  // characters
inline constexpr int k_deepest_filter_rule = 64;            // parentheses (CA 2.7.12)

enum class FilterRealm : std::uint8_t { device, custom_security_attribute };

// What a comparison looks at. `extension_attribute` comes with a number, `attribute` with a name.
enum class FilterProperty : std::uint8_t {
  device_id,
  display_name,
  device_ownership,
  enrollment_profile_name,
  is_compliant,
  manufacturer,
  mdm_app_id,
  model,
  operating_system,
  operating_system_version,
  physical_ids,
  system_labels,
  profile_type,
  trust_type,
  extension_attribute,
  attribute,
};

enum class FilterOperator : std::uint8_t { equals, starts_with, ends_with, contains, in };

struct FilterValue {
  bool is_null = false;  // the word `null`
  std::string lower;     // in lower case
};

// `device.model -startsWith "Surface"`. A negative operator is the positive one with `negated`.
struct FilterComparison {
  FilterProperty property = FilterProperty::attribute;
  std::uint8_t number = 0;  // of an extension attribute, from 0
  FilterOperator op = FilterOperator::equals;
  bool negated = false;
  std::string name;                 // the property as the rule spells it, without its realm
  std::vector<FilterValue> values;  // one, except for `in`
};

struct FilterRule {
  enum class Kind : std::uint8_t { comparison, negation, conjunction, disjunction };
  Kind kind = Kind::comparison;
  FilterComparison comparison;    // of a comparison
  std::vector<FilterRule> parts;  // of the others; one of a negation
};

// Cost: the length of the rule. Errors: filter.too_long, filter.bad_rule with the column.
Result<FilterRule> parse_filter_rule(std::string_view text, FilterRealm realm);

}  // namespace caprock
