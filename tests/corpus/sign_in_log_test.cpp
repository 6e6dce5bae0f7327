// What recorded sign-in logs say about each policy, the documented table of report-only results,
// and what of the session examples one decision can show.
#include <gtest/gtest.h>

#include <iostream>

#include "base/text.h"
#include "graph_json/sign_in_json.h"
#include "model/words.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/doors.h"
#include "tests/conformance/tenant_json.h"
#include "tests/corpus/corpus.h"

namespace caprock::corpus {
namespace {

using conformance::Door;
using conformance::k_doors;

constexpr std::string_view k_role = "62e90394-69f5-4237-9190-012177145e10";
constexpr std::string_view k_group = "90110000-0000-4000-8000-0000000000a1";
constexpr std::string_view k_azure_portal = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
constexpr std::string_view k_exchange = "00000002-0000-0ff1-ce00-000000000000";

json::array just(std::string_view word) {
  json::array list;
  list.push_back(json::value(word));
  return list;
}

const json::object* vector_named(const json::object& file, std::string_view id) {
  for (const json::value& value : file.at("vectors").as_array())
    if (text(value.as_object(), "id") == id) return &value.as_object();
  return nullptr;
}

// `application,users` or a number, as bits; the corpus says which of its values are confirmed.
std::uint32_t mask_of(const json::value& written, const json::object& file) {
  if (written.is_int64()) return static_cast<std::uint32_t>(written.get_int64());
  const json::object& bits = object_in(object_in(file, "conditionBitMask"), "values");
  std::uint32_t mask = 0;
  for (const std::string& word : split(written.as_string(), ','))
    mask |= static_cast<std::uint32_t>(bits.at(word).as_int64());
  return mask;
}

std::string rule_of(const PolicyResult& policy, std::string_view condition,
                    std::string ConditionResult::* side) {
  for (const ConditionResult& one : policy.conditions)
    if (word_for(one.condition) == condition) return one.*side;
  return "no such condition";
}

void expect_rules(const PolicyResult& policy, const json::object& expected, std::string_view member,
                  std::string ConditionResult::* side) {
  const json::value* rules = expected.if_contains(member);
  if (rules == nullptr) return;
  for (const json::value& value : rules->as_array()) {
    const json::object& rule = value.as_object();
    EXPECT_EQ(rule_of(policy, text(rule, "conditionalAccessCondition"), side),
              text(rule, "ruleSatisfied"))
        << policy.display_name << ", " << member;
  }
}

// Results are complete for each policy that the vector lists.
void expect_log(const Decision& decision, const json::object& vector, const json::object& file) {
  const json::array& expected = vector.at("expected").as_array();
  ASSERT_EQ(decision.policies.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const json::object& one = expected[i].as_object();
    const PolicyResult& policy = decision.policies[i];
    SCOPED_TRACE(text(one, "displayName"));
    EXPECT_EQ(word_for(policy.outcome), text(one, "result"));
    EXPECT_EQ(policy.conditions_satisfied, mask_of(one.at("conditionsSatisfied"), file));
    EXPECT_EQ(policy.conditions_not_satisfied, mask_of(one.at("conditionsNotSatisfied"), file));
    expect_rules(policy, one, "includeRulesSatisfied", &ConditionResult::include_rule);
    expect_rules(policy, one, "excludeRulesSatisfied", &ConditionResult::exclude_rule);
  }
}

// The record shows a policy in a few words; this is the policy that they describe.
json::object policy_of_sketch(const json::object& sketch) {
  json::object conditions;
  for (const std::string_view member : {"clientAppTypes", "signInRiskLevels"})
    if (const json::value* value = sketch.if_contains(member)) conditions[member] = *value;
  if (sketch.at("users").is_object())
    conditions["users"] = {{"includeRoles", just(k_role)}, {"excludeGroups", just(k_group)}};
  json::object grants{{"operator", "OR"}};
  if (const json::value* controls = sketch.if_contains("grant"))
    grants["builtInControls"] = *controls;
  if (const std::string strength = text(sketch, "authenticationStrength"); !strength.empty())
    grants["authenticationStrength"] = {{"id", strength}};
  json::object policy{
      {"id", text(sketch, "id")}, {"conditions", conditions}, {"grantControls", grants}};
  if (sketch.contains("session"))
    policy["sessionControls"] = {
        {"signInFrequency", {{"isEnabled", true}, {"frequencyInterval", "everyTime"}}}};
  return policy_with(policy);
}

SignIn sign_in_from(std::string_view written, const json::object& members) {
  json::object described = parse_json(written, {}).value().value.as_object();
  for (const auto& member : members) described[member.key()] = member.value();
  const Result<SignIn> sign_in = read_sign_in(described, {});
  EXPECT_TRUE(sign_in) << to_string(sign_in.error());
  return sign_in.value_or(SignIn{});
}

constexpr std::string_view k_member = R"({
  "user": {"id": "90110000-0000-4000-8000-0000000000b1", "externalKind": "none",
           "groups": [], "roles": []},
  "at": "2026-09-01T12:00:00Z", "clientKind": "public", "clientAppType": "browser",
  "devicePlatform": "windows", "country": "US", "signInRiskLevel": "none", "userRiskLevel": "none",
  "session": {"mfaClaim": true, "methods": [{"mode": "password"}], "termsAccepted": []}})";

