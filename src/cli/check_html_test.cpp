#include "cli/check_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string k_hash(64, 'a');

ConnectionReport page_connection(const Forecast& forecast, Health health) {
  ConnectionReport one;
  one.name = forecast.connection;
  one.profile = "mio";
  one.profile_name = forecast.profile_name;
  one.title = "Service account";
  one.account = forecast.account;
  one.health = health;
  one.headline = "policy `Require MFA` requires multifactor authentication";
  one.forecast = forecast;
  return one;
}

Cause page_cause() {
  Cause cause;
  cause.topic = ControlTopic::mfa;
  cause.policy = PolicyId("33333333-3333-3333-3333-333333333333");
  cause.policy_name = "Require MFA";
  cause.control = "requires multifactor authentication";
  cause.explains = "The stored token was obtained without a second factor.";
  cause.aadsts = 50076;
  cause.vendor_says = "The bridge stops.";
  cause.vendor_document = "mio-exclude";
  cause.rules = {"CA 2.12", "TS 7"};
  return cause;
}

TriedRemedy page_remedy(Helps helps) {
  TriedRemedy remedy;
  remedy.says = "Exclude the app under Target resources.";
  remedy.document = "mio-exclude";
  remedy.helps = helps;
  if (helps == Helps::no) remedy.because = "policies match the resource, not the client";
  if (helps == Helps::yes) remedy.cures = {0};
  remedy.caution = "Keep it small.";
  remedy.widens = "ends the demand for everybody";
  return remedy;
}

ConnectionReport broken_bridge() {
  ConnectionReport one = page_connection(samples::refused_by_mfa(), Health::broken);
  one.causes = {page_cause(), page_cause()};
  one.causes[1].severity = Severity::warning;
  one.causes[1].certainty = Match::unknown;
  one.causes[1].undetermined_by = {"user.groups"};
  one.fix = {{"exclude the account", {"Require MFA"}, {}}};
  one.exposure = "whoever has the token is no longer stopped";
  one.remedies = {page_remedy(Helps::no), page_remedy(Helps::yes)};
  one.after_fix = "Press Re-sync.";
  one.missing = {"the addresses: add `network` to the connection"};
  one.notes = {"required: an administrator (met)"};
  one.forecast.assumptions = {"it asks every 75 minutes"};
  return one;
}

CheckReport page_report() {
  CheckReport report;
  report.now = samples::k_start;
  report.connections = {broken_bridge(), page_connection(samples::dies_idle(), Health::at_risk),
                        page_connection(samples::hangs_on_option(), Health::unknown),
                        page_connection(samples::lives_on(), Health::ok)};
  return report;
}

Conflict page_conflict() {
  Conflict conflict;
  conflict.about = "remembered multifactor authentication";
  conflict.one = {{"Mio guests", "Unlisted"}, "30 days", "mio", "mio-faq", Evidence::vendor, {}};
  conflict.other = {{"Block legacy <clients>"}, "none at all", "", "", Evidence::documented, {}};
  conflict.arrangement = "Set it to 30 days";
  conflict.holds = Match::yes;
  return conflict;
}

std::string page_of_sample() {
  return check_html(page_report(), "demo", {{"demo", 12, 4096, k_hash, true}});
}

TEST(check_html, the_header_says_of_what_as_of_when_and_how_many) {
  EXPECT_THAT(
      page_of_sample(),
      AllOf(HasSubstr("<h1>Microsoft 365 integrations</h1>"), HasSubstr("demo, as of <time"),
            HasSubstr("4 integrations checked: <strong>1 broken, 1 unknown, 1 at risk, 1 "
                      "ok</strong>."),
            HasSubstr("Every policy that matters was evaluated in full.")));
}

TEST(check_html, what_was_not_evaluated_stands_at_the_top) {
  CheckReport report = page_report();
  report.fully_evaluated = false;
  report.diagnostics = {
      {Severity::warning, {ErrorCode::policies_as_if_on, "3 policies are judged", {}, {}}}};
  const std::string page = check_html(report, "demo", {});
  const std::string top = page.substr(0, page.find("</header>"));
  EXPECT_THAT(top, AllOf(HasSubstr("Not fully evaluated"), HasSubstr("3 policies are judged."),
                         Not(HasSubstr("in full"))));
}

TEST(check_html, the_table_has_a_row_for_each_with_state_cause_dates_code_and_fix) {
  const std::string page = page_of_sample();
  EXPECT_THAT(page,
              HasSubstr("<a href=\"#connection-1\">Mio guests</a></th><td><span class=\"state "
                        "bad\">BROKEN</span></td><td>MFA: Require MFA (and 1 more)</td><td>now</td>"
                        "<td class=\"next\">refused already</td><td>50076</td><td>exclude the "
                        "account from 1 policy</td>"));
  EXPECT_THAT(page,
              HasSubstr("<td class=\"next\">dead from <time datetime=\"2026-12-02T09:00:00Z\">"
                        "<span>2026-12-02</span> <span>09:00 UTC</span></time>, <span>in 10 "
                        "days</span></td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"next\">possibly: <time"));
  EXPECT_THAT(page, HasSubstr("<td class=\"next\">none until 2027-11-22</td>"));
}

