// Published policies in YAML: every one is read, or its file is an error with a place.
#include <gmock/gmock.h>

#include <filesystem>

#include "source/source.h"
#include "tests/conformance/vector.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

struct YamlFolder {
  std::string name;
  std::size_t policies;
  std::size_t locations;
  std::vector<std::string> formats;  // of the files with objects
};

class YamlSources : public testing::TestWithParam<YamlFolder> {};

std::string folder_name(const testing::TestParamInfo<YamlFolder>& tested) {
  std::string name = tested.param.name.substr(0, tested.param.name.find('-'));
  return name;
}

TEST_P(YamlSources, AreReadWithThePoliciesThatTheyHave) {
  const fs::path path = conformance::source_dir() / ".." / "shared" / "corpus" / GetParam().name;
  if (!fs::exists(path)) GTEST_SKIP() << path << " is not here";
  const auto read = read_source(path, {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_EQ(read->value.tenant.policies.items.size(), GetParam().policies);
  EXPECT_EQ(read->value.tenant.named_locations.items.size(), GetParam().locations);
  std::vector<std::string> formats;
  for (const SourceFile& file : read->value.files)
    if (file.objects > 0) formats.push_back(file.format);
  EXPECT_THAT(formats, testing::UnorderedElementsAreArray(GetParam().formats));
  for (const Diagnostic& one : read->diagnostics)
    EXPECT_NE(one.severity, Severity::error) << to_string(one.error);
}

// Six of eight in YAML, two in JSON; the third YAML file there is a report and holds no policy.
INSTANTIATE_TEST_SUITE_P(
    Corpus, YamlSources,
    testing::Values(
        YamlFolder{"raandree-m365dscworkshop",
                   1,
                   3,
                   {"Microsoft365DSC YAML", "Microsoft365DSC YAML", "Microsoft365DSC YAML"}},
        YamlFolder{
            "topazyo-ca-automation", 8, 0, {"Graph JSON", "YAML policies", "YAML policies"}}),
    folder_name);

}  // namespace
}  // namespace caprock
