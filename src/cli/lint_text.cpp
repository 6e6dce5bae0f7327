#include <fmt/format.h>

#include "base/printable.h"
#include "cli/lint_explain.h"
#include "cli/lint_report.h"
#include "cli/output.h"
#include "cli/table.h"
#include "lint/lint.h"

namespace caprock {
namespace {

std::string painted_word(Severity severity, const Style& style) {
  const std::string_view word = to_string(severity);
  if (severity == Severity::error) return style.red(word);
  return severity == Severity::warning ? style.yellow(word) : style.cyan(word);
}

std::string overview(const LintReport& report, std::size_t width, const Style& style) {
  Table table;
  table.add_column("severity", 8);
  table.add_column("rule", 4);
  table.add_column("found", 5);
  table.add_column("what", 30);
  const auto& all = report.findings;
  for (std::size_t i = 0, next = 0; i < all.size(); i = next) {
    while (next < all.size() && all[next].rule == all[i].rule &&
           all[next].severity == all[i].severity)
      ++next;
    const Severity severity = all[i].severity;
    table.add_row({std::string(to_string(severity)), std::string(all[i].rule),
                   std::to_string(next - i), std::string(lint_rule(all[i].rule)->title)},
                  {[severity, &style](std::string_view) { return painted_word(severity, style); },
                   {},
                   {},
                   {}});
  }
  return table.render(width, style);
}

std::string heading(const Finding& first, std::size_t width, const Style& style) {
  std::string out = fmt::format("\n{}  {}  {}\n", style.bold(first.rule),
                                painted_word(first.severity, style), lint_rule(first.rule)->title);
  out += lint_detail("why", first.consequence, width);
  out += lint_detail("fix", first.fix, width);
  return out;
}

std::string one_finding(const Finding& finding, std::size_t width, const Style& style) {
  std::string out = paragraph(fmt::format("{}: {}", quotable(finding.subject), finding.message),
                              width, 4, "  - ");
  out += "    " + style.dim(printable(to_string(finding.where))) + "\n";
  return out;
}

}  // namespace

std::string lint_text(const LintReport& report, std::size_t width, const Style& style) {
  std::string out;
  for (const Diagnostic& diagnostic : report.diagnostics)
    if (diagnostic.error.code == ErrorCode::policies_as_if_on)
      out += paragraph(style.yellow(diagnostic.error.message), width, 0) + "\n";
  if (!report.findings.empty()) out += overview(report, width, style) + "\n";
  out += style.bold(counts_in_words(report)) + "\n";
  const Finding* before = nullptr;
  for (const Finding& finding : report.findings) {
    if (before == nullptr || before->rule != finding.rule || before->severity != finding.severity)
      out += heading(finding, width, style);
    out += one_finding(finding, width, style);
    before = &finding;
  }
  if (!report.diagnostics.empty()) out += "\n" + render_diagnostics(report.diagnostics, style, 20);
  return out;
}

}  // namespace caprock
