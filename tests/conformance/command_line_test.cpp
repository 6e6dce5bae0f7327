// Every vector through the command line: the cases that share their options at once (`--sign-ins`),
// which takes one process for many, and alone (`--sign-in`) those that expect more than an answer
// among many says.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <sstream>

#include "base/text.h"
#include "tests/conformance/command_line.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/each_vector.h"
#include "tests/conformance/tenant_json.h"
#include "tests/program.h"

namespace caprock::conformance {
namespace {

// The reasons of single policies.
constexpr std::array k_said_alone = {"reason",       "failing",        "include_rule",
                                     "exclude_rule", "satisfied_mask", "not_satisfied_mask"};

// What the default sign-in says of a person; about a workload the program refuses it.
constexpr std::array k_of_a_person = {"session", "signInRiskLevel", "userRiskLevel",
                                      "insiderRiskLevel"};

bool is_person(const Subject& subject) {
  return subject.kind == SubjectKind::user || subject.kind == SubjectKind::agent_user;
}

std::string sign_in_text(const Case& one) {
  json::object sign_in = one.sign_in_json;
  for (const std::string_view member : k_of_a_person) {
    const json::value* said = sign_in.if_contains(member);
    if (said != nullptr && !is_person(one.sign_in.subject) && *said == world()->sign_in.at(member))
      sign_in.erase(member);
  }
  return json::serialize(sign_in);
}

// Of a policy that is switched off, only an answer to one sign-in tells whether it would apply.
bool is_asked_alone(const Vector& vector, const Case& one) {
  const auto& policies = vector.tenant.policies.items;
  return std::any_of(k_said_alone.begin(), k_said_alone.end(),
                     [&](std::string_view member) { return one.expect.contains(member); }) ||
         std::any_of(policies.begin(), policies.end(),
                     [](const Policy& policy) { return policy.state == PolicyState::disabled; });
}

// No verdict is given on an export with errors, unless that is asked for.
std::string what_if(const Vector& vector, const Case& one) {
  const Read<TenantSnapshot> read = read_tenant(vector.tenant_json, {});
  const bool is_wrong =
      std::any_of(read.diagnostics.begin(), read.diagnostics.end(),
                  [](const Diagnostic& found) { return found.severity == Severity::error; });
  return "what-if export" + option_words(one.options_json) + (is_wrong ? " --allow-partial" : "");
}

// `caprock` of the answer to one case; empty if there is none.
json::object ask_alone(const Vector& vector, const Case& one, const TemporaryFolder& folder) {
  folder.write("sign-in.json", sign_in_text(one));
  const Outcome outcome =
      run_for_output(folder.path(), what_if(vector, one) + " --json --sign-in sign-in.json");
  if (outcome.out.empty()) return {};
  const json::object answer = json::parse(outcome.out).as_object().at("caprock").as_object();
  EXPECT_EQ(outcome.exit_code, answer.at("verdict") == "granted" ? 0 : 1);
  return answer;
}

// Cases of the same options, and an answer for each.
std::vector<json::object> ask_many(const Vector& vector, const std::vector<const Case*>& cases,
                                   const TemporaryFolder& folder) {
  std::string lines;
  for (const Case* one : cases) lines += sign_in_text(*one) + "\n";
  folder.write("sign-ins.jsonl", lines);
  const Outcome outcome =
      run_for_output(folder.path(), what_if(vector, *cases.front()) + " --sign-ins sign-ins.jsonl");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  std::vector<json::object> answers;
  std::istringstream in(outcome.out);
  for (std::string line; std::getline(in, line);) answers.push_back(json::parse(line).as_object());
  return answers;
}

// Policies that do not apply have no place in an answer among many.
void add_unlisted(Decision& decision, const TenantSnapshot& tenant) {
  for (const Policy& policy : tenant.policies.items) {
    const auto& listed = decision.policies;
    if (std::any_of(listed.begin(), listed.end(), [&](const PolicyResult& one) {
          return one.display_name == policy.display_name;
        }))
      continue;
    PolicyResult result;
    result.display_name = policy.display_name;
    if (policy.state == PolicyState::enabled_for_reporting)
      result.outcome = PolicyOutcome::report_only_not_applied;
    decision.policies.push_back(std::move(result));
  }
}

void expect_as_told(const Case& one, const Decision& decision) {
  const Comparison comparison = compare(one.expect, decision);
  EXPECT_TRUE(comparison.differences.empty())
      << join(comparison.differences, "\n") << "\nthe answer was:\n"
      << describe(decision);
  EXPECT_GT(comparison.compared, 0);
}

// Among many, an answer says the same in fewer members.
void expect_same(const json::object& alone, const json::object& among_many) {
  for (const std::string_view member :
       {"verdict", "determinedBy", "clauses", "possibleBlocks", "session", "undeterminedBy",
        "audiences", "aadsts", "fullyEvaluated"})
    EXPECT_EQ(alone.at(member), among_many.at(member)) << member;
  json::array applying;
  for (const json::value& value : alone.at("policies").as_array()) {
    const json::object& policy = value.as_object();
    if (policy.at("state") != "disabled" && policy.at("applies") != false)
      applying.push_back({{"id", policy.at("id")},
                          {"displayName", policy.at("displayName")},
                          {"result", policy.at("result")},
                          {"applies", policy.at("applies")}});
  }
  EXPECT_EQ(json::value(applying), among_many.at("policies"));
}

void check_answer(const Vector& vector, const Case& one, const json::object& answer,
                  const TemporaryFolder& folder) {
  SCOPED_TRACE(vector.id + ", case `" + one.title + "`: " + json::serialize(answer));
  ASSERT_FALSE(answer.contains("error"));
  Decision decision = decision_in(answer);
  if (!is_asked_alone(vector, one)) {
    add_unlisted(decision, vector.tenant);
    return expect_as_told(one, decision);
  }
  const json::object alone = ask_alone(vector, one, folder);
  ASSERT_FALSE(alone.empty());
  expect_as_told(one, decision_in(alone));
  expect_same(alone, answer);
}

class CommandLine : public testing::TestWithParam<std::string> {};

TEST_P(CommandLine, agrees) {
  ASSERT_TRUE(world()) << to_string(world().error());
  const Result<Vector> vector = read_vector(GetParam(), *world());
  ASSERT_TRUE(vector) << to_string(vector.error());
  if (vector->needs) GTEST_SKIP() << "needs " << *vector->needs;
  const TemporaryFolder folder;
  write_export(vector->tenant_json, folder);
  std::map<std::string, std::vector<const Case*>> by_options;
  for (const Case& one : vector->cases)
    by_options[json::serialize(one.options_json)].push_back(&one);
  for (const auto& [options, cases] : by_options) {
    const std::vector<json::object> answers = ask_many(*vector, cases, folder);
    ASSERT_EQ(answers.size(), cases.size()) << options;
    for (std::size_t i = 0; i < cases.size(); ++i)
      check_answer(*vector, *cases[i], answers[i], folder);
  }
}

INSTANTIATE_TEST_SUITE_P(Vector, CommandLine, testing::ValuesIn(vector_ids()), vector_name);

}  // namespace
}  // namespace caprock::conformance