TEST(Corpus, the_documented_sign_in_record_is_told_the_same_way_here) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  const json::object* vector = vector_named(*file, "entra-docs-signin-sample");
  ASSERT_NE(vector, nullptr);
  json::array policies;
  for (const json::value& sketch : vector->at("policySketches").as_array())
    policies.push_back(policy_of_sketch(sketch.as_object()));
  const TenantSnapshot tenant = tenant_of(std::move(policies));
  // The first policy's success says that an MFA claim counted.
  const SignIn sign_in =
      sign_in_from(k_member, {{"user",
                               {{"id", "90110000-0000-4000-8000-0000000000b1"},
                                {"externalKind", "internalGuest"},
                                {"groups", just(k_group)},
                                {"roles", just(k_role)}}},
                              {"audiences", just(k_azure_portal)},
                              {"device", {{"isCompliant", true}, {"trustType", "AzureAD"}}}});
  for (const Door& door : k_doors) {
    SCOPED_TRACE(door.name);
    expect_log(door.decide(tenant, sign_in, {}), *vector, *file);
  }
}

TEST(Corpus, the_recorded_event_with_one_policy_is_told_the_same_way_here) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  const json::object* vector = vector_named(*file, "datadog-signin-1");
  ASSERT_NE(vector, nullptr);
  const Result<json::object> event = read_corpus(text(*vector, "file"));
  ASSERT_TRUE(event) << to_string(event.error());
  const json::object& record = object_in(*event, "properties");
  // Replay takes the resource that the log names (CA 2.3.10).
  const SignIn sign_in = sign_in_from(k_member, {{"audiences", just(text(record, "resourceId"))},
                                                 {"clientApp", text(record, "appId")},
                                                 {"ipAddress", text(record, "ipAddress")},
                                                 {"interactive", record.at("isInteractive")}});
  const TenantSnapshot tenant = tenant_of(json::array{policy_with(
      {{"grantControls", {{"operator", "OR"}, {"builtInControls", json::array{"mfa"}}}}})});
  for (const Door& door : k_doors) {
    SCOPED_TRACE(door.name);
    const Decision decision = door.decide(tenant, sign_in, {});
    expect_log(decision, *vector, *file);
    EXPECT_EQ(decision.verdict, Verdict::granted);
  }
}

TEST(Corpus, a_policy_that_is_off_is_listed_and_changes_nothing) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  const json::object* vector = vector_named(*file, "sentinel-training-signin");
  ASSERT_NE(vector, nullptr);
  const json::object applications{{"includeApplications", just(k_exchange)}};
  const TenantSnapshot tenant = tenant_of(json::array{policy_with(
      {{"state", vector->at("expected").as_array().front().as_object().at("policyState")},
       {"conditions", {{"applications", applications}}},
       {"grantControls",
        {{"operator", "OR"}, {"builtInControls", json::array{"compliantDevice"}}}}})});
  const SignIn sign_in = sign_in_from(k_member, {{"resources", just(k_exchange)}});
  for (const Door& door : k_doors) {
    SCOPED_TRACE(door.name);
    const Decision decision = door.decide(tenant, sign_in, {});
    expect_log(decision, *vector, *file);
    EXPECT_EQ(decision.verdict, Verdict::granted);  // the log: notApplied
  }
}

// --- report-only --------------------------------------------------------------------------------

json::object report_only_policy(const std::string& control) {
  json::object grants{{"operator", "OR"}};
  if (control == "termsOfUse")
    grants["termsOfUse"] = json::array{"90110000-0000-4000-8000-0000000000c1"};
  else
    grants["builtInControls"] = just(control.empty() ? "block" : control);
  return policy_with({{"state", "enabledForReportingButNotEnforced"}, {"grantControls", grants}});
}

