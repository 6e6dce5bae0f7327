// The four forms of the check report, made from one hand-written report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "cli/check_json.h"
#include "cli/check_junit.h"
#include "cli/check_markdown.h"
#include "cli/check_text.h"
#include "cli/check_words.h"
#include "graph_json/json_text.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

Cause mfa_cause() {
  Cause cause;
  cause.topic = ControlTopic::mfa;
  cause.policy = PolicyId("33333333-3333-3333-3333-333333333333");
  cause.policy_name = "CA001 | MFA for <all> & everyone";
  cause.control = "requires multifactor authentication";
  cause.explains =
      "The stored token was obtained without a second factor; every refresh is refused until a "
      "person signs in with one.";
  cause.aadsts = 50076;
  cause.vendor_says = "The bridge stops.";
  cause.vendor_document = "doc-1";
  cause.rules = {"CA 2.12", "TS 7"};
  return cause;
}

TriedRemedy useless_remedy() {
  TriedRemedy remedy;
  remedy.remedy = "exclude-app";
  remedy.says = "Exclude the app under Target resources.";
  remedy.document = "doc-1";
  remedy.helps = Helps::no;
  remedy.because = "policies match the resource, not the client";
  return remedy;
}

ConnectionReport connection(std::string name, Health health) {
  ConnectionReport one;
  one.name = std::move(name);
  one.profile = "bridge";
  one.profile_name = "Bridge";
  one.connection = "main";
  one.title = "Service account";
  one.account = "svc@contoso.example";
  one.health = health;
  one.headline = "policy `CA001` requires multifactor authentication";
  return one;
}

CheckReport sample() {
  CheckReport report;
  report.now = *parse_instant("2026-06-01T12:00:00Z");
  ConnectionReport broken = connection("Bridge in Contoso", Health::broken);
  broken.causes = {mfa_cause()};
  broken.remedies = {useless_remedy()};
  broken.fix = {{"exclude the account", {"Require MFA"}, {}}};
  broken.after_fix = "Press Re-sync.";
  ConnectionReport unknown = connection("Unknown \"one\"", Health::unknown);
  unknown.missing = {"the addresses: add `network` to the connection"};
  report.connections = {broken, unknown, connection("Risky", Health::at_risk),
                        connection("Fine", Health::ok)};
  return report;
}

