#include "yaml/yaml_text.h"

#include <gmock/gmock.h>

namespace caprock {
namespace {

using testing::HasSubstr;

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

Error error_of(std::string_view text) {
  const auto node = parse_yaml(text, "file.yaml");
  EXPECT_FALSE(node.has_value()) << text.substr(0, 40);
  return node ? Error{} : node.error();
}

TEST(YamlTextTest, GivesEveryValueItsLineAndColumn) {
  const auto root = parse_yaml("a: 1\nb:\n  - 'two'\n", "file.yaml");
  ASSERT_TRUE(root.has_value());
  const YamlNode* list = root->find("b");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), 1u);
  EXPECT_EQ(list->items[0].text, "two");
  EXPECT_TRUE(list->items[0].quoted);
  EXPECT_FALSE(root->find("a")->quoted);
  EXPECT_EQ(list->items[0].line, 3);
  EXPECT_EQ(list->items[0].column, 5);
}

TEST(YamlTextTest, PlacesAMissingValueAtItsKey) {
  const auto root = parse_yaml("a:\n\n\nb: 1\n", "file.yaml");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->find("a")->kind, YamlNode::Kind::null);
  EXPECT_EQ(root->find("a")->line, 1);
}

TEST(YamlTextTest, ReadsJson) {
  const auto root = parse_yaml(R"({"a": {"b": [true, "x"]}})", "file.json");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->find("a")->find("b")->items.size(), 2u);
}

TEST(YamlTextTest, TakesNestingUpToTheLimitAndRefusesMore) {
  const int limit = static_cast<int>(k_max_yaml_depth);
  EXPECT_TRUE(parse_yaml(repeated("[", limit) + repeated("]", limit), "f").has_value());
  const std::string deep[] = {
      repeated("[", limit + 1) + repeated("]", limit + 1),
      repeated("{a: ", limit + 1) + "b" + repeated("}", limit + 1),
      repeated("[{a: ", limit) + "b" + repeated("}]", limit),
      repeated("- ", limit + 1) + "b",
  };
  for (const std::string& text : deep)
    EXPECT_THAT(error_of(text).message, HasSubstr("nested deeper than 64")) << text;
}

TEST(YamlTextTest, RefusesBracketsWithoutEnd) {
  for (const std::string_view part : {"[", "{", "- ", "? ", "{a: ", "[{a: "})
    EXPECT_EQ(error_of(repeated(part, 100'000)).code, ErrorCode::yaml_malformed) << part;
}

TEST(YamlTextTest, RefusesAliasesBeforeTheyMultiply) {
  EXPECT_THAT(error_of("a: &a [x]\nb: [*a, *a]\n").message, HasSubstr("anchors and aliases"));
  EXPECT_EQ(error_of("a: &a [x]\n").where, (Place{"file.yaml", {}, 1, 4}));
}

TEST(YamlTextTest, RefusesTags) {
  EXPECT_THAT(error_of("a: !!binary aGVsbG8=\n").message, HasSubstr("tags"));
}

TEST(YamlTextTest, RefusesTheSameKeyTwice) {
  const Error error = error_of("a: 1\na: 2\n");
  EXPECT_THAT(error.message, HasSubstr("`a` is there twice"));
  EXPECT_EQ(error.where.line, 2);
}

TEST(YamlTextTest, RefusesKeysThatAreNotWords) {
  EXPECT_THAT(error_of("[a]: 1\n").message, HasSubstr("a key must be a word"));
}

TEST(YamlTextTest, RefusesMoreKeysThanAPersonWrites) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "k" + std::to_string(i) + ": 1\n";
  EXPECT_THAT(error_of(text).message, HasSubstr("more than 256 keys"));
}

TEST(YamlTextTest, RefusesASecondDocument) {
  EXPECT_THAT(error_of("a: 1\n---\nb: 1\n").message, HasSubstr("after the end of the document"));
  EXPECT_EQ(error_of("]").code, ErrorCode::yaml_malformed);
}

TEST(YamlTextTest, RefusesWhatIsNotTextAndSaysWhere) {
  EXPECT_EQ(error_of("a: 1\nb: \xff\n").where, (Place{"file.yaml", {}, 2, 4}));
  // The parser would take this byte for the end of the text and drop the rest.
  EXPECT_THAT(error_of("a: 1\n\x04z: 1\n").message, HasSubstr("control character"));
  EXPECT_EQ(error_of("a: [1\n").code, ErrorCode::yaml_malformed);
}

TEST(YamlTextTest, RefusesMoreThanAMebibyte) {
  EXPECT_EQ(error_of(std::string(k_max_yaml_bytes + 1, ' ')).code, ErrorCode::file_too_large);
}

TEST(YamlTextTest, ReadsNothingAsNothing) {
  const auto root = parse_yaml("# only a comment\n", "file.yaml");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->kind, YamlNode::Kind::null);
}

}  // namespace
}  // namespace caprock
