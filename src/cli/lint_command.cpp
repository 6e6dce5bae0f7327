#include "cli/lint_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/lint_conflicts.h"
#include "cli/lint_explain.h"
#include "cli/lint_report.h"
#include "cli/tenant_input.h"
#include "lint/lint.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// A baseline is written by people; more than this is not one.
constexpr std::uintmax_t k_max_baseline_size = std::uintmax_t{1} << 20;

Result<std::vector<BaselineEntry>> read_baseline(const std::filesystem::path& path) {
  CAPROCK_TRY(std::string bytes, read_file(path, k_max_baseline_size));
  CAPROCK_TRY(const std::string text, decode_text(std::move(bytes), path.string()));
  return parse_baseline(text, path.string());
}

Result<LintReport> report_of(const LintArguments& arguments) {
  CAPROCK_TRY(Read<Snapshot> read, read_source(arguments.source, arguments.read));
  if (arguments.as_if_on) switch_on_every_policy(read.value.tenant, read.diagnostics);
  LintReport report;
  report.source = arguments.source.string();
  report.policies = read.value.tenant.policies.items.size();
  report.findings = lint(compile_borrowed(read.value.tenant, {}), arguments.now);
  if (arguments.connections) {
    CAPROCK_TRY(const std::vector<Finding> conflicts,
                conflict_findings(read.value.tenant, *arguments.connections, arguments.profiles,
                                  arguments.now));
    report.findings.insert(report.findings.end(), conflicts.begin(), conflicts.end());
    std::stable_sort(report.findings.begin(), report.findings.end(), precedes);
  }
  report.diagnostics = std::move(read.diagnostics);
  if (arguments.baseline) {
    CAPROCK_TRY(const std::vector<BaselineEntry> entries, read_baseline(*arguments.baseline));
    report.accepted = take_accepted(report.findings, entries, arguments.now);
  }
  return report;
}

std::string rendered(const LintReport& report, const LintArguments& arguments, const Style& style) {
  switch (arguments.format) {
    case Format::text: return lint_text(report, arguments.width, style);
    case Format::json: return lint_json(report);
    case Format::markdown: return lint_markdown(report);
    case Format::junit: return lint_junit(report);
    case Format::sarif: return lint_sarif(report);
    case Format::html:
    case Format::svg:
    case Format::ics: break;  // not offered
  }
  return {};
}

ExitCode explain(const LintArguments& arguments, const Style& style, std::ostream& out,
                 std::ostream& err) {
  if (equal_ignoring_case(arguments.explain, "all")) {
    out << rule_list(arguments.width, style);
    return ExitCode::good;
  }
  const Rule* rule = lint_rule(arguments.explain);
  if (rule == nullptr) {
    err << render_error({ErrorCode::usage,
                         "there is no rule `" + arguments.explain + "`",
                         {},
                         "caprock lint --explain all lists them"},
                        style);
    return ExitCode::bad_input;
  }
  out << rule_in_words(*rule, arguments.width, style);
  return ExitCode::good;
}

}  // namespace

ExitCode run_lint(const LintArguments& arguments, const Style& style, std::ostream& out,
                  std::ostream& err) {
  if (!arguments.explain.empty()) return explain(arguments, style, out, err);
  if (arguments.source.empty()) {
    err << render_error({ErrorCode::usage, "SOURCE is required", {}, "caprock lint --help"}, style);
    return ExitCode::bad_input;
  }
  const auto report = report_of(arguments);
  if (!report) {
    err << render_error(report.error(), style);
    return ExitCode::bad_input;
  }
  out << rendered(*report, arguments, style);
  if (has_errors(report->diagnostics) && !arguments.read.allow_partial) return ExitCode::bad_input;
  return report->anything_wrong() ? ExitCode::finding : ExitCode::good;
}

}  // namespace caprock
