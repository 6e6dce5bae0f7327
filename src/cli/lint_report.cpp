#include "cli/lint_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caprock {

bool LintReport::anything_wrong() const {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& one) { return one.severity != Severity::note; });
}

std::size_t count_of(const LintReport& report, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [&](const Finding& one) { return one.severity == severity; }));
}

std::string counts_in_words(const LintReport& report) {
  std::string out = fmt::format(
      "{}, {} and {} in {}", count_in_words(count_of(report, Severity::error), "error", "errors"),
      count_in_words(count_of(report, Severity::warning), "warning", "warnings"),
      count_in_words(count_of(report, Severity::note), "note", "notes"),
      count_in_words(report.policies, "policy", "policies"));
  if (!report.accepted.empty()) out += fmt::format("; {} accepted", report.accepted.size());
  return out;
}

// FNV-1a: short, the same on every machine; nothing here defends against anybody.
std::string fingerprint(const Finding& finding) {
  const std::string& object = finding.policy.empty() ? finding.subject : finding.policy.text();
  std::uint64_t hash = 14695981039346656037U;
  for (const std::string_view part :
       {finding.rule, std::string_view(object), std::string_view(finding.member)}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash = (hash ^ 0xFFU) * 1099511628211U;
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace caprock
