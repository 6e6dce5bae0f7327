// The two readers of filter rules on random texts: what one takes the other takes, at the same
// place both stop, and both find the same truth.
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "base/text.h"
#include "evaluate/match_filter.h"
#include "reference/filter_rule.h"

namespace caprock::conformance {
namespace {

using Random = std::mt19937_64;

template <std::size_t n>
std::string one_of(Random& random, const char* const (&words)[n]) {
  return words[random() % n];
}

std::string property(Random& random) {
  return one_of(random, {"device.deviceId", "device.model", "DEVICE.displayName",
                         "device.isCompliant", "device.trustType", "device.physicalIds",
                         "device.extensionAttribute7", "device.EXTENSIONATTRIBUTE15",
                         "device.profileType", "device.operatingSystemVersion"});
}

std::string value(Random& random) {
  return one_of(random, {"\"a\"", "'B'", "null", "True", "false", "10.0", "-5", "\"\"", "\"a`\"b\"",
                         "\"AB\"", "[]", "\xc3\xa9"});
}

std::string comparison(Random& random) {
  if (random() % 4 == 0)
    return property(random) + one_of(random, {" -in ", " notIn ", "-in"}) + "[" + value(random) +
           one_of(random, {", ", ",", " "}) + value(random) + "]";
  return property(random) +
         one_of(random, {" -eq ", " ne ", " -startsWith ", " -notStartsWith ", " -endsWith ",
                         " -notEndsWith ", " -CONTAINS ", " -notContains ", " -match "}) +
         value(random);
}

std::string rule(Random& random, int depth) {
  if (depth == 0) return comparison(random);
  switch (random() % 5) {
    case 0: return rule(random, depth - 1) + " -and " + rule(random, depth - 1);
    case 1: return rule(random, depth - 1) + " or " + rule(random, depth - 1);
    case 2: return one_of(random, {"-not ", "not(", "-NOT ("}) + rule(random, depth - 1) + ")";
    case 3: return "(" + rule(random, depth - 1) + ")";
    default: return comparison(random);
  }
}

// Sometimes a few characters are lost or come in.
std::string damaged(Random& random, std::string text) {
  for (std::uint64_t i = random() % 3 == 0 ? 1 + random() % 3 : 0; i > 0; --i) {
    const std::size_t at = random() % text.size();
    if (random() % 2 == 0)
      text.erase(at, 1);
    else
      text.insert(at,
                  one_of(random, {"(", ")", "\"", "-", "`", " ", "[", ",", "x", "&", "5", "\t"}));
    if (text.empty()) text = " ";
  }
  return text;
}

// A subject whose properties depend on their names and a seed only.
struct Properties {
  std::uint64_t seed = 0;
  std::vector<std::string> list{"A", "ab"};

  std::uint64_t choice(std::string_view name) const {
    std::uint64_t hash = seed;
    for (const char c : to_lower(name)) hash = hash * 31 + static_cast<unsigned char>(c);
    return (hash >> 3) % 8;
  }
};

reference::FilterProperty reference_property(const Properties& all, std::string_view name) {
  switch (all.choice(name)) {
    case 0: return reference::NullProperty{};
    case 1: return reference::UnavailableProperty{};
    case 2: return reference::UnknownProperty{"device"};
    case 3: return all.list;
    case 4: return std::vector<std::string>{};
    case 5: return std::string("ab");
    case 6: return std::string("TRUE");
    default: return std::string("a");
  }
}

class Subject final : public evaluate::FilterSubject {
 public:
  explicit Subject(const Properties& all) : all_(all) {}
  evaluate::PropertyValue property(const FilterComparison& comparison) const override {
    using Kind = evaluate::PropertyValue::Kind;
    static const std::vector<std::string> k_none;
    switch (all_.choice(comparison.name)) {
      case 0: return {};
      case 1: return {Kind::hidden};
      case 2: return {Kind::unknown};
      case 3: return {Kind::list, {}, &all_.list};
      case 4: return {Kind::list, {}, &k_none};
      case 5: return {Kind::text, "ab"};
      case 6: return {Kind::text, "TRUE"};
      default: return {Kind::text, "a"};
    }
  }
  std::string path() const override { return "device"; }

 private:
  const Properties& all_;
};

TEST(FilterRules, both_readers_take_the_same_rules_and_find_the_same_truth) {
  int taken = 0;
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    Random random(seed);
    const std::string text = damaged(random, rule(random, static_cast<int>(random() % 4)));
    const auto expected = reference::parse_filter_rule(text, reference::FilterRealm::device);
    const auto found = parse_filter_rule(text, FilterRealm::device);
    ASSERT_EQ(found.has_value(), expected.has_value()) << "seed " << seed << ": " << text;
    if (!found) continue;
    ++taken;
    for (std::uint64_t properties = 1; properties <= 8; ++properties) {
      const Properties all{properties * 0x9e3779b97f4a7c15U, {"A", "ab"}};
      const reference::Finding wanted = reference::rule_holds(
          *expected, [&](std::string_view name) { return reference_property(all, name); });
      evaluate::Reason reason;
      const Match match = evaluate::rule_holds(*found, Subject(all), &reason);
      ASSERT_EQ(match, wanted.match) << "seed " << seed << ": " << text;
      ASSERT_EQ(match == Match::unknown, !reason.open.empty()) << text;
      ASSERT_EQ(evaluate::rule_holds(*found, Subject(all), nullptr), match) << text;
    }
  }
  std::cout << taken << " of 20000 texts are rules\n";
  EXPECT_GE(taken, 3000);
}

}  // namespace
}  // namespace caprock::conformance
