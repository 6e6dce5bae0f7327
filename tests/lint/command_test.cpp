// The command from files to its outputs and exit codes.
#include "cli/lint_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <sstream>

#include "base/temporary_folder.h"
#include "tests/lint/lint_world.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

json::object change_of(std::string_view text) {
  return parse_json(text, "test.json")->value.as_object();
}

// One policy a line, so that lines can be counted.
std::string policies_file(const std::vector<std::string_view>& changes) {
  std::string out = "{\"@odata.context\": \"x#identity/conditionalAccess/policies\",\n\"value\": [";
  for (std::size_t i = 0; i < changes.size(); ++i) {
    json::object policy = sound_policy_with(change_of(changes[i]));
    policy["id"] = "10000000-0000-4000-8000-00000000000" + std::to_string(i + 1);
    out += (i == 0 ? "\n" : ",\n") + json::serialize(policy);
  }
  return out + "]}\n";
}

struct Told {
  ExitCode code;
  std::string out;
  std::string err;
};

Told run(LintArguments arguments) {
  arguments.now = *parse_instant("2026-11-01T00:00:00Z");
  std::ostringstream out, err;
  const ExitCode code = run_lint(arguments, Style::plain(), out, err);
  return {code, out.str(), err.str()};
}

constexpr std::string_view k_wrong = R"({"displayName": "A <b> & \"c\"",
    "conditions": {"clientAppTypes": ["exchangeActiveSync", "other"]},
    "grantControls": {"builtInControls": ["block", "mfa"]}})";
constexpr std::string_view k_noted =
    R"({"conditions": {"applications": {"excludeApplications": ["40000000-0000-4000-8000-000000000001"]}}})";

class LintCommand : public testing::Test {
 protected:
  Told lint_of(const std::vector<std::string_view>& changes, Format format = Format::text) {
    folder.write("in here/policies 1.json", policies_file(changes));
    LintArguments arguments;
    arguments.source = folder.path();
    arguments.format = format;
    return run(arguments);
  }
  TemporaryFolder folder;
};

TEST_F(LintCommand, exit_code_says_whether_anything_is_worse_than_a_note) {
  EXPECT_EQ(lint_of({"{}"}).code, ExitCode::good);
  EXPECT_EQ(lint_of({"{}", k_noted}).code, ExitCode::good);
  EXPECT_EQ(lint_of({"{}", k_wrong}).code, ExitCode::finding);
}

TEST_F(LintCommand, tells_findings_of_the_rest_where_a_file_is_broken) {
  folder.write("broken.json", "{");
  const Told told = lint_of({k_wrong});
  EXPECT_EQ(told.code, ExitCode::bad_input);
  EXPECT_THAT(told.out, HasSubstr("V15"));
  EXPECT_THAT(told.out, HasSubstr("broken.json"));
}

TEST_F(LintCommand, text_is_grouped_with_the_worst_first) {
  const std::string out = lint_of({k_noted, k_wrong, k_wrong}).out;
  EXPECT_THAT(out, HasSubstr("2 errors, 0 warnings and 1 note in 3 policies"));
  EXPECT_LT(out.find("\nV15  error"), out.find("\nL05  note"));
  EXPECT_EQ(out.find("\nV15  error"), out.rfind("\nV15  error"));
}

TEST_F(LintCommand, json_has_every_part_of_a_finding) {
  const Told told = lint_of({"{}", k_wrong}, Format::json);
  const json::value report = parse_json(told.out, "out")->value;
  const json::object& finding = report.as_object().at("findings").as_array().at(0).as_object();
  EXPECT_EQ(finding.at("rule"), "V15");
  EXPECT_EQ(finding.at("severity"), "error");
  EXPECT_EQ(finding.at("policy"), "10000000-0000-4000-8000-000000000002");
  EXPECT_EQ(finding.at("place").as_object().at("pointer"),
            "/value/1/grantControls/builtInControls");
}

const json::object& only_run(const json::value& sarif) {
  EXPECT_EQ(sarif.as_object().at("version"), "2.1.0");
  return sarif.as_object().at("runs").as_array().at(0).as_object();
}

