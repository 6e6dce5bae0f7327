#include <fmt/format.h>

#include "cli/lint_report.h"
#include "cli/markdown.h"
#include "lint/lint.h"

namespace caprock {
namespace {

std::string_view sign_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "🔴";
    case Severity::warning: return "🟡";
    case Severity::note: return "⚪";
  }
  return "";
}

std::string row(const Finding& finding) {
  constexpr MarkdownPlace k_cell = MarkdownPlace::table;
  return fmt::format("| {} {} | {} | {} | {} | {} |\n", sign_of(finding.severity),
                     to_string(finding.severity), finding.rule,
                     markdown_name(finding.subject, k_cell), markdown(finding.message, k_cell),
                     markdown_name(to_string(finding.where), k_cell));
}

std::string rule_lines(const Finding& finding) {
  return fmt::format("\n- **{}** {}: {}. Fix: {}.\n", finding.rule,
                     markdown(lint_rule(finding.rule)->title), markdown(finding.consequence),
                     markdown(finding.fix));
}

// What could not be read has no findings, which must not look like a clean file.
std::string reading_lines(const LintReport& report) {
  if (report.diagnostics.empty()) return {};
  std::string out = "\nWhile reading:\n\n";
  for (const Diagnostic& one : report.diagnostics)
    out += fmt::format("- **{}**: {}\n", to_string(one.severity), markdown(to_string(one.error)));
  return out;
}

}  // namespace

std::string lint_markdown(const LintReport& report) {
  std::string out = fmt::format("## Lint: {}\n", counts_in_words(report)) + reading_lines(report);
  if (report.findings.empty()) return out;
  out += "\n| severity | rule | policy | what is wrong | where |\n|---|---|---|---|---|\n";
  for (const Finding& finding : report.findings) out += row(finding);
  std::string_view before;
  for (const Finding& finding : report.findings) {
    if (finding.rule != before) out += rule_lines(finding);
    before = finding.rule;
  }
  return out;
}

}  // namespace caprock
