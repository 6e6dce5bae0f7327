#include "reference/filter_rule.h"

#include <gtest/gtest.h>

#include <map>

#include "base/text.h"

namespace caprock::reference {
namespace {

using Properties = std::map<std::string, FilterProperty>;

Match truth(std::string_view text, const Properties& properties) {
  const Result<FilterRule> rule = parse_filter_rule(text, FilterRealm::device);
  EXPECT_TRUE(rule.has_value()) << text << ": " << (rule ? "" : to_string(rule.error()));
  if (!rule) return Match::unknown;
  return rule_holds(*rule,
                    [&](std::string_view name) -> FilterProperty {
                      for (const auto& [property, value] : properties)
                        if (equal_ignoring_case(property, name)) return value;
                      return NullProperty{};
                    })
      .match;
}

int error_column(std::string_view text) {
  const Result<FilterRule> rule = parse_filter_rule(text, FilterRealm::device);
  EXPECT_FALSE(rule.has_value()) << text;
  if (rule) return 0;
  EXPECT_EQ(rule.error().code, ErrorCode::filter_bad_rule);
  return rule.error().where.column;
}

TEST(FilterRule, NullPropertiesMeetNegativeOperatorsOnly) {
  EXPECT_EQ(truth("device.isCompliant -eq True", {}), Match::no);
  EXPECT_EQ(truth("device.isCompliant -ne True", {}), Match::yes);
  EXPECT_EQ(truth("device.model -notContains \"Surface\"", {}), Match::yes);
  EXPECT_EQ(truth("device.model -notIn [\"A\", \"B\"]", {}), Match::yes);
  EXPECT_EQ(truth("device.operatingSystem -startsWith \"Win\"", {}), Match::no);
  EXPECT_EQ(truth("device.model -eq null", {}), Match::yes);
  EXPECT_EQ(truth("device.model -ne null", {}), Match::no);
}

TEST(FilterRule, TextsCompareWithoutCase) {
  EXPECT_EQ(truth("DEVICE.operatingsystem -EQ \"windows\"",
                  {{"operatingSystem", std::string("Windows")}}),
            Match::yes);
  EXPECT_EQ(truth("device.isCompliant eq \"true\"", {{"isCompliant", std::string("True")}}),
            Match::yes);
}

TEST(FilterRule, ContainsFindsPartsOfTextsAndWholeElementsOfCollections) {
  EXPECT_EQ(truth("device.model -contains \"Surface\"", {{"model", std::string("Surface Pro 9")}}),
            Match::yes);
  const Properties ids = {{"physicalIds", std::vector<std::string>{"[ZTDId]:421"}}};
  EXPECT_EQ(truth("device.physicalIds -contains \"[ZTDId]:42\"", ids), Match::no);
  EXPECT_EQ(truth("device.physicalIds -contains \"[ztdid]:421\"", ids), Match::yes);
}

TEST(FilterRule, NotBindsCloserThanAndAndAndCloserThanOr) {
  const Properties hybrid = {{"trustType", std::string("ServerAD")},
                             {"isCompliant", std::string("True")}};
  EXPECT_EQ(
      truth("-not (device.trustType -eq \"AzureAD\") -and device.isCompliant -eq True", hybrid),
      Match::yes);
  // Read as (yes or (no and no)), not as ((yes or no) and no).
  EXPECT_EQ(truth("device.isCompliant -eq True -or device.model -eq \"A\" -and "
                  "device.model -eq \"B\"",
                  hybrid),
            Match::yes);
}

TEST(FilterRule, UnknownPropertiesLeaveTheRuleOpenUnlessTheRestDecides) {
  const Properties open = {{"model", UnknownProperty{"device"}},
                           {"isCompliant", std::string("True")}};
  EXPECT_EQ(truth("device.model -eq \"A\"", open), Match::unknown);
  EXPECT_EQ(truth("device.model -eq \"A\" -or device.isCompliant -eq True", open), Match::yes);
  EXPECT_EQ(truth("device.model -eq \"A\" -and device.isCompliant -ne True", open), Match::no);
}

TEST(FilterRule, UnavailablePropertiesMakeBothSignsFalse) {
  const Properties hidden = {{"extensionAttribute1", UnavailableProperty{}}};
  EXPECT_EQ(truth("device.extensionAttribute1 -eq \"X\"", hidden), Match::no);
  EXPECT_EQ(truth("device.extensionAttribute1 -ne \"X\"", hidden), Match::no);
}

TEST(FilterRule, QuotesAreEscapedWithABacktick) {
  EXPECT_EQ(truth("device.displayName -eq \"a`\"b\"", {{"displayName", std::string("a\"b")}}),
            Match::yes);
  EXPECT_EQ(truth("device.trustType -ne 'AzureAD'", {{"trustType", std::string("AzureAD")}}),
            Match::no);
}

TEST(FilterRule, ErrorsSayTheColumn) {
  EXPECT_EQ(error_column("device.isCompliant"), 19);
  EXPECT_EQ(error_column("device.colour -eq \"red\""), 1);
  EXPECT_EQ(error_column("device.isCompliant -contains \"T\""), 20);
  EXPECT_EQ(error_column("device.model -match \"x\""), 14);
  EXPECT_EQ(error_column("device.model -eq \"x"), 18);
  EXPECT_EQ(error_column("(device.model -eq \"x\""), 22);
  EXPECT_EQ(error_column("device.model -eq \"x\" device.model -eq \"y\""), 22);
  EXPECT_EQ(error_column(""), 1);
}

TEST(FilterRule, NestingAndLengthAreBounded) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "device.model -eq \"x\"" + std::string(depth, ')');
  };
  EXPECT_TRUE(parse_filter_rule(nested(64), FilterRealm::device).has_value());
  EXPECT_EQ(error_column(nested(65)), 65);
  EXPECT_EQ(error_column(nested(1000)), 65);
  const std::string start = "device.model -eq \"";
  const std::string fits = start + std::string(k_max_rule_length - start.size() - 1, 'x') + "\"";
  EXPECT_TRUE(parse_filter_rule(fits, FilterRealm::device).has_value());
  const auto too_long = parse_filter_rule(fits + " ", FilterRealm::device);
  ASSERT_FALSE(too_long.has_value());
  EXPECT_EQ(too_long.error().code, ErrorCode::filter_too_long);
}

TEST(FilterRule, AttributeFiltersHaveTheirOwnRealm) {
  constexpr std::string_view k_rule = "CustomSecurityAttribute.S_policy -contains \"mfa\"";
  EXPECT_TRUE(parse_filter_rule(k_rule, FilterRealm::custom_security_attribute).has_value());
  EXPECT_FALSE(parse_filter_rule(k_rule, FilterRealm::device).has_value());
}

}  // namespace
}  // namespace caprock::reference
