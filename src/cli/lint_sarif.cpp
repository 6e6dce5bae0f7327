#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/json_lines.h"
#include "cli/json_out.h"
#include "cli/lint_explain.h"
#include "cli/lint_report.h"
#include "cli/output.h"
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

// What URIs are relative to: where the program ran, as code scanning expects it, or what it was
// given. No absolute path: the report is read on other machines.
constexpr std::string_view k_where_it_ran = "%SRCROOT%";
constexpr std::string_view k_what_it_read = "SOURCE";

struct Artifact {
  std::string uri;
  std::string_view base;
};

bool stays_below(const std::filesystem::path& path) {
  return path.is_relative() && !path.empty() && path != "-" && *path.begin() != "..";
}

// Files that messages name are given below SOURCE, or as they were found.
Artifact artifact_in(const std::filesystem::path& file, const std::string& source) {
  if (!stays_below(file)) return {uri_of(file.filename().string()), k_what_it_read};
  const std::filesystem::path root = std::filesystem::path(source).lexically_normal();
  if (!stays_below(root)) return {uri_of(file.generic_string()), k_what_it_read};
  const bool is_source = root.filename() == file;  // one file was given
  const std::filesystem::path whole = is_source ? root : (root / file).lexically_normal();
  return {uri_of(whole.generic_string()), k_where_it_ran};
}

Artifact artifact_of(const Finding& finding, const std::string& source) {
  const std::filesystem::path file = finding.where.file;
  // About the baseline or the connections file, which are no part of SOURCE.
  if (lint_rule(finding.rule)->check == nullptr && stays_below(file))
    return {uri_of(file.generic_string()), k_where_it_ran};
  return artifact_in(file, source);
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

json::object base_ids() {
  const auto described = [](std::string_view words) {
    return json::object{{"description", text(words)}};
  };
  return {{k_where_it_ran, described("the folder in which caprock ran")},
          {k_what_it_read, described("what caprock was given to read")}};
}

std::size_t index_of(std::string_view id) {
  std::size_t at = 0;
  while (lint_rules()[at]->id != id) ++at;
  return at;
}

// Code scanning wants a line; where none is known it is the first.
json::object physical_location(const Finding& finding, const std::string& source,
                               LineFinder& lines) {
  const Artifact artifact = artifact_of(finding, source);
  const int line = finding.where.line > 0
                       ? finding.where.line
                       : lines.line_of(finding.where.file, finding.where.pointer);
  return {{"artifactLocation", {{"uri", artifact.uri}, {"uriBaseId", artifact.base}}},
          {"region", {{"startLine", std::max(line, 1)}}}};
}

json::object location(const Finding& finding, const std::string& source, LineFinder& lines) {
  json::object out;
  if (!finding.where.file.empty())
    out["physicalLocation"] = physical_location(finding, source, lines);
  out["logicalLocations"] =
      json::array{json::object{{"name", finding.subject},
                               {"fullyQualifiedName", finding.subject + finding.member},
                               {"kind", "object"}}};
  return out;
}

class Results {
 public:
  explicit Results(const std::string& source) : source_(source), lines_(source) {}

  json::object of(const Finding& finding);
  json::object of(const AcceptedFinding& one);

 private:
  // Findings that share a fingerprint are told apart by their order.
  std::string numbered(const Finding& finding) {
    const std::string print = fingerprint(finding);
    return fmt::format("{}:{}", print, ++seen_[print]);
  }

  const std::string& source_;
  LineFinder lines_;
  std::map<std::string, int> seen_;
};

json::object Results::of(const Finding& finding) {
  return {{"ruleId", finding.rule},
          {"ruleIndex", index_of(finding.rule)},
          {"level", level(finding.severity)},
          {"message", text(fmt::format("{}: {}", finding.subject, finding.message))},
          {"locations", json::array{location(finding, source_, lines_)}},
          {"partialFingerprints", {{"caprock/v1", numbered(finding)}}}};
}

json::object Results::of(const AcceptedFinding& one) {
  json::object out = of(one.finding);
  out["suppressions"] =
      json::array{json::object{{"kind", "external"},
                               {"status", "accepted"},
                               {"justification", fmt::format("{} (until {}, {})", one.reason,
                                                             to_string(one.until), one.owner)}}};
  return out;
}

// What could not be read has no results, which must not look like a clean file.
json::object invocation_of(const LintReport& report) {
  json::array notifications;
  for (const Diagnostic& one : report.diagnostics) {
    json::object told{{"descriptor", {{"id", to_string(one.error.code)}}},
                      {"level", level(one.severity)},
                      {"message", text(one.error.message)}};
    if (!one.error.where.file.empty()) {
      const Artifact artifact = artifact_in(one.error.where.file, report.source);
      told["locations"] = json::array{
          {{"physicalLocation",
            {{"artifactLocation", {{"uri", artifact.uri}, {"uriBaseId", artifact.base}}}}}}};
    }
    notifications.push_back(std::move(told));
  }
  return {{"executionSuccessful", !has_errors(report.diagnostics)},
          {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace

std::string lint_sarif(const LintReport& report) {
  Results maker(report.source);
  json::array results;
  for (const Finding& finding : report.findings) results.push_back(maker.of(finding));
  for (const AcceptedFinding& one : report.accepted) results.push_back(maker.of(one));
  const json::object driver{{"name", "caprock"}, {"rules", rules_json()}};
  const json::object run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"originalUriBaseIds", base_ids()},
                         {"invocations", json::array{invocation_of(report)}},
                         {"results", std::move(results)}};
  return pretty(json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                             {"version", "2.1.0"},
                             {"runs", json::array{run}}});
}

}  // namespace caprock
