#include "graph_json/json_text.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

namespace caprock {
namespace {

Error error_of(std::string_view text) {
  const auto read = parse_json(text, "policies.json");
  EXPECT_FALSE(read.has_value()) << text;
  return read ? Error{} : read.error();
}

void expect_malformed(std::string_view text, int line, int column, std::string_view message) {
  const Error error = error_of(text);
  EXPECT_EQ(error.code, ErrorCode::json_malformed) << text;
  EXPECT_EQ(error.where.file, "policies.json");
  EXPECT_EQ(error.where.line, line) << text;
  EXPECT_EQ(error.where.column, column) << text;
  EXPECT_THAT(error.message, testing::HasSubstr(std::string(message))) << text;
}

TEST(JsonText, KeepsMembersInTheirOrder) {
  const auto read = parse_json(R"({"z": 1, "a": [true, null], "m": "x"})", "f");
  ASSERT_TRUE(read.has_value());
  const json::object& object = read->value.as_object();
  std::vector<std::string> names;
  for (const auto& member : object) names.emplace_back(member.key());
  EXPECT_THAT(names, testing::ElementsAre("z", "a", "m"));
  EXPECT_TRUE(read->diagnostics.empty());
}

TEST(JsonText, SkipsAByteOrderMarkAndCountsColumnsAfterIt) {
  EXPECT_TRUE(parse_json("\xEF\xBB\xBF{\"a\": 1}", "f").has_value());
  expect_malformed("\xEF\xBB\xBF{]", 1, 2, "not JSON");
}

TEST(JsonText, AnEmptyTextIsNotJson) {
  expect_malformed("", 1, 1, "empty");
  expect_malformed(" \r\n\t ", 1, 1, "empty");
  expect_malformed("\xEF\xBB\xBF", 1, 1, "empty");
}

TEST(JsonText, SaysWhatIsWrongAndWhere) {
  expect_malformed("{\"a\": 1,\n \"b\": 2,\n}", 3, 1, "comma with nothing after it");
  expect_malformed("[1,\r\n2,]", 2, 3, "comma with nothing after it");
  expect_malformed("{\"a\": 1\n \"b\": 2}", 2, 2, "comma or colon is missing");
  expect_malformed("[{} {}]", 1, 5, "comma or colon is missing");
  expect_malformed("{\"a\" 1}", 1, 6, "not JSON from here on");
  expect_malformed("{\"a\": 007}", 1, 8, "leading zero");
  expect_malformed("{\"a\": [1, 2", 1, 12, "ends before");
  expect_malformed("{\"a\": 1}}", 1, 9, "more text after the end");
  expect_malformed("{\"a\": 1}\n{\"b\": 2}", 2, 1, "more text after the end");
  expect_malformed("{'a': 1}", 1, 2, "single quotes");
  expect_malformed("{} // done", 1, 4, "more text after the end");
  expect_malformed("{ // note\n}", 1, 3, "comment");
  expect_malformed("nul", 1, 4, "ends before");
}

TEST(JsonText, RefusesBytesThatAreNotUtf8) {
  const Error error = error_of("{\"a\":\n \"\xFF\"}");
  EXPECT_EQ(error.code, ErrorCode::text_encoding);
  EXPECT_EQ(error.where.line, 2);
  EXPECT_EQ(error.where.column, 3);
}

TEST(JsonText, RefusesNestingPastTheLimit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(k_max_json_depth), "f").has_value());
  EXPECT_EQ(error_of(nested(k_max_json_depth + 1)).code, ErrorCode::json_too_deep);
  EXPECT_EQ(error_of(nested(100'000)).code, ErrorCode::json_too_deep);
  EXPECT_EQ(error_of(std::string(100'000, '[')).code, ErrorCode::json_too_deep);
}

TEST(JsonText, OfAMemberGivenTwiceTheLastCountsAndAWarningSaysWhere) {
  const auto read =
      parse_json(R"({"list": [1, {"a/b": 1, "x": {"q": 2}, "a\u002fb": 2}], "x": 3})", "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->value.at("list").at(1).at("a/b").as_int64(), 2);
  ASSERT_EQ(read->diagnostics.size(), 1U);
  EXPECT_EQ(read->diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(read->diagnostics[0].error.code, ErrorCode::json_duplicate_member);
  EXPECT_EQ(read->diagnostics[0].error.where.pointer, "/list/1/a~1b");
}

TEST(JsonText, MembersLostInsideAReplacedValueAreStillDuplicatesOfTheOuterOne) {
  const auto read = parse_json(R"({"s": {"a": 1, "b": 2}, "s": null})", "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->value.at("s").is_null());
  ASSERT_EQ(read->diagnostics.size(), 1U);
  EXPECT_EQ(read->diagnostics[0].error.where.pointer, "/s");
}

TEST(JsonText, AHostileNumberOfDuplicatesGivesABoundedAnswer) {
  std::string text = "{\"a\": 0";
  for (int i = 0; i < 100'000; ++i) text += ", \"a\": 1";
  const auto read = parse_json(text + "}", "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_LE(read->diagnostics.size(), 100U);
}

TEST(JsonText, ZeroWithAHugeExponentIsZero) {
  const auto read = parse_json(R"({"a": [0e999], "b": -0.0e400})", "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(json::serialize(read->value), R"({"a":[0E0],"b":0E0})");
}

TEST(JsonText, PointersAreEscaped) {
  EXPECT_EQ(pointer_to("/conditions", "users"), "/conditions/users");
  EXPECT_EQ(pointer_to("", "a/b~c"), "/a~1b~0c");
  EXPECT_EQ(pointer_to("/value", std::size_t{3}), "/value/3");
}

}  // namespace
}  // namespace caprock
