// Records of the sign-in log and error codes that others have published, told by `diagnose`.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "diagnose/diagnosis.h"
#include "tests/corpus/corpus.h"

namespace caprock::corpus {
namespace {

// Nothing when the corpus is not there.
std::optional<ReadErrors> read_published(const std::string& name) {
  std::ifstream file(folder() / name, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return read_errors(text.str(), name);
}

TEST(CorpusErrors, failed_sign_ins_of_detection_tests_are_known) {
  const auto found = read_published("panther-analysis/azure-signin-test-events.json");
  if (!found) GTEST_SKIP() << "no corpus";
  EXPECT_GT(found->records, 15u);
  EXPECT_GT(found->succeeded, 10u);
  std::size_t wrong_secrets = 0;
  for (const FoundError& error : found->errors) {
    const Diagnosis one = diagnose(error, nullptr);
    EXPECT_NE(one.row, nullptr) << error.code();
    if (error.code() == 7000215) wrong_secrets += error.times;
  }
  EXPECT_GT(wrong_secrets, 5u);
}

TEST(CorpusErrors, documented_records_that_are_no_json_are_read_or_located) {
  constexpr std::string_view k_version[] = {"beta", "v1.0"};
  for (const std::string_view version : k_version) {
    const std::string name = "microsoft-graph-docs/" + std::string(version) + "/";
    const auto found = read_published(name + "signin-list-01-response.malformed.json");
    if (!found) GTEST_SKIP() << "no corpus";
    EXPECT_GT(found->records, 0u) << name;
    EXPECT_TRUE(found->errors.empty()) << name;
  }
  const auto broken = read_published("entra-docs/signin-log-sample.malformed.json");
  if (!broken) GTEST_SKIP() << "no corpus";
  ASSERT_EQ(broken->diagnostics.size(), 1u);
  EXPECT_EQ(broken->diagnostics[0].error.where.line, 22) << "a number with leading zeros";
}

TEST(CorpusErrors, an_event_of_azure_monitor_is_a_record_that_succeeded) {
  const auto found = read_published("datadog-integrations-core/signin-event.json");
  if (!found) GTEST_SKIP() << "no corpus";
  EXPECT_EQ(found->succeeded, 1u);
}

}  // namespace
}  // namespace caprock::corpus
