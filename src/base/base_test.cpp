#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/ip.h"
#include "base/match.h"
#include "base/text.h"

namespace caprock {
namespace {

using std::chrono::seconds;

TEST(Match, is_kleene_logic) {
  for (const Match a : {Match::no, Match::unknown, Match::yes}) {
    EXPECT_EQ(all_of(a, Match::no), Match::no);
    EXPECT_EQ(all_of(a, Match::yes), a);
    EXPECT_EQ(any_of(a, Match::yes), Match::yes);
    EXPECT_EQ(any_of(a, Match::no), a);
    EXPECT_EQ(negate(negate(a)), a);
    for (const Match b : {Match::no, Match::unknown, Match::yes})
      EXPECT_EQ(negate(all_of(a, b)), any_of(negate(a), negate(b)));
  }
}

TEST(Text, compares_ascii_letters_without_case) {
  EXPECT_TRUE(equal_ignoring_case("Office365", "OFFICE365"));
  EXPECT_FALSE(equal_ignoring_case("Office365", "Office36"));
  EXPECT_TRUE(contains_ignoring_case("Surface Pro 9", "surface"));
  EXPECT_TRUE(contains_ignoring_case("x", ""));
  EXPECT_FALSE(ends_with_ignoring_case("on", "json"));
}

TEST(Text, splits_and_trims) {
  EXPECT_EQ(split(" a, ,b ,c", ','), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(split("", ',').empty());
  EXPECT_EQ(join({"", "a", ""}, ","), ",a,");
}

TEST(Text, knows_a_guid_from_a_placeholder) {
  EXPECT_TRUE(looks_like_guid("00000003-0000-0ff1-CE00-000000000000"));
  EXPECT_FALSE(looks_like_guid("<ExclusionTempGroup>"));
  EXPECT_FALSE(looks_like_guid("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
  EXPECT_FALSE(looks_like_guid("00000003-0000-0ff1-ce00-0000000000000"));
}

TEST(Text, finds_the_first_byte_that_is_not_utf8) {
  EXPECT_EQ(first_invalid_utf8("Zürich ✓ 😀"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("ab\xC3"), 2u);            // cut short
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1u);     // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // past U+10FFFF
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string text = std::string(before, 'a') + "\x80" + std::string(20, 'b');
    EXPECT_EQ(first_invalid_utf8(text), before);
    EXPECT_EQ(first_invalid_utf8(std::string(before, 'a') + "é" + std::string(20, 'b')),
              std::string_view::npos);
  }
}

TEST(Id, compares_without_case_and_keeps_the_text) {
  using AnyId = Id<struct AnyTag>;
  const AnyId lower("abc-DEF"), upper("ABC-def");
  EXPECT_EQ(lower, upper);
  EXPECT_EQ(lower.text(), "abc-DEF");
  EXPECT_LT(AnyId("a"), AnyId("B"));
  EXPECT_TRUE(AnyId("ALL").is("All"));
}

TEST(Instant, reads_every_date_form_that_exports_have) {
  const auto expected = parse_instant("2026-03-01T09:30:00Z");
  ASSERT_TRUE(expected);
  for (const char* text : {"2026-03-01T09:30:00.1234567Z", "2026-03-01T10:30:00+01:00",
                           "2026-03-01T09:30Z", "/Date(1772357400000)/", "2026-03-01 09:30:00Z"})
    EXPECT_EQ(parse_instant(text), expected) << text;
  EXPECT_EQ(to_string(*expected), "2026-03-01T09:30:00Z");
  EXPECT_EQ(parse_instant("2026-03-01"),
            *expected - std::chrono::hours(9) - std::chrono::minutes(30));
}

TEST(Instant, reads_time_spans_and_nothing_like_them) {
  EXPECT_EQ(parse_time_span("90.00:00:00"), std::chrono::days(90));
  EXPECT_EQ(parse_time_span("01:30:00"), std::chrono::minutes(90));
  EXPECT_EQ(parse_time_span("1.00:00:00.5"), std::chrono::days(1));
  for (const std::string_view text : {"", "90", "90.00", ".00:00:00", "1.25:00:00", "00:60:00",
                                      "00:00:60", "00:00:0x", "999999.00:00:00", "-1.00:00:00"})
    EXPECT_EQ(parse_time_span(text), std::nullopt) << text;
}

TEST(Instant, refuses_what_is_not_a_time) {
  for (const char* text : {"", "%CreatedDateTime%", "2026-02-30T00:00:00Z", "2026-03-01T25:00:00Z",
                           "2026-03-01T09:30:00", "/Date(x)/", "2026-03-01T09:30:00Zjunk"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(IpAddress, reads_both_families_and_unwraps_mapped_addresses) {
  EXPECT_EQ(IpAddress::parse("198.51.100.7")->family(), IpFamily::v4);
  EXPECT_EQ(IpAddress::parse("2001:db8::1")->family(), IpFamily::v6);
  EXPECT_EQ(*IpAddress::parse("::ffff:198.51.100.7"), *IpAddress::parse("198.51.100.7"));
  for (const char* text : {"", "198.51.100", "198.51.100.256", "fe80::1%eth0", "2001:db8:::1"})
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  EXPECT_FALSE(IpAddress::parse(std::string_view("198.51.100.7\0x", 14)));
}

TEST(IpRange, contains_exactly_its_prefix) {
  const auto office = IpRange::from_cidr("198.51.100.64/26");
  ASSERT_TRUE(office);
  EXPECT_TRUE(office->contains(*IpAddress::parse("198.51.100.127")));
  EXPECT_FALSE(office->contains(*IpAddress::parse("198.51.100.128")));
  EXPECT_FALSE(office->contains(*IpAddress::parse("2001:db8::1")));
  EXPECT_TRUE(IpRange::from_cidr("0.0.0.0/0")->contains(*IpAddress::parse("203.0.113.1")));
  EXPECT_TRUE(IpRange::from_cidr("2001:db8:abcd:12::/64")
                  ->contains(*IpAddress::parse("2001:db8:abcd:12::5")));
}

TEST(IpRange, clears_host_bits_so_that_equal_ranges_are_equal) {
  EXPECT_EQ(*IpRange::from_cidr("198.51.100.4/27"), *IpRange::from_cidr("198.51.100.0/27"));
  EXPECT_EQ(to_string(*IpRange::from_cidr("198.51.100.4/27")), "198.51.100.0/27");
  EXPECT_EQ(*IpRange::from_cidr("::ffff:198.51.100.0/120"), *IpRange::from_cidr("198.51.100.0/24"));
}

TEST(IpRange, says_what_is_wrong_with_a_bad_range) {
  for (const char* text : {"198.51.100.0/33", "2001:db8::/129", "198.51.100.0", "x/24",
                           "198.51.100.0/-1", "198.51.100.0/2x", "::ffff:1.2.3.0/95"}) {
    const auto range = IpRange::from_cidr(text);
    ASSERT_FALSE(range) << text;
    EXPECT_EQ(range.error().code, ErrorCode::location_bad_range);
    EXPECT_NE(range.error().message.find(text), std::string::npos);
  }
}

TEST(Error, shows_its_place_in_one_line) {
  const Error error{ErrorCode::json_malformed, "a comma is missing", {"a.json", "", 3, 7}, ""};
  EXPECT_EQ(to_string(error), "a.json:3:7: a comma is missing (json.malformed)");
  EXPECT_EQ(to_string(Place{"a.json", "/value/0"}), "a.json#/value/0");
}

TEST(Error, every_code_has_its_own_word_and_meaning) {
  std::vector<std::string_view> seen;
  for (const ErrorCode code : all_error_codes()) {
    EXPECT_FALSE(meaning(code).empty());
    EXPECT_EQ(std::count(seen.begin(), seen.end(), to_string(code)), 0) << to_string(code);
    seen.push_back(to_string(code));
  }
}

}  // namespace
}  // namespace caprock