TEST_F(LintCommand, sarif_names_rule_file_and_line) {
  const json::value sarif = parse_json(lint_of({"{}", k_wrong}, Format::sarif).out, "out")->value;
  const json::object& run = only_run(sarif);
  const json::object& result = run.at("results").as_array().at(0).as_object();
  const json::object& driver = run.at("tool").as_object().at("driver").as_object();
  const auto index = static_cast<std::size_t>(result.at("ruleIndex").as_int64());
  EXPECT_EQ(driver.at("rules").as_array().at(index).as_object().at("id"), "V15");
  EXPECT_EQ(result.at("level"), "error");
  const json::object& place =
      result.at("locations").as_array().at(0).as_object().at("physicalLocation").as_object();
  EXPECT_EQ(place.at("artifactLocation").as_object().at("uri"), "in%20here/policies%201.json");
  EXPECT_EQ(place.at("region").as_object().at("startLine"), 4);
}

std::vector<std::string> fingerprints(const std::string& text) {
  const json::value sarif = parse_json(text, "out")->value;
  std::vector<std::string> out;
  for (const json::value& result : only_run(sarif).at("results").as_array()) {
    const json::object& prints = result.as_object().at("partialFingerprints").as_object();
    out.emplace_back(prints.at("caprock/v1").as_string());
  }
  return out;
}

TEST_F(LintCommand, fingerprints_do_not_move_with_the_policy_or_its_name) {
  const auto before = fingerprints(lint_of({k_wrong}, Format::sarif).out);
  const auto after = fingerprints(
      lint_of(
          {R"({"displayName": "New", "conditions": {"clientAppTypes": ["exchangeActiveSync", "other"]}, "grantControls": {"builtInControls": ["block", "mfa"]}})",
           "{}"},
          Format::sarif)
          .out);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before, after);
  const auto two = fingerprints(lint_of({k_wrong, k_wrong}, Format::sarif).out);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_NE(two[0], two[1]);
}

TEST_F(LintCommand, junit_fails_the_rule_and_escapes_names) {
  const std::string out = lint_of({k_wrong}, Format::junit).out;
  EXPECT_THAT(out, HasSubstr("failures=\"1\" errors=\"0\""));
  EXPECT_THAT(out, HasSubstr("A &lt;b&gt; &amp; &quot;c&quot;"));
  EXPECT_THAT(out, Not(HasSubstr("<b>")));
}

TEST_F(LintCommand, markdown_keeps_names_from_being_markup) {
  EXPECT_THAT(lint_of({k_wrong}, Format::markdown).out, Not(HasSubstr("<b>")));
}

TEST_F(LintCommand, a_baseline_silences_and_is_checked) {
  folder.write("in here/policies 1.json", policies_file({k_wrong}));
  TemporaryFolder elsewhere;
  elsewhere.write("baseline.yaml",
                  "version: 1\naccepted:\n  - rule: V15\n    policy: "
                  "10000000-0000-4000-8000-000000000001\n    owner: o\n    reason: r\n"
                  "    until: 2027-01-01\n");
  LintArguments arguments;
  arguments.source = folder.path();
  arguments.baseline = elsewhere.path() / "baseline.yaml";
  EXPECT_EQ(run(arguments).code, ExitCode::good);
  arguments.format = Format::sarif;
  EXPECT_THAT(run(arguments).out, HasSubstr("\"suppressions\""));
  elsewhere.write("baseline.yaml", "accepted: []\n");
  const Told refused = run(arguments);
  EXPECT_EQ(refused.code, ExitCode::bad_input);
  EXPECT_THAT(refused.err, HasSubstr("baseline.invalid"));
}

TEST(LintExplain, needs_no_source) {
  LintArguments arguments;
  arguments.explain = "l10";
  EXPECT_THAT(run(arguments).out, HasSubstr("no break-glass account"));
  arguments.explain = "all";
  EXPECT_THAT(run(arguments).out, HasSubstr("V15"));
  arguments.explain = "V99";
  EXPECT_EQ(run(arguments).code, ExitCode::bad_input);
  EXPECT_EQ(run({}).code, ExitCode::bad_input);
}

}  // namespace
}  // namespace caprock
