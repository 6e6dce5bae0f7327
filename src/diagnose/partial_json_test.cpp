#include "diagnose/partial_json.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace caprock {
namespace {

std::string written(const PartialJson& read) { return json::serialize(read.value); }

TEST(PartialJson, reads_a_value_and_stops_behind_it) {
  const PartialJson read = read_partial_json(R"({"a":[1,"b",null]} and more)");
  EXPECT_EQ(written(read), R"({"a":[1,"b",null]})");
  EXPECT_EQ(read.end, JsonEnd::whole);
  EXPECT_EQ(read.length, 19u) << "with the space behind it";
}

TEST(PartialJson, keeps_what_stands_before_the_cut) {
  const PartialJson read = read_partial_json(R"({"a":{"b":1},"c":"half a te)");
  EXPECT_EQ(written(read), R"({"a":{"b":1},"c":"half a te"})");
  EXPECT_EQ(read.end, JsonEnd::cut);
  EXPECT_TRUE(read.last_text_cut);
}

TEST(PartialJson, leaves_a_number_out_that_may_go_on) {
  const PartialJson read = read_partial_json(R"({"a":1,"code":500)");
  EXPECT_EQ(written(read), R"({"a":1})");
  EXPECT_EQ(read.end, JsonEnd::cut);
  EXPECT_FALSE(read.last_text_cut);
}

TEST(PartialJson, says_where_it_is_damaged) {
  const PartialJson read = read_partial_json(R"({"a":1,"b":x,"c":2})");
  EXPECT_EQ(written(read), R"({"a":1})");
  EXPECT_EQ(read.end, JsonEnd::damaged);
  EXPECT_EQ(read.length, 11u);
}

TEST(PartialJson, takes_the_end_of_a_line_inside_a_text_for_a_cut) {
  const PartialJson read = read_partial_json("{\"a\":1,\"b\":\"half\nnext line");
  EXPECT_EQ(read.end, JsonEnd::cut);
  EXPECT_EQ(read.length, 16u);
  EXPECT_EQ(read.value.at("a"), 1);
}

TEST(PartialJson, lets_a_comma_with_nothing_behind_it_through) {
  EXPECT_EQ(read_partial_json(R"({"a":[1,],})").end, JsonEnd::whole);
}

TEST(PartialJson, refuses_depth_without_end) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += R"({"a":)";
  EXPECT_EQ(read_partial_json(deep).end, JsonEnd::damaged);
}

TEST(PartialJson, takes_one_level_of_escapes_off) {
  const UnescapedText read = unescape_json(R"({\"a\":\"b\\\"c\u00e4\"}" rest)", 1000);
  EXPECT_EQ(read.text, R"({"a":"b\"c\u00e4"})");
  EXPECT_EQ(read.length, 24u);
  EXPECT_EQ(unescape_json("abcdef", 3).text, "abc");
  EXPECT_EQ(unescape_json("ab\ncd", 100).text, "ab");
}

}  // namespace
}  // namespace caprock
