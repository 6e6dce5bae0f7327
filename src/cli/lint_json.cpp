#include "cli/json_out.h"
#include "cli/lint_report.h"

namespace caprock {
namespace {

json::object finding_json(const Finding& finding) {
  json::object place{{"file", finding.where.file}, {"pointer", finding.where.pointer}};
  if (finding.where.line > 0) place["line"] = finding.where.line;
  return {{"rule", finding.rule},
          {"severity", to_string(finding.severity)},
          {"policy",
           finding.policy.empty() ? json::value(nullptr) : json::value(finding.policy.text())},
          {"subject", finding.subject},
          {"message", finding.message},
          {"consequence", finding.consequence},
          {"fix", finding.fix},
          {"place", std::move(place)},
          {"fingerprint", fingerprint(finding)}};
}

}  // namespace

std::string lint_json(const LintReport& report) {
  json::array findings, accepted;
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  for (const AcceptedFinding& one : report.accepted) {
    json::object item = finding_json(one.finding);
    item["owner"] = one.owner;
    item["reason"] = one.reason;
    item["until"] = to_string(one.until);
    accepted.push_back(std::move(item));
  }
  return pretty(json::object{{"policies", report.policies},
                             {"errors", count_of(report, Severity::error)},
                             {"warnings", count_of(report, Severity::warning)},
                             {"notes", count_of(report, Severity::note)},
                             {"findings", std::move(findings)},
                             {"accepted", std::move(accepted)},
                             {"diagnostics", to_json(report.diagnostics)}});
}

}  // namespace caprock
