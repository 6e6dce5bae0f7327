#include "source/policy_yaml.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

#include "base/temporary_folder.h"
#include "source/source.h"

namespace caprock {
namespace {

using testing::HasSubstr;

constexpr std::string_view k_text = R"(# our rules
policies:
  - name: "2024"
    state: enabled
    conditions:
      users: {includeUsers: [All], excludeUsers: [vera@northwind.example]}
      applications:
        includeApplications: [All]
      locations: null
      signInRiskLevels: []
    grantControls:
      operator: OR
      builtInControls: [mfa]
    sessionControls:
      signInFrequency: {isEnabled: true, value: 4, type: hours}
  - displayName: true
    name: short
    state: disabled
    Conditions:
      clientAppTypes: [other]
    GrantControls: {operator: OR, builtInControls: [block]}
sessionControls:
  everywhere: {mode: never}
)";

TEST(PolicyYaml, ReadsPoliciesWhereverTheyStand) {
  ASSERT_TRUE(is_policy_yaml(k_text));
  const auto read = read_policy_yaml(k_text, "p.yaml");
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  ASSERT_EQ(read->objects.size(), 2u);
  EXPECT_EQ(
      json::serialize(read->objects[0].object),
      R"({"displayName":"2024","state":"enabled","conditions":{"users":{"includeUsers":["All"],"excludeUsers":["vera@northwind.example"]},"applications":{"includeApplications":["All"]},"locations":null,"signInRiskLevels":[]},"grantControls":{"operator":"OR","builtInControls":["mfa"]},"sessionControls":{"signInFrequency":{"isEnabled":true,"value":4,"type":"hours"}}})");
  EXPECT_EQ(read->objects[0].where, (Place{"p.yaml", {}, 3, 5}));
  EXPECT_EQ(read->objects[1].object.at("displayName").as_string(), "true");
}

TEST(PolicyYaml, IsNotOtherYaml) {
  for (const std::string_view text :
       {"conditions: sunny\n", "Page\n\nconditions: none\ncontrols: x\n",
        "status:\n  conditions:\n    - type: Ready\n", "grantControls: {}\n",
        "```yaml\nconditions:\ngrantControls:\n```\n"})
    EXPECT_FALSE(is_policy_yaml(text)) << text;
}

TEST(PolicyYaml, WithoutAPolicyOrYamlItIsALocatedError) {
  const auto none = read_policy_yaml("conditions: x\ngrantControls: y\n", "p.yaml");
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, ErrorCode::source_unknown_format);
  const auto broken = read_policy_yaml("conditions:\n  a: [b\ngrantControls: {}\n", "p.yaml");
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, ErrorCode::yaml_malformed);
  EXPECT_GT(broken.error().where.line, 0);
}

TEST(PolicyYaml, ComesThroughTheSourceWithItsFormat) {
  TemporaryFolder folder;
  folder.write("p.yaml", k_text);
  folder.write("c.ps1",
               "Configuration T { Node x {\n AADConditionalAccessPolicy 'Q'\n {\n"
               "  DisplayName = 'Q'; State = 'enabled'; IncludeUsers = @('None')\n"
               "  BuiltInControls = @('block'); GrantControlOperator = 'OR'\n } } }");
  folder.write("broken.ps1", "Configuration T {\n AADGroup 'g' {\n DisplayName = 'x");
  folder.write("readme.md", "Use `AADGroup`:\n```\nAADGroup 'it is\n```\nConfiguration\n");
  const auto read = read_source(folder.path(), {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  ASSERT_EQ(read->value.tenant.policies.items.size(), 3u);
  const Policy& q = read->value.tenant.policies.items[0];
  EXPECT_EQ(q.display_name, "Q");
  EXPECT_EQ(q.origin.where, (Place{"c.ps1", {}, 2, 2}));
  EXPECT_FALSE(q.fully_read());
  EXPECT_EQ(q.unread[0].pointer, "/conditions/clientApplications");
  std::vector<std::string> formats;
  for (const SourceFile& file : read->value.files)
    formats.push_back(file.path + ": " + file.format);
  EXPECT_THAT(formats, testing::ElementsAre("broken.ps1: ", "c.ps1: Microsoft365DSC configuration",
                                            "p.yaml: YAML policies", "readme.md: "));
  std::vector<std::string> errors;
  for (const Diagnostic& one : read->diagnostics)
    if (one.severity == Severity::error) errors.push_back(to_string(one.error));
  EXPECT_THAT(errors, testing::ElementsAre(HasSubstr("broken.ps1:3:16: a text in quotes")));
}

}  // namespace
}  // namespace caprock
