#include <fmt/format.h>

#include "cli/lint_report.h"
#include "cli/xml.h"
#include "lint/lint.h"

namespace caprock {
namespace {

std::string lines_of(const LintReport& report, const Rule& rule, bool notes) {
  std::string out;
  for (const Finding& finding : report.findings)
    if (finding.rule == rule.id && (finding.severity == Severity::note) == notes)
      out += fmt::format("{}: {}: {} ({})\n", to_string(finding.severity), finding.subject,
                         finding.message, to_string(finding.where));
  return out;
}

// A rule is a test: it fails when it has something worse than a note to say.
std::string test_case(const LintReport& report, const Rule& rule, bool& failed) {
  const std::string wrong = lines_of(report, rule, false);
  const std::string notes = lines_of(report, rule, true);
  failed = !wrong.empty();
  std::string out =
      fmt::format("    <testcase classname=\"lint.{}\" name=\"{}\">\n", rule.id, xml(rule.title));
  if (failed)
    out += fmt::format("      <failure type=\"{}\" message=\"{}\">{}fix: {}&#10;</failure>\n",
                       to_string(rule.severity), xml(rule.why), xml(wrong), xml(rule.fix));
  if (!notes.empty()) out += fmt::format("      <system-out>{}</system-out>\n", xml(notes));
  return out + "    </testcase>\n";
}

// What could not be read has no findings, which must not look like a clean file.
std::string reading_of(const LintReport& report) {
  if (report.diagnostics.empty()) return {};
  std::string lines;
  for (const Diagnostic& one : report.diagnostics)
    lines += fmt::format("{}: {}\n", to_string(one.severity), to_string(one.error));
  return fmt::format("    <system-err>{}</system-err>\n", xml(lines));
}

}  // namespace

std::string lint_junit(const LintReport& report) {
  std::string cases;
  std::size_t failures = 0;
  for (const Rule* rule : lint_rules()) {
    bool failed = false;
    cases += test_case(report, *rule, failed);
    if (failed) ++failures;
  }
  const std::string numbers =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\"", lint_rules().size(), failures);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n  <testsuite name=\"caprock "
      "lint\" {}>\n{}{}  </testsuite>\n</testsuites>\n",
      numbers, numbers, cases, reading_of(report));
}

}  // namespace caprock
