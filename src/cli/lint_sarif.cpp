#include <fmt/format.h>

#include <map>

#include "cli/json_lines.h"
#include "cli/json_out.h"
#include "cli/lint_explain.h"
#include "cli/lint_report.h"
#include "lint/lint.h"

namespace caprock {
namespace {

std::string_view level(Severity severity) { return to_string(severity); }  // SARIF has our words

// A relative path as a URI: what RFC 3986 does not let stand becomes percent codes.
std::string uri_of(std::string_view path) {
  constexpr std::string_view k_free = "-._~/";
  std::string out;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || k_free.find(c) != std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

json::object text(std::string_view words) { return {{"text", words}}; }

json::array rules_json() {
  json::array out;
  for (const Rule* rule : lint_rules())
    out.push_back({{"id", rule->id},
                   {"name", rule->id},
                   {"shortDescription", text(rule->title)},
                   {"fullDescription", text(rule->why)},
                   {"help", text(fmt::format("{}. Fix: {}.", rule->why, rule->fix))},
                   {"defaultConfiguration", {{"level", level(rule->severity)}}},
                   {"properties", {{"evidence", evidence_in_words(*rule)}}}});
  return out;
}

std::size_t index_of(std::string_view id) {
  std::size_t at = 0;
  while (lint_rules()[at]->id != id) ++at;
  return at;
}

json::object location(const Finding& finding, LineFinder& lines) {
  json::object physical{{"artifactLocation", json::object{{"uri", uri_of(finding.where.file)}}}};
  const int line = finding.where.line > 0
                       ? finding.where.line
                       : lines.line_of(finding.where.file, finding.where.pointer);
  if (line > 0) physical["region"] = json::object{{"startLine", line}};
  json::object out;
  if (!finding.where.file.empty()) out["physicalLocation"] = std::move(physical);
  out["logicalLocations"] =
      json::array{json::object{{"name", finding.subject},
                               {"fullyQualifiedName", finding.subject + finding.member},
                               {"kind", "object"}}};
  return out;
}

// Findings that share a fingerprint are told apart by their order.
std::string numbered(const Finding& finding, std::map<std::string, int>& seen) {
  const std::string print = fingerprint(finding);
  return fmt::format("{}:{}", print, ++seen[print]);
}

json::object result(const Finding& finding, LineFinder& lines, std::map<std::string, int>& seen) {
  return {{"ruleId", finding.rule},
          {"ruleIndex", index_of(finding.rule)},
          {"level", level(finding.severity)},
          {"message", text(fmt::format("{}: {}", finding.subject, finding.message))},
          {"locations", json::array{location(finding, lines)}},
          {"partialFingerprints", {{"caprock/v1", numbered(finding, seen)}}}};
}

json::object accepted_result(const AcceptedFinding& one, LineFinder& lines,
                             std::map<std::string, int>& seen) {
  json::object out = result(one.finding, lines, seen);
  out["suppressions"] =
      json::array{json::object{{"kind", "external"},
                               {"status", "accepted"},
                               {"justification", fmt::format("{} (until {}, {})", one.reason,
                                                             to_string(one.until), one.owner)}}};
  return out;
}

}  // namespace

std::string lint_sarif(const LintReport& report) {
  LineFinder lines(report.source);
  std::map<std::string, int> seen;
  json::array results;
  for (const Finding& finding : report.findings) results.push_back(result(finding, lines, seen));
  for (const AcceptedFinding& one : report.accepted)
    results.push_back(accepted_result(one, lines, seen));
  const json::object driver{{"name", "caprock"}, {"rules", rules_json()}};
  const json::object run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"results", std::move(results)}};
  return pretty(json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                             {"version", "2.1.0"},
                             {"runs", json::array{run}}});
}

}  // namespace caprock
