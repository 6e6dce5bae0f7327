#include "cli/json_lines.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

constexpr std::string_view k_text = R"({
  "value": [
    {"id": "a,]}\"", "n": {"x": [1, 2]}},
    {
      "Conditions": {
        "a/b": null
      }
    }
  ]
})";

TEST(JsonLines, finds_the_line_of_a_value) {
  EXPECT_EQ(line_of(k_text, ""), 1);
  EXPECT_EQ(line_of(k_text, "/value"), 2);
  EXPECT_EQ(line_of(k_text, "/value/0/n/x/1"), 3);
  EXPECT_EQ(line_of(k_text, "/value/1"), 4);
  EXPECT_EQ(line_of(k_text, "/value/1/conditions/a~1b"), 6);
}

TEST(JsonLines, stops_where_the_pointer_leaves_the_text) {
  EXPECT_EQ(line_of(k_text, "/value/1/conditions/users/includeUsers"), 5);
  EXPECT_EQ(line_of(k_text, "/value/7"), 2);
  EXPECT_EQ(line_of(k_text, "/nothing"), 1);
}

TEST(JsonLines, text_that_is_not_json_has_no_lines) {
  EXPECT_EQ(line_of("- name: x", "/0"), 0);
  EXPECT_EQ(line_of("", ""), 0);
  EXPECT_EQ(line_of("{\"a\": \"open", "/b"), 1);
  EXPECT_EQ(line_of("[[[[", "/0/0/0"), 1);
}

}  // namespace
}  // namespace caprock
