#include "cli/lint_baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lint/lint_world.h"

namespace caprock {
namespace {

constexpr std::string_view k_blocks = R"({"displayName": "P",
    "conditions": {"clientAppTypes": ["exchangeActiveSync", "other"]},
    "grantControls": {"builtInControls": ["block", "mfa"]}})";

std::string baseline(std::string_view rule, std::string_view policy, std::string_view until) {
  std::string out = "version: 1\naccepted:\n  - rule: ";
  out.append(rule).append("\n    policy: ").append(policy).append("\n    owner: identity team\n");
  return out.append("    reason: moved in March\n    until: ").append(until).append("\n");
}

std::vector<std::string> rules_after(const std::string& yaml, std::size_t accepted) {
  const auto entries = parse_baseline(yaml, "baseline.yaml");
  EXPECT_TRUE(entries.has_value()) << to_string(entries.error());
  std::vector<Finding> findings = findings_in(k_blocks);
  EXPECT_EQ(take_accepted(findings, *entries, *parse_instant("2026-11-01T00:00:00Z")).size(),
            accepted);
  std::vector<std::string> out;
  for (const Finding& finding : findings) out.emplace_back(finding.rule);
  return out;
}

TEST(LintBaseline, accepts_a_finding_by_name_or_id_until_its_day) {
  EXPECT_THAT(rules_after(baseline("V15", "P", "2027-01-01"), 1), testing::IsEmpty());
  EXPECT_THAT(rules_after(baseline("v15", "10000000-0000-4000-8000-000000000001", "2027-01-01"), 1),
              testing::IsEmpty());
}

TEST(LintBaseline, what_has_run_out_is_reported_with_the_entry) {
  EXPECT_THAT(rules_after(baseline("V15", "P", "2026-11-01"), 0),
              testing::ElementsAre("V15", "C08"));
}

TEST(LintBaseline, an_entry_that_accepts_nothing_is_reported) {
  EXPECT_THAT(rules_after(baseline("V16", "P", "2027-01-01"), 0),
              testing::ElementsAre("V15", "C09"));
  EXPECT_THAT(rules_after(baseline("V15", "Q", "2027-01-01"), 0),
              testing::ElementsAre("V15", "C09"));
}

TEST(LintBaseline, is_read_from_json_too) {
  const auto entries = parse_baseline(
      R"({"version": 1, "accepted": [{"rule": "V15", "policy": "P", "owner": "o",
          "reason": "r", "until": "2027-01-01"}]})",
      "baseline.json");
  ASSERT_TRUE(entries.has_value()) << to_string(entries.error());
  ASSERT_EQ(entries->size(), 1U);
  EXPECT_EQ(entries->front().where.line, 1);
}

TEST(LintBaseline, refuses_what_is_no_baseline) {
  for (const std::string& yaml :
       {baseline("V99", "P", "2027-01-01"), baseline("V15", "P", "soon"),
        std::string("version: 2\naccepted: []\n"),
        std::string(
            "version: 1\naccepted:\n  - rule: V15\n    policy: P\n    until: 2027-01-01\n")}) {
    const auto entries = parse_baseline(yaml, "baseline.yaml");
    ASSERT_FALSE(entries.has_value()) << yaml;
    EXPECT_EQ(entries.error().code, ErrorCode::baseline_invalid);
    EXPECT_EQ(entries.error().where.file, "baseline.yaml");
    EXPECT_GT(entries.error().where.line, 0);
  }
}

}  // namespace
}  // namespace caprock