TEST(check_html, what_is_only_possible_now_is_not_said_to_be_refused) {
  CheckReport report = page_report();
  report.connections.resize(1);
  report.connections[0].forecast.breaks[0].certainty = Match::unknown;
  EXPECT_THAT(check_html(report, "demo", {}), HasSubstr(">possibly refused already</td>"));
}

TEST(check_html, a_connection_says_what_hits_it_and_how_sure_that_is) {
  const std::string page = page_of_sample();
  EXPECT_THAT(page, HasSubstr("<span class=\"badge bad\">ends it</span> policy <code>Require "
                              "MFA</code> requires multifactor authentication"));
  for (const char* fact :
       {"<dt>when</dt><dd>now</dd>", "<dt>code</dt><dd>AADSTS50076</dd>",
        "<dt>token</dt><dd>refused</dd>", "<dt>evidence</dt><dd>documented</dd>",
        "<dt>rules</dt><dd>CA 2.12, TS 7</dd>", "<dt>certainty</dt><dd>certain</dd>",
        "<dt>certainty</dt><dd>hangs on <code>user.groups</code></dd>",
        "<strong>The vendor:</strong> The bridge stops. <span class=\"soft\">[mio-exclude]</span>",
        "<span class=\"badge care\">may end it</span>", "<title id=\"time-line-1-title\">"})
    EXPECT_THAT(page, HasSubstr(fact));
}

TEST(check_html, a_connection_says_what_to_do_what_that_opens_and_what_would_help) {
  const std::string page = page_of_sample();
  for (const char* text :
       {"<li>Exclude the account from <code>Require MFA</code>.</li>",
        "<strong>What it opens:</strong> Whoever has the token is no longer stopped.",
        "<strong>Afterwards:</strong> Press Re-sync.",
        "<span class=\"badge bad\">does not help</span> Exclude the app",
        "<strong>Because:</strong> policies match the resource, not the client.",
        "<p>It ends 1 above.</p>", "<strong>Note:</strong> Keep it small.",
        "<strong>Others:</strong> it ends the demand for everybody.",
        "<li>the addresses: add <code>network</code> to the connection</li>",
        "<li>required: an administrator (met)</li>", "<li>it asks every 75 minutes</li>"})
    EXPECT_THAT(page, HasSubstr(text));
}

TEST(check_html, without_a_fix_it_says_what_to_find_out_first) {
  CheckReport report = page_report();
  report.connections[2].missing = {"the groups: add them"};
  EXPECT_THAT(check_html(report, "demo", {}), HasSubstr("<p>First find out: the groups.</p>"));
}

TEST(check_html, where_nothing_ends_it_there_is_nothing_to_do) {
  CheckReport report = page_report();
  report.connections = {report.connections[1], report.connections[3]};
  EXPECT_THAT(check_html(report, "demo", {}), Not(HasSubstr("What to do")));
}

TEST(check_html, a_conflict_names_both_sides_and_whether_the_arrangement_holds) {
  CheckReport report = page_report();
  report.conflicts = {page_conflict()};
  const std::string page = check_html(report, "demo", {});
  EXPECT_THAT(
      page,
      HasSubstr("<tr><th scope=\"row\"><a href=\"#connection-1\">Mio guests</a>, Unlisted</th>"
                "<td>30 days</td><td>the vendor says so [mio-faq]</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\">Block legacy &lt;clients&gt;</th><td>none at "
                              "all</td><td>the policy itself</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<strong>What satisfies both:</strong> Set it to 30 days.</p>\n"
                              "<p>Tried on a copy of the tenant: all get what they ask for"));
}

TEST(check_html, an_arrangement_that_does_not_hold_or_is_not_known_to_says_why) {
  CheckReport report = page_report();
  report.conflicts = {page_conflict(), page_conflict()};
  report.conflicts[0].holds = Match::no;
  report.conflicts[0].because = "the guest is refused";
  report.conflicts[1].holds = Match::unknown;
  report.conflicts[1].because = "nobody exported it";
  const std::string page = check_html(report, "demo", {});
  EXPECT_THAT(page, HasSubstr("it does not do, because the guest is refused."));
  EXPECT_THAT(page, HasSubstr("Not proved: nobody exported it."));
}

TEST(check_html, without_conflicts_there_is_no_section_of_them) {
  EXPECT_THAT(page_of_sample(), Not(HasSubstr("id=\"conflicts\"")));
}

