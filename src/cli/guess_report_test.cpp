// The two forms of the proposals, made from hand-written ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/temporary_folder.h"
#include "cli/guess_json.h"
#include "cli/guess_yaml.h"
#include "cli/observed_log.h"
#include "graph_json/json_text.h"

namespace caprock {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

Guess full_guess() {
  Guess guess;
  guess.name = "Bridge: svc@contoso.example";
  guess.profile = "bridge";
  guess.connection = "account";
  guess.account = "svc@contoso.example";
  guess.app = AppId("22222222-2222-2222-2222-222222222222");
  guess.network = {IpAddress::parse("198.51.100.7").value(),
                   IpAddress::parse("2001:db8::7").value()};
  guess.country = "NO";
  guess.evidence = {{GuessEvidenceKind::name, "application `Bridge` has the product name"},
                    {GuessEvidenceKind::sign_ins, "12 sign-ins in the log"}};
  guess.strength = GuessStrength::likely;
  return guess;
}

Guess bare_guess() {
  Guess guess;
  guess.name = "Other";
  guess.profile = "other";
  guess.connection = "main";
  guess.strength = GuessStrength::certain;
  return guess;
}

GuessReport report_of(std::vector<Guess> guesses) {
  GuessReport report;
  report.source = "export";
  report.guesses = std::move(guesses);
  report.service_principals = 3;
  return report;
}

// As somebody does who confirms everything: `# ` is taken from each line below `connections:`.
std::string uncommented(const std::string& yaml) {
  std::istringstream lines(yaml);
  std::string out;
  bool below = false;
  for (std::string line; std::getline(lines, line); out += line + "\n") {
    if (below && line.starts_with("# ")) line.erase(0, 2);
    below = below || line == "connections:";
  }
  return out;
}

TEST(GuessYaml, holds_no_connection_as_it_is_printed) {
  for (const auto& guesses : {std::vector<Guess>{full_guess(), bare_guess()}, {}}) {
    const auto read = parse_connections(guess_yaml(report_of(guesses)), "connections.yaml");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::connections_invalid);
    EXPECT_EQ(read.error().message, "`connections` is empty");
  }
}

TEST(GuessYaml, is_a_connections_file_once_it_is_uncommented) {
  const std::string yaml = uncommented(guess_yaml(report_of({full_guess(), bare_guess()})));
  const auto read = parse_connections(yaml, "connections.yaml");
  ASSERT_TRUE(read.has_value()) << to_string(read.error()) << yaml;
  ASSERT_THAT(read->items, SizeIs(2));
  const Connection& full = read->items[0];
  EXPECT_EQ(full.name, "Bridge: svc@contoso.example");
  EXPECT_EQ(full.profile, "bridge");
  EXPECT_EQ(full.connection, "account");
  EXPECT_EQ(full.account, "svc@contoso.example");
  EXPECT_EQ(full.app, AppId("22222222-2222-2222-2222-222222222222"));
  EXPECT_THAT(full.network, SizeIs(2));
  EXPECT_EQ(full.country, "NO");
  const Connection& bare = read->items[1];
  EXPECT_EQ(bare.account, "");
  EXPECT_FALSE(bare.app);
  EXPECT_THAT(bare.network, IsEmpty());
  EXPECT_EQ(bare.country, "");
}

TEST(GuessYaml, confirming_one_leaves_the_others_out) {
  std::string yaml = guess_yaml(report_of({full_guess(), bare_guess()}));
  for (const std::string line : {"  - name: \"Other\"", "    profile: \"other\""}) {
    const std::size_t at = yaml.find("# " + line);
    ASSERT_NE(at, std::string::npos) << yaml;
    yaml.erase(at, 2);
  }
  const auto read = parse_connections(yaml, "connections.yaml");
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  ASSERT_THAT(read->items, SizeIs(1));
  EXPECT_EQ(read->items[0].name, "Other");
}

// What a stranger may call an application that somebody consents to.
constexpr std::string_view k_hostile_names[] = {
    "x\n  - name: evil\n    profile: mio",
    "x\r  - name: evil",
    "x\u2028  - name: evil\u2029\u0085",
    "x\" # '\\ : [ { \t & * ! | > % @ `",
    "\x1b[2J\u202e# nothing",
    "- name: evil",
    "",
};

TEST(GuessYaml, hostile_names_stay_in_their_line) {
  for (const std::string_view name : k_hostile_names) {
    Guess guess = full_guess();
    guess.name = name.empty() ? "n" : name;
    for (GuessEvidence& one : guess.evidence) one.text = name;
    GuessReport report = report_of({guess});
    report.source = name;
    report.known_connections = name;
    const std::string yaml = guess_yaml(report);
    std::istringstream lines(yaml);
    for (std::string line; std::getline(lines, line);)
      EXPECT_TRUE(line.empty() || line == "version: 1" || line == "connections:" ||
                  line.starts_with("#"))
          << line;
    EXPECT_THAT(yaml, AllOf(Not(HasSubstr("\r")), Not(HasSubstr("\x1b")), Not(HasSubstr("\t"))));
    EXPECT_FALSE(parse_connections(yaml, "c.yaml").has_value());
    const auto read = parse_connections(uncommented(yaml), "c.yaml");
    ASSERT_TRUE(read.has_value()) << to_string(read.error()) << yaml;
    EXPECT_THAT(read->items, SizeIs(1));
    EXPECT_EQ(read->items[0].profile, "bridge");
  }
}