TEST(check_text, fits_the_width_it_is_given) {
  for (const std::size_t width : {80U, 100U, 140U}) {
    std::istringstream lines(check_text(sample(), width, Style::plain()));
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(check_text, says_what_ends_it_with_which_code_and_what_would_help) {
  const std::string text = check_text(sample(), 200, Style::plain());
  EXPECT_THAT(text, HasSubstr("BROKEN"));
  EXPECT_THAT(text, HasSubstr("now; AADSTS50076; refused; documented (CA 2.12, TS 7)"));
  EXPECT_THAT(text, HasSubstr("The vendor: The bridge stops. [doc-1]"));
  EXPECT_THAT(text, HasSubstr("Because: policies match the resource, not the client."));
  EXPECT_THAT(text, HasSubstr("1 broken, 1 unknown, 1 at risk, 1 ok"));
  EXPECT_THAT(text, HasSubstr("Press Re-sync."));
}

TEST(check_text, keeps_escapes_for_terminals) {
  EXPECT_THAT(check_text(sample(), 100, Style::plain()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(check_text(sample(), 100, Style::coloured()), HasSubstr("\x1b[31m"));
}

TEST(check_text, says_so_when_there_is_nothing_to_check) {
  EXPECT_EQ(check_text({}, 100, Style::plain()), "the connections file names no connections\n");
}

TEST(check_json, has_the_documented_members) {
  const auto parsed = parse_json(check_json(sample()), "report");
  ASSERT_TRUE(parsed);
  const json::object& report = parsed->value.as_object();
  EXPECT_EQ(report.at("now").as_string(), "2026-06-01T12:00:00Z");
  const json::object& one = report.at("connections").at(0).as_object();
  for (const char* member : {"name", "profile", "profileName", "connection", "title", "account",
                             "kind", "health", "headline", "fix", "afterFix", "causes", "remedies",
                             "missing", "notes", "atRefresh", "atSignIn"})
    EXPECT_TRUE(one.contains(member)) << member;
  const json::object& cause = one.at("causes").at(0).as_object();
  EXPECT_EQ(cause.at("aadsts").as_int64(), 50076);
  EXPECT_EQ(cause.at("policy").at("displayName").as_string(), "CA001 | MFA for <all> & everyone");
  EXPECT_TRUE(cause.at("from").is_null());
  EXPECT_EQ(one.at("remedies").at(0).at("helps").as_string(), "no");
}

TEST(check_markdown, keeps_names_from_breaking_the_table) {
  CheckReport report = sample();
  report.connections[0].headline = "policy `a | b` <script>";
  EXPECT_THAT(check_markdown(report), HasSubstr("policy `a \\| b` &lt;script&gt;"));
}

// Everything that a policy's name may do to a terminal, a wiki or an XML reader.
CheckReport hostile() {
  CheckReport report = sample();
  report.connections.resize(1);
  ConnectionReport& one = report.connections[0];
  one.name = "name\x1b[2J\u202E";
  one.causes[0].policy_name = "a\x1b[2J\a\n`![t](https://evil.example/p.png)`\u009b\uFFFE";
  one.fix[0].policies = {one.causes[0].policy_name};
  return report;
}

TEST(check_report, a_hostile_name_reaches_no_terminal_wiki_or_xml_reader_raw) {
  const std::string markdown = check_markdown(hostile());
  for (const std::string& text :
       {check_text(hostile(), 100, Style::plain()), markdown, check_junit(hostile())})
    for (const char* raw : {"\x1b", "\a", "\u009b", "\uFFFE", "\u202E"})
      EXPECT_THAT(text, Not(HasSubstr(raw)));
  EXPECT_THAT(markdown, HasSubstr("policy `a\uFFFD[2J\uFFFD '![t](https://evil.example/p.png)'"));
}

TEST(check_words, without_a_fix_the_cell_says_what_to_do_all_the_same) {
  ConnectionReport one = connection("Bridge", Health::unknown);
  one.causes = {mfa_cause()};
  one.missing = {"the groups of the account: add `groups` to the connection"};
  EXPECT_EQ(fix_in_short(one), "first find out: the groups of the account");
  one.health = Health::broken;
  EXPECT_EQ(fix_in_short(one), "no remedy of the profile helps");
  one.causes[0].topic = ControlTopic::account_disabled;
  EXPECT_EQ(fix_in_short(one), "enable the account");
  one.health = Health::at_risk;
  one.causes[0] = mfa_cause();
  one.causes[0].severity = Severity::warning;
  EXPECT_EQ(fix_in_short(one), "none needed now");
}

TEST(check_text, wide_names_stay_inside_the_width) {
  CheckReport report = sample();
  for (int i = 0; i < 8; ++i)
    report.connections[0].causes[0].policy_name += "要求所有用户使用多重身份验证";
  std::istringstream lines(check_text(report, 100, Style::plain()));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 100U) << line;
}

TEST(check_markdown, has_a_section_for_each_connection_that_is_not_ok) {
  const std::string text = check_markdown(sample());
  EXPECT_THAT(text, HasSubstr("### Bridge in Contoso: BROKEN"));
  EXPECT_THAT(text, Not(HasSubstr("### Fine")));
}

TEST(check_junit, fails_what_is_broken_and_passes_what_is_at_risk) {
  const std::string xml = check_junit(sample());
  EXPECT_THAT(xml, HasSubstr("tests=\"4\" failures=\"1\" errors=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<failure type=\"broken\""));
  EXPECT_THAT(xml, HasSubstr("<error type=\"unknown\""));
  EXPECT_THAT(xml, HasSubstr("<system-out>at risk:"));
}

TEST(check_junit, escapes_names) {
  const std::string xml = check_junit(sample());
  EXPECT_THAT(xml, HasSubstr("name=\"Unknown &quot;one&quot;\""));
  EXPECT_THAT(xml, HasSubstr("MFA for &lt;all&gt; &amp; everyone"));
}

TEST(check_junit, drops_characters_that_xml_cannot_hold) {
  CheckReport report = sample();
  report.connections[0].name = std::string("bell\a") + '\0' + "end";
  EXPECT_THAT(check_junit(report), HasSubstr("name=\"bell  end\""));
}

}  // namespace
}  // namespace caprock