TEST(check_html, says_what_was_odd_about_the_source) {
  CheckReport report = page_report();
  report.diagnostics = {
      {Severity::warning, {ErrorCode::json_malformed, "<odd>", {"a.json", {}, 3, 1}, {}}}};
  EXPECT_THAT(check_html(report, "demo", {}), HasSubstr("a.json:3:1: &lt;odd&gt;"));
}

TEST(check_html, says_what_it_was_made_from) {
  const std::string page = check_html(page_report(), "demo",
                                      {{"demo", 12, 4096, k_hash, true},
                                       {"a<b>.yaml", 1, 7, k_hash, false},
                                       {"standard input", 1, 0, {}, false}});
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">demo (12 files)</th><td class=\"number\">4096</td>"
                              "<td><code>" +
                              k_hash + "</code></td>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">a&lt;b&gt;.yaml</th>"));
  EXPECT_THAT(page,
              HasSubstr("<th scope=\"row\">standard input</th><td>-</td><td>not hashed</td>"));
}

// What stands between `before` and the next quotation mark, for each `before`.
std::vector<std::string> attributes(const std::string& page, std::string_view before) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = page.find(before, at)) != std::string::npos;) {
    at += before.size();
    out.push_back(page.substr(at, page.find('"', at) - at));
  }
  return out;
}

TEST(check_html, every_id_stands_once_and_every_link_and_label_has_its_place) {
  CheckReport report = page_report();
  report.conflicts = {page_conflict()};
  const std::string page = check_html(report, "demo", {{"demo", 12, 4096, k_hash, true}});
  std::set<std::string> ids;
  for (const std::string& id : attributes(page, " id=\"")) EXPECT_TRUE(ids.insert(id).second) << id;
  for (const std::string& target : attributes(page, "href=\"#"))
    EXPECT_TRUE(ids.contains(target)) << target;
  for (const std::string& label : attributes(page, "labelledby=\""))
    EXPECT_TRUE(ids.contains(label.substr(0, label.find(' ')))) << label;
  EXPECT_GT(ids.size(), 20U);
}

TEST(check_html, headings_skip_no_rank_and_scrolling_areas_take_the_keyboard) {
  CheckReport report = page_report();
  report.conflicts = {page_conflict()};
  const std::string page = check_html(report, "demo", {{"demo", 12, 4096, k_hash, true}});
  char before = '0';
  for (std::size_t at = 0; (at = page.find("<h", at)) != std::string::npos; ++at) {
    const char rank = page[at + 2];
    if (rank < '1' || rank > '6') continue;
    EXPECT_LE(rank - before, 1) << page.substr(at, 60);
    before = rank;
  }
  for (std::size_t at = 0; (at = page.find("<div class=\"wide\"", at)) != std::string::npos; ++at)
    EXPECT_THAT(page.substr(at, page.find('>', at) - at),
                AllOf(HasSubstr("role=\"group\""), HasSubstr("tabindex=\"0\"")));
}

TEST(check_html, says_so_when_there_are_no_connections) {
  EXPECT_THAT(check_html({}, "demo", {}),
              HasSubstr("<p>The connections file names no connections.</p>"));
}

// Everything that a name may do, in every place that has one.
CheckReport hostile_page() {
  const Forecast forecast = samples::hostile();
  const std::string& name = forecast.connection;
  CheckReport report;
  report.now = forecast.from;
  ConnectionReport one = page_connection(forecast, Health::broken);
  one.title = one.headline = one.exposure = one.after_fix = name;
  one.missing = one.notes = {name};
  Cause cause = page_cause();
  cause.policy_name = cause.control = cause.explains = name;
  cause.vendor_says = cause.vendor_document = name;
  cause.rules = cause.undetermined_by = {name};
  one.causes = {cause};
  one.fix = {{name, {name}, {}}};
  TriedRemedy remedy = page_remedy(Helps::no);
  remedy.says = remedy.document = remedy.because = remedy.caution = remedy.widens = name;
  one.remedies = {remedy};
  report.connections = {one};
  const ConflictSide side{{name}, name, name, name, Evidence::vendor, {}};
  report.conflicts = {{name, side, side, name, Match::no, name}};
  report.diagnostics = {{Severity::warning, {ErrorCode::policies_as_if_on, name, {name}, name}}};
  return report;
}

TEST(check_html, a_hostile_name_stays_text) {
  const CheckReport report = hostile_page();
  const std::string& name = report.connections[0].name;
  const std::string page = check_html(report, name, {{name, 1, 1, k_hash, true}});
  for (const char* raw : {"\x1b", "\a", "\u009b", "\u202E", "<script", "\"1\""})
    EXPECT_THAT(page, Not(HasSubstr(raw)));
  EXPECT_THAT(page, HasSubstr("\">a\uFFFD[2J\uFFFD  &lt;script&gt;alert(&quot;1&quot;)"));
}

}  // namespace
}  // namespace caprock
