// What machines read: SARIF keeps the promises code scanning rests on, and no name of a tenant
// becomes markup in any form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <set>

#include "cli/lint_report.h"
#include "lint/lint.h"
#include "tests/lint/lint_world.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_tenant = R"({"policies": [
    {"id": "10000000-0000-4000-8000-000000000001", "displayName": "One",
     "conditions": {"users": {"excludeUsers": []}, "signInRiskLevels": ["low"]},
     "grantControls": {"builtInControls": ["block", "mfa"]}},
    {"id": "10000000-0000-4000-8000-000000000002", "displayName": "Two",
     "conditions": {"applications": {"excludeApplications": ["<App>", "<Other>"]}}}],
    "strengths": [{"id": "s", "displayName": "S", "policyType": "custom",
                   "allowedCombinations": []}]})";

BaselineEntry entry_for(std::string rule, std::string policy) {
  return {std::move(rule),
          std::move(policy),
          "owner",
          "reason",
          *parse_instant("2027-01-01"),
          {"/home/somebody/baseline.yaml", "", 3, 5}};
}

LintReport report_on(std::string_view tenant, std::string source = "/home/somebody/export") {
  LintReport report;
  report.source = std::move(source);
  report.findings = findings_in(tenant);
  report.accepted =
      take_accepted(report.findings, {entry_for("V15", "One"), entry_for("L39", "One")},
                    *parse_instant("2026-11-01"));
  return report;
}

json::object run_in(const LintReport& report) {
  const json::value sarif = parse_json(lint_sarif(report), "out")->value;
  EXPECT_EQ(sarif.as_object().at("version"), "2.1.0");
  return sarif.as_object().at("runs").as_array().at(0).as_object();
}

const json::object& place_of(const json::value& result) {
  return result.as_object()
      .at("locations")
      .as_array()
      .at(0)
      .as_object()
      .at("physicalLocation")
      .as_object();
}

std::string uri_in(const json::value& result) {
  return std::string(place_of(result).at("artifactLocation").as_object().at("uri").as_string());
}

TEST(LintSarif, every_result_has_what_code_scanning_needs) {
  const json::object run = run_in(report_on(k_tenant));
  const json::array& rules =
      run.at("tool").as_object().at("driver").as_object().at("rules").as_array();
  const json::object& bases = run.at("originalUriBaseIds").as_object();
  std::set<std::string> prints;
  ASSERT_GE(run.at("results").as_array().size(), 6U);
  for (const json::value& item : run.at("results").as_array()) {
    const json::object& result = item.as_object();
    const auto index = static_cast<std::size_t>(result.at("ruleIndex").as_int64());
    EXPECT_EQ(result.at("ruleId"), rules.at(index).as_object().at("id"));
    EXPECT_THAT(std::string(result.at("level").as_string()),
                testing::AnyOf("error", "warning", "note"));
    EXPECT_FALSE(result.at("message").as_object().at("text").as_string().empty());
    const json::object& artifact = place_of(item).at("artifactLocation").as_object();
    EXPECT_TRUE(bases.contains(artifact.at("uriBaseId").as_string()));
    EXPECT_GE(place_of(item).at("region").as_object().at("startLine").as_int64(), 1);
    const auto& print = result.at("partialFingerprints").as_object().at("caprock/v1").as_string();
    EXPECT_TRUE(prints.insert(std::string(print)).second) << print;
  }
}

TEST(LintSarif, says_no_absolute_path) {
  const LintReport report = report_on(k_tenant);
  EXPECT_THAT(lint_sarif(report), Not(HasSubstr("/somebody")));
  std::set<std::string> uris;
  const json::object run = run_in(report);
  for (const json::value& result : run.at("results").as_array()) uris.insert(uri_in(result));
  EXPECT_THAT(uris,
              testing::UnorderedElementsAre("policies.json", "strengths.json", "baseline.yaml"));
}

