// Published CSV files of policies and of groups load whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/source.h"
#include "tests/conformance/vector.h"

namespace caprock::corpus {
namespace {

std::filesystem::path corpus_file(const std::string& name) {
  return conformance::source_dir() / ".." / "shared" / "corpus" / name;
}

TEST(CorpusCsv, every_policy_of_a_flattened_export_is_read) {
  const auto path = corpus_file("edipal-ca-policy-vizz/docs/ca-policies-demo.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no corpus beside the source";
  const auto read = read_source(path, {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  const auto& policies = read->value.tenant.policies.items;
  EXPECT_EQ(policies.size(), 58u);
  std::size_t enabled = 0, blocking = 0, any_place = 0;
  for (const Policy& policy : policies) {
    EXPECT_TRUE(policy.id.is_guid());
    EXPECT_FALSE(policy.conditions.client_app_types.empty());
    enabled += policy.state == PolicyState::enabled ? 1 : 0;
    any_place += policy.conditions.locations.has_value() ? 1 : 0;
    const bool blocks = policy.grant_controls && policy.grant_controls->built_in_controls ==
                                                     std::vector{BuiltInControl::block};
    blocking += blocks ? 1 : 0;
    // There is no column for these, so no policy for people is certain to have none.
    const auto pointers =
        testing::Contains(testing::Field(&Unread::pointer, "/conditions/insiderRiskLevels"));
    if (policy.conditions.users->include_users == std::vector{UserId("None")}) {
      EXPECT_THAT(policy.unread, testing::Not(pointers));
    } else {
      EXPECT_THAT(policy.unread, pointers);
    }
  }
  EXPECT_EQ(enabled, 1u);
  EXPECT_EQ(blocking, 22u);
  EXPECT_EQ(any_place, 4u);
  for (const Diagnostic& one : read->diagnostics)
    EXPECT_NE(one.severity, Severity::error) << to_string(one.error);
}

TEST(CorpusCsv, a_list_of_groups_gives_ids_their_names) {
  const auto folder = corpus_file("philippkohn-caztr");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus beside the source";
  const auto read = read_source(folder, {});
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_EQ(read->value.tenant.policies.items.size(), 52u);
  EXPECT_EQ(read->value.tenant.groups.items.size(), 17u);
  for (const Group& group : read->value.tenant.groups.items) {
    EXPECT_FALSE(group.display_name.empty());
    EXPECT_FALSE(group.members.has_value());
  }
}

}  // namespace
}  // namespace caprock::corpus
