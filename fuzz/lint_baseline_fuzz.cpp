// No baseline loses a finding: each one is reported or accepted, and accepted only by an entry that
// names its rule and has not run out. No text makes the reader crash or hang.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "cli/lint_baseline.h"
#include "lint/lint.h"

namespace {

using namespace caprock;

constexpr Instant k_today = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);

// What the seeds name: two findings of one policy, one of another, one of no policy.
std::vector<Finding> some_findings() {
  const auto finding = [](std::string_view rule, PolicyId policy, std::string subject) {
    Finding out;
    out.rule = lint_rule(rule)->id;
    out.policy = std::move(policy);
    out.subject = std::move(subject);
    return out;
  };
  const PolicyId policy("10000000-0000-4000-8000-000000000001");
  return {finding("V15", policy, "P"), finding("L10", policy, "P"), finding("L10", PolicyId(), "Q"),
          finding("V32", PolicyId(), "Head office")};
}

void expect_sound(const std::vector<BaselineEntry>& entries) {
  for (const BaselineEntry& entry : entries) {
    CAPROCK_ASSERT(lint_rule(entry.rule) != nullptr);
    CAPROCK_ASSERT(!entry.policy.empty() && !entry.owner.empty() && !entry.reason.empty());
    CAPROCK_ASSERT(entry.where.file == "f" && entry.where.line > 0);
  }
}

void expect_nothing_lost(const std::vector<BaselineEntry>& entries) {
  std::vector<Finding> findings = some_findings();
  const std::size_t before = findings.size();
  const auto accepted = take_accepted(findings, entries, k_today);
  const auto about_entries =
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding& one) { return one.rule == "C08" || one.rule == "C09"; });
  CAPROCK_ASSERT(static_cast<std::size_t>(about_entries) <= entries.size());
  CAPROCK_ASSERT(findings.size() - static_cast<std::size_t>(about_entries) + accepted.size() ==
                 before);
  for (const AcceptedFinding& one : accepted) CAPROCK_ASSERT(one.until > k_today);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto entries = parse_baseline(text, "f");
  if (!entries) {
    CAPROCK_ASSERT(!entries.error().message.empty() && entries.error().where.file == "f");
    return 0;
  }
  expect_sound(*entries);
  expect_nothing_lost(*entries);
  return 0;
}