TEST(LintSarif, paths_begin_where_the_program_ran_if_the_source_is_there) {
  const auto first = [](std::string source) {
    const json::object run = run_in(report_on(R"({"displayName": null})", std::move(source)));
    return uri_in(run.at("results").as_array().at(0));
  };
  EXPECT_EQ(first("."), "policies.json");
  EXPECT_EQ(first("./tenants/my export/"), "tenants/my%20export/policies.json");
  EXPECT_EQ(first("tenants/policies.json"), "tenants/policies.json");
  EXPECT_EQ(first("../elsewhere"), "policies.json");
  EXPECT_EQ(first("-"), "policies.json");
}

// The fingerprints of one policy's results.
std::set<std::string> prints_of(std::string_view tenant, std::string_view subject) {
  std::set<std::string> out;
  const json::object run = run_in(report_on(tenant));
  for (const json::value& item : run.at("results").as_array()) {
    const json::object& result = item.as_object();
    if (std::string_view(result.at("message").as_object().at("text").as_string())
            .starts_with(subject))
      out.emplace(result.at("partialFingerprints").as_object().at("caprock/v1").as_string());
  }
  return out;
}

TEST(LintSarif, fingerprints_stay_when_policies_are_added_and_places_move) {
  constexpr std::string_view k_two = R"({"policies": [
    {"id": "10000000-0000-4000-8000-000000000002", "displayName": "Two",
     "conditions": {"applications": {"excludeApplications": ["<App>", "<Other>"]}}}]})";
  const auto alone = prints_of(k_two, "Two");
  EXPECT_EQ(alone.size(), 2U);
  EXPECT_EQ(alone, prints_of(k_tenant, "Two"));
}

// --- what could not be read
TEST(LintForms, a_file_that_could_not_be_read_is_told_in_every_form) {
  LintReport report;
  report.source = "/home/somebody/export";
  report.diagnostics = {
      {Severity::error, {ErrorCode::json_malformed, "no JSON", {"broken.json", "", 3, 1}, {}}}};
  for (const std::string& text : {lint_markdown(report), lint_junit(report), lint_sarif(report)}) {
    EXPECT_THAT(text, HasSubstr("no JSON"));
    EXPECT_THAT(text, HasSubstr("broken.json"));
    EXPECT_THAT(text, Not(HasSubstr("/home/somebody")));
  }
  const json::object run = run_in(report);
  const json::object& invocation = run.at("invocations").as_array().at(0).as_object();
  EXPECT_EQ(invocation.at("executionSuccessful"), false);
}

// --- names
constexpr std::string_view k_hostile =
    R"({"displayName": "<b>&\"' ]]> | `x` [y](http://z) \u001b[31m\u202e\n# h"})";

std::string told(std::string (*form)(const LintReport&)) {
  json::object change = parse_json(k_hostile, "test.json")->value.as_object();
  change["grantControls"] = json::object{{"builtInControls", json::array{"block", "mfa"}}};
  LintReport report;
  report.findings = findings_in(json::serialize(change));
  EXPECT_FALSE(report.findings.empty());
  return form(report);
}

TEST(LintForms, no_name_is_markup_or_moves_a_terminal) {
  for (const auto form : {lint_markdown, lint_junit, lint_json, lint_sarif}) {
    const std::string out = told(form);
    EXPECT_THAT(out, Not(HasSubstr("\x1b")));
    EXPECT_THAT(out, Not(HasSubstr("\u202e")));
  }
  const std::string markdown = told(lint_markdown);
  EXPECT_THAT(markdown, Not(HasSubstr("<b>")));
  EXPECT_THAT(markdown, Not(HasSubstr("[y](")));
  EXPECT_THAT(markdown, Not(HasSubstr("http://")));
  EXPECT_THAT(markdown, Not(HasSubstr("\n# h")));
  const std::string junit = told(lint_junit);
  EXPECT_THAT(junit, Not(HasSubstr("<b>")));
  EXPECT_THAT(junit, Not(HasSubstr("]]>")));
}

TEST(LintForms, a_row_of_markdown_keeps_its_columns) {
  const std::string out = told(lint_markdown);
  const std::size_t row = out.find("| V15 |");
  ASSERT_NE(row, std::string::npos);
  const std::size_t begin = out.rfind('\n', row) + 1;
  const std::string line = out.substr(begin, out.find('\n', row) - begin);
  std::size_t borders = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++borders;
  EXPECT_EQ(borders, 6U) << line;
}

}  // namespace
}  // namespace caprock
