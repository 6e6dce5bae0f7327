#include "compile/filter_rule.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

Result<FilterRule> device_rule(std::string_view text) {
  return parse_filter_rule(text, FilterRealm::device);
}

// The rule with every parenthesis written out.
std::string written(const FilterRule& rule) {
  const std::string_view joint = rule.kind == FilterRule::Kind::conjunction ? " and " : " or ";
  if (rule.kind == FilterRule::Kind::negation) return "not " + written(rule.parts.front());
  if (rule.kind != FilterRule::Kind::comparison) {
    std::string text = "(";
    for (const FilterRule& part : rule.parts)
      text += (text.size() > 1 ? std::string(joint) : "") + written(part);
    return text + ")";
  }
  std::string text = rule.comparison.name + (rule.comparison.negated ? "!" : "=");
  for (const FilterValue& value : rule.comparison.values)
    text += value.is_null ? "null;" : value.lower + ";";
  return text;
}

std::string written(std::string_view text) {
  const Result<FilterRule> rule = device_rule(text);
  return rule ? written(*rule) : std::string(to_string(rule.error().code));
}

int error_column(std::string_view text) {
  const Result<FilterRule> rule = device_rule(text);
  return rule ? 0 : rule.error().where.column;
}

TEST(FilterRule, not_binds_closer_than_and_and_that_closer_than_or) {
  EXPECT_EQ(
      written("device.model -eq \"A\" or -NOT device.model eq 'B' -and device.model -ne \"C\""),
      "(model=a; or (not model=b; and model!c;))");
  EXPECT_EQ(written("not (device.model -eq \"a\" -or device.model -eq \"b\")"),
            "not (model=a; or model=b;)");
}

TEST(FilterRule, properties_have_names_without_case_and_extension_attributes_numbers) {
  const FilterComparison comparison = device_rule("Device.OPERATINGsystem -ne null")->comparison;
  EXPECT_EQ(comparison.property, FilterProperty::operating_system);
  EXPECT_EQ(comparison.name, "OPERATINGsystem");
  EXPECT_TRUE(comparison.negated);
  EXPECT_TRUE(comparison.values.front().is_null);
  EXPECT_EQ(device_rule("device.extensionattribute15 -eq \"x\"")->comparison.number, 14);
  for (const char* name : {"extensionAttribute0", "extensionAttribute16", "extensionAttribute01"})
    EXPECT_EQ(error_column(std::string("device.") + name + " -eq \"x\""), 1) << name;
}

TEST(FilterRule, values_are_texts_booleans_numbers_or_null) {
  EXPECT_EQ(written("device.model -in [\"A`\"B\", 'C D', null, true, -5, 10.0.19045]"),
            "model=a\"b;c d;null;true;-5;10.0.19045;");
  for (const char* value : {"red", "-null", "-true", "-", "--5", "5x", "[\"a\"]"})
    EXPECT_EQ(error_column(std::string("device.model -eq ") + value), 18) << value;
}

TEST(FilterRule, each_property_takes_the_operators_of_the_published_table) {
  EXPECT_EQ(written("device.physicalIds -contains \"x\""), "physicalIds=x;");
  EXPECT_EQ(written("device.physicalIds -eq \"x\""), "filter.bad_rule");
  EXPECT_EQ(written("device.trustType -in [\"AzureAD\"]"), "filter.bad_rule");
  EXPECT_EQ(written("device.deviceId -notIn [\"a\", \"b\"]"), "deviceId!a;b;");
  EXPECT_EQ(written("device.deviceId -startsWith \"a\""), "filter.bad_rule");
  EXPECT_TRUE(parse_filter_rule("CustomSecurityAttribute.Set_A -startsWith \"x\"",
                                FilterRealm::custom_security_attribute));
}

TEST(FilterRule, errors_say_the_column) {
  EXPECT_EQ(error_column(""), 1);
  EXPECT_EQ(error_column("device.isCompliant"), 19);
  EXPECT_EQ(error_column("device.colour -eq \"red\""), 1);
  EXPECT_EQ(error_column("device.isCompliant -contains \"T\""), 20);
  EXPECT_EQ(error_column("device.model -match \"x\""), 14);
  EXPECT_EQ(error_column("device.model -eq \"x"), 18);
  EXPECT_EQ(error_column("device.model -eq & \"x\""), 18);
  EXPECT_EQ(error_column("(device.model -eq \"x\""), 22);
  EXPECT_EQ(error_column("device.model -eq \"x\" device.model -eq \"y\""), 22);
  EXPECT_EQ(error_column("device.model -eq red"), 18);
  EXPECT_EQ(error_column("device.deviceId -in \"x\""), 21);
  EXPECT_EQ(error_column("device.deviceId -in [\"x\" \"y\"]"), 26);
  EXPECT_EQ(error_column("CustomSecurityAttribute.Set_A -eq \"x\""), 1);
}

TEST(FilterRule, the_first_thing_wrong_is_named) {
  EXPECT_EQ(error_column("device.colour -eq & \"x\""), 1);
  EXPECT_EQ(error_column("(device.model -eq \"x\" device.model -eq \"y"), 23);
  EXPECT_EQ(parse_filter_rule("device.model -eq \"x", FilterRealm::device).error().message,
            "this quote is never closed");
  EXPECT_EQ(parse_filter_rule("device.model & \"x\"", FilterRealm::device).error().message,
            "this character has no place in a rule");
}

TEST(FilterRule, nesting_and_length_are_bounded) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "device.model -eq \"x\"" + std::string(depth, ')');
  };
  EXPECT_EQ(written(nested(64)), "model=x;");
  EXPECT_EQ(error_column(nested(65)), 65);
  EXPECT_EQ(error_column(std::string(100000, '(')), 0);  // too long before it is too deep
  const std::string start = "device.model -eq \"";
  std::string longest = start;
  while (longest.size() - start.size() < 2 * (k_longest_filter_rule - start.size() - 1))
    longest += "\xc3\xa9";  // two bytes, one character
  EXPECT_TRUE(device_rule(longest + "\""));
  EXPECT_EQ(written(longest + "e\""), "filter.too_long");
}

}  // namespace
}  // namespace caprock