TEST(GuessYaml, says_what_was_looked_at_and_how_to_confirm) {
  GuessReport report = report_of({});
  report.known_connections = "known.yaml";
  report.sign_ins = 1;
  const std::string yaml = guess_yaml(report);
  EXPECT_THAT(yaml, AllOf(HasSubstr("`known.yaml` are left out"), HasSubstr("3 service principals"),
                          HasSubstr("no consents (not in the export)"),
                          HasSubstr("1 record of the sign-in log"),
                          HasSubstr("none of them counts until you confirm it"),
                          HasSubstr("# No product of a profile was recognised.")));
}

TEST(GuessJson, lists_every_field_and_null_for_what_is_not_known) {
  const auto read = parse_json(guess_json(report_of({full_guess(), bare_guess()})), "out");
  ASSERT_TRUE(read.has_value());
  const json::array& all = read->value.at("proposals").as_array();
  ASSERT_EQ(all.size(), 2u);
  const json::object& full = all[0].as_object();
  EXPECT_EQ(full.at("name"), "Bridge: svc@contoso.example");
  EXPECT_EQ(full.at("connection"), "account");
  EXPECT_EQ(full.at("app"), "22222222-2222-2222-2222-222222222222");
  EXPECT_EQ(full.at("network"), (json::array{"198.51.100.7", "2001:db8::7"}));
  EXPECT_EQ(full.at("strength"), "likely");
  EXPECT_EQ(full.at("evidence").at(1).at("kind"), "signIns");
  EXPECT_EQ(full.at("evidence").at(1).at("text"), "12 sign-ins in the log");
  const json::object& bare = all[1].as_object();
  EXPECT_TRUE(bare.at("account").is_null());
  EXPECT_TRUE(bare.at("app").is_null());
  EXPECT_TRUE(bare.at("country").is_null());
  EXPECT_TRUE(bare.at("network").as_array().empty());
  EXPECT_EQ(read->value.at("lookedAt").at("servicePrincipals"), 3);
  EXPECT_TRUE(read->value.at("lookedAt").at("signIns").is_null());
}

// --- the log -------------------------------------------------------------------------------------

constexpr std::string_view k_record =
    R"({"userId": "05e00001-0000-4000-8000-000000000001", "appDisplayName": "Bridge",
        "appId": "22222222-2222-2222-2222-222222222222", "status": {"errorCode": 0}})";

std::string as_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

TEST(ObservedLog, reads_lines_lists_and_answers_of_graph) {
  const std::string record = as_one_line(std::string(k_record));
  for (const std::string& text :
       {record + "\n" + record + "\n", "[" + record + "," + record + "]",
        R"({"@odata.context": "x", "value": [)" + record + "," + record + "]}"}) {
    TemporaryFolder folder;
    folder.write("log", text);
    const auto log = read_observed_log(folder.path() / "log");
    ASSERT_TRUE(log.has_value()) << to_string(log.error());
    EXPECT_THAT(log->diagnostics, IsEmpty());
    EXPECT_EQ(log->value.records(), 2u);
    ASSERT_EQ(log->value.uses().size(), 1u);
    EXPECT_EQ(log->value.uses().begin()->second.client_name, "Bridge");
  }
}

TEST(ObservedLog, a_record_that_cannot_be_read_is_a_warning_with_its_line) {
  TemporaryFolder folder;
  folder.write("log", as_one_line(std::string(k_record)) + "\n{\"clientApp\": \"x\"}\n{\"id\": \n");
  const auto log = read_observed_log(folder.path() / "log");
  ASSERT_TRUE(log.has_value());
  EXPECT_EQ(log->value.records(), 1u);
  ASSERT_THAT(log->diagnostics, SizeIs(2));
  EXPECT_EQ(log->diagnostics[0].error.where.line, 2);
  EXPECT_EQ(log->diagnostics[0].severity, Severity::warning);
}

TEST(ObservedLog, a_file_without_a_record_and_a_file_that_is_not_there_are_errors) {
  TemporaryFolder folder;
  folder.write("log", "{\"hello\": 1}\n");
  EXPECT_EQ(read_observed_log(folder.path() / "log").error().code, ErrorCode::sign_in_invalid);
  EXPECT_EQ(read_observed_log(folder.path() / "none").error().code, ErrorCode::file_unreadable);
}

TEST(ObservedLog, of_many_errors_some_are_told_and_the_rest_counted) {
  TemporaryFolder folder;
  std::string text = as_one_line(std::string(k_record)) + "\n";
  for (int i = 0; i < 30; ++i) text += "{}\n";
  folder.write("log", text);
  const auto log = read_observed_log(folder.path() / "log");
  ASSERT_TRUE(log.has_value());
  ASSERT_THAT(log->diagnostics, SizeIs(21));
  EXPECT_THAT(log->diagnostics.back().error.message, StartsWith("10 more records"));
}

}  // namespace
}  // namespace caprock