json::object members_of_row(const json::object& row) {
  json::object members{{"resources", just(k_exchange)}};
  const bool claim = row.contains("claimInToken") && row.at("claimInToken").as_bool();
  const bool compliant = row.contains("deviceCompliant") && row.at("deviceCompliant").as_bool();
  members["session"] = {{"mfaClaim", claim},
                        {"methods", json::array{json::object{{"mode", "password"}}}},
                        {"termsAccepted", json::array()}};
  members["device"] = {{"isCompliant", compliant}};
  if (const json::value* interactive = row.if_contains("interactive"))
    members["interactive"] = *interactive;
  return members;
}

TEST(Corpus, the_documented_table_of_report_only_results_holds) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  int run = 0;
  for (const json::value& value :
       object_in(*file, "reportOnlyResultMapping").at("rows").as_array()) {
    const json::object& row = value.as_object();
    if (!row.contains("result")) continue;  // a note on user actions, below
    json::object policy = report_only_policy(text(row, "control"));
    if (!row.at("conditionsMet").as_bool())
      policy["conditions"].as_object()["applications"] = {
          {"includeApplications", just(k_azure_portal)}};
    const TenantSnapshot tenant = tenant_of(json::array{policy});
    const SignIn sign_in = sign_in_from(k_member, members_of_row(row));
    for (const Door& door : k_doors) {
      const Decision decision = door.decide(tenant, sign_in, {});
      EXPECT_EQ(word_for(decision.policies.at(0).outcome), text(row, "result"))
          << door.name << ", row " << run << "\n"
          << conformance::describe(decision);
    }
    ++run;
  }
  EXPECT_EQ(run, 7);
}

TEST(Corpus, report_only_policies_for_user_actions_are_not_evaluated_at_sign_in) {
  json::object policy = report_only_policy("block");
  policy["conditions"].as_object()["applications"] = {
      {"includeUserActions", json::array{"urn:user:registersecurityinfo"}}};
  const TenantSnapshot tenant = tenant_of(json::array{policy});
  const SignIn sign_in = sign_in_from(k_member, {{"userAction", "urn:user:registersecurityinfo"}});
  for (const Door& door : k_doors)
    EXPECT_EQ(door.decide(tenant, sign_in, {}).policies.at(0).outcome,
              PolicyOutcome::report_only_not_applied)
        << door.name;
}

// --- sessions -----------------------------------------------------------------------------------

Verdict verdict_with(const Door& door, const json::object& frequency, const json::object& members) {
  const TenantSnapshot tenant =
      tenant_of(json::array{policy_with({{"sessionControls", {{"signInFrequency", frequency}}}})});
  json::object all{
      {"resources", just(k_exchange)}, {"grant", "refreshToken"}, {"interactive", false}};
  for (const auto& member : members) all[member.key()] = member.value();
  return door.decide(tenant, sign_in_from(k_member, all), {}).verdict;
}

json::object session_since(std::string_view instant) {
  return {{"lastPrimaryAuthentication", instant}, {"lastSecondaryAuthentication", nullptr}};
}

TEST(Corpus, every_time_is_never_more_often_than_once_in_five_minutes) {
  const json::object every_time{{"isEnabled", true}, {"frequencyInterval", "everyTime"}};
  for (const Door& door : k_doors) {
    EXPECT_EQ(verdict_with(door, every_time, {{"session", session_since("2026-09-01T11:56:00Z")}}),
              Verdict::granted)
        << door.name;
    EXPECT_EQ(verdict_with(door, every_time, {{"session", session_since("2026-09-01T11:54:00Z")}}),
              Verdict::needs_controls)
        << door.name;
  }
}

TEST(Corpus, confidential_clients_that_nobody_watches_are_deferred) {
  const json::object one_hour{
      {"isEnabled", true}, {"value", 1}, {"type", "hours"}, {"frequencyInterval", "timeBased"}};
  const json::object stale = session_since("2026-09-01T09:00:00Z");
  for (const Door& door : k_doors) {
    EXPECT_EQ(verdict_with(door, one_hour, {{"session", stale}, {"clientKind", "confidential"}}),
              Verdict::granted)
        << door.name;
    EXPECT_EQ(verdict_with(door, one_hour, {{"session", stale}}), Verdict::needs_controls)
        << door.name;
  }
}

TEST(Corpus, session_lifetime_examples_are_not_about_one_decision) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  std::string ids;
  for (const json::value& value :
       object_in(*file, "sessionLifetimeVectors").at("vectors").as_array())
    ids += " " + text(value.as_object(), "id");
  ASSERT_FALSE(ids.empty());
  GTEST_SKIP() << "they tell when a prompt comes in the course of a day, which needs token history:"
               << ids << "; what one decision can show of the last two is tested above";
}

}  // namespace
}  // namespace caprock::corpus
