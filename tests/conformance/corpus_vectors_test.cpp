// Evaluations whose result somebody outside this project published, and every filter rule found in
// published policies. Skipped where the data is not there.
#include <gtest/gtest.h>

#include <algorithm>

#include "graph_json/sign_in_json.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/doors.h"
#include "tests/conformance/tenant_json.h"
#include "tests/conformance/vector.h"

namespace caprock::conformance {
namespace {

std::filesystem::path corpus_file(const std::string& name) {
  return source_dir() / ".." / "shared" / "corpus" / name;
}

Result<json::object> corpus(const std::string& name) { return read_object_file(corpus_file(name)); }

std::string text(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object& object_in(const json::object& object, std::string_view member) {
  static const json::object k_none;
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_object() ? value->get_object() : k_none;
}

// A tenant of these policies alone: What If was asked about nothing else.
TenantSnapshot tenant_of(json::array policies) {
  json::object object;
  object["policies"] = std::move(policies);
  return read_tenant(object, {}).value;
}

// --- Graph's evaluate -------------------------------------------------------------------------

// The device as we describe it: words that only the examples use are ones we know by another name.
json::object device_of(const json::object& info) {
  json::object device = info;
  if (text(device, "trustType") == "EntraID") device["trustType"] = "AzureAD";
  return device;
}

void take_context(const json::object& context, json::object& sign_in) {
  if (const json::value* apps = context.if_contains("includeApplications"))
    sign_in["resources"] = *apps;
  if (const json::value* value = context.if_contains("authenticationContextValue"))
    sign_in["authenticationContexts"] = json::array{*value};
  if (text(context, "userAction") == "registerSecurityInformation")
    sign_in["userAction"] = "urn:user:registersecurityinfo";
}

void take_conditions(const json::object& conditions, json::object& sign_in) {
  for (const auto& [key, value] : conditions) {
    const std::string_view name = key;
    if (name == "authenticationFlow")
      sign_in["originalTransferMethod"] = text(value.as_object(), "transferMethod");
    else if (name == "deviceInfo")
      sign_in["device"] = device_of(value.as_object());
    else
      sign_in[key] = value;
  }
}

// The examples do not publish the user's roles; a policy for roles that the response lists says
// that the user holds one of them.
json::array roles_implied_by(const json::array& expected, const json::object& policies) {
  json::array roles;
  for (const json::value& entry : expected) {
    const std::string id = text(entry.as_object(), "policyId");
    const json::object& users =
        object_in(object_in(object_in(policies, id), "conditions"), "users");
    const json::value* include = users.if_contains("includeRoles");
    if (include != nullptr && include->is_array() && !include->get_array().empty())
      roles.push_back(include->get_array().front());
  }
  return roles;
}

json::object sign_in_of(const json::object& vector, const json::object& policies) {
  const json::object& request = object_in(vector, "request");
  const json::object& identity = object_in(request, "signInIdentity");
  json::object sign_in;
  if (identity.contains("servicePrincipalId"))
    sign_in["servicePrincipal"] = {{"id", identity.at("servicePrincipalId")},
                                   {"singleTenant", true}};
  else
    sign_in["user"] = {{"id", identity.at("userId")},
                       {"externalKind", "none"},
                       {"groups", json::array{}},
                       {"roles", roles_implied_by(vector.at("expected").as_array(), policies)}};
  take_context(object_in(request, "signInContext"), sign_in);
  take_conditions(object_in(request, "signInConditions"), sign_in);
  return sign_in;
}

const PolicyResult* result_of(const Decision& decision, std::string_view id) {
  for (const PolicyResult& policy : decision.policies)
    if (policy.id.is(id)) return &policy;
  return nullptr;
}

void every_listed_policy_applies(const json::object& vector, const json::object& policies) {
  json::array known;
  for (const json::value& id : vector.at("knownPolicies").as_array())
    known.push_back(policies.at(id.as_string()));
  const TenantSnapshot tenant = tenant_of(std::move(known));
  const Result<SignIn> sign_in = read_sign_in(sign_in_of(vector, policies), {});
  ASSERT_TRUE(sign_in) << to_string(sign_in.error());
  EvaluationOptions options;
  options.mode = EvaluationMode::whatif;
  for (const Door& door : k_doors) {
    const Decision decision = door.decide(tenant, *sign_in, options);
    for (const json::value& entry : vector.at("expected").as_array()) {
      const std::string id = text(entry.as_object(), "policyId");
      const PolicyResult* policy = result_of(decision, id);
      ASSERT_NE(policy, nullptr) << id;
      EXPECT_EQ(policy->applies, Match::yes)
          << text(vector, "id") << ", " << door.name << ", " << policy->display_name << "\n"
          << describe(decision);
    }
  }
}

// "positive-only": a policy that the response does not list proves nothing, so nothing is asked
// about it.
TEST(Corpus, every_policy_that_what_if_listed_applies_here) {
  const Result<json::object> file = corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  int run = 0;
  for (const json::value& value : file->at("vectors").as_array()) {
    const json::object& vector = value.as_object();
    // The draft example has other policies of its own and an answer of an unpublished service.
    if (text(vector, "kind") != "whatif-evaluate" || !vector.contains("knownPolicies")) continue;
    SCOPED_TRACE(text(vector, "id"));
    every_listed_policy_applies(vector, file->at("policies").as_object());
    ++run;
  }
  EXPECT_GE(run, 4);
}

// --- filter rules -----------------------------------------------------------------------------

json::object policy_with_rule(const std::string& rule) {
  const json::object filter{{"mode", "include"}, {"rule", rule}};
  json::object conditions{{"clientAppTypes", json::array{"all"}},
                          {"users", {{"includeUsers", json::array{"All"}}}}};
  if (rule.find("CustomSecurityAttribute") != rule.npos) {
    conditions["applications"] = {{"includeApplications", json::array{}},
                                  {"applicationFilter", filter}};
  } else {
    conditions["applications"] = {{"includeApplications", json::array{"All"}}};
    conditions["devices"] = {{"deviceFilter", filter}};
  }
  return {{"id", "90110000-0000-4000-8000-000000000001"},
          {"displayName", "P"},
          {"state", "enabled"},
          {"conditions", conditions},
          {"grantControls", {{"operator", "OR"}, {"builtInControls", json::array{"mfa"}}}}};
}

PolicyResult decide_rule(const Door& door, const std::string& rule, const json::value& device) {
  const json::object described{{"user", {{"id", "u"}, {"externalKind", "none"}}},
                               {"resources", json::array{"00000002-0000-0ff1-ce00-000000000000"}},
                               {"clientAppType", "browser"},
                               {"device", device}};
  const Result<SignIn> sign_in = read_sign_in(described, {});
  EXPECT_TRUE(sign_in) << to_string(sign_in.error());
  if (!sign_in) return {};
  return door.decide(tenant_of(json::array{policy_with_rule(rule)}), *sign_in, {}).policies.at(0);
}

bool is_refused(const PolicyResult& policy) {
  return std::any_of(policy.conditions.begin(), policy.conditions.end(), [](const auto& result) {
    return result.condition == Condition::invalid_policy;
  });
}

json::value described_device(const json::object& device) {
  if (!device.at("registered").as_bool()) return nullptr;
  json::object described;
  for (const auto& [key, value] : device)
    if (key == "isManagedByIntune")
      described["intuneManaged"] = value;
    else if (key != "registered")
      described[key] = value;
  return described;
}

TEST(Corpus, the_documented_truth_table_of_device_filters_holds) {
  const Result<json::object> file = corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  int run = 0;
  for (const json::value& value :
       object_in(*file, "deviceFilterVectors").at("vectors").as_array()) {
    const json::object& vector = value.as_object();
    if (!vector.at("ruleMatches").is_bool()) continue;  // the source itself is not sure
    const Match expected = match_if(vector.at("ruleMatches").get_bool());
    for (const Door& door : k_doors)
      EXPECT_EQ(
          decide_rule(door, text(vector, "rule"), described_device(object_in(vector, "device")))
              .applies,
          expected)
          << text(vector, "id") << ", " << door.name << ": " << text(vector, "note");
    ++run;
  }
  EXPECT_GE(run, 14);
}

std::vector<std::string> published_rules(const json::object& file) {
  std::vector<std::string> rules;
  for (const json::value& entry : file.at("found").as_array())
    rules.push_back(text(entry.as_object(), "rule"));
  for (const json::value& entry : object_in(file, "documentedExamples").at("rules").as_array())
    rules.push_back(text(entry.as_object(), "rule"));
  return rules;
}

TEST(Corpus, every_published_filter_rule_is_understood) {
  const Result<json::object> file = corpus("device-filter-rules.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  const std::vector<std::string> rules = published_rules(*file);
  EXPECT_GE(rules.size(), 20U);
  for (const std::string& rule : rules)
    for (const Door& door : k_doors)
      EXPECT_FALSE(is_refused(decide_rule(door, rule, nullptr))) << door.name << ": " << rule;
}

// The test above could not fail if a bad rule went unnoticed.
TEST(Corpus, a_rule_outside_the_grammar_is_refused) {
  for (const Door& door : k_doors) {
    EXPECT_TRUE(is_refused(decide_rule(door, "device.model -match \"Surface\"", nullptr)));
    EXPECT_TRUE(is_refused(decide_rule(door, "device.model -eq", nullptr)));
    EXPECT_FALSE(is_refused(decide_rule(
        door, "device.isCompliant -eq True or device.trustType -eq \"ServerAD\"", nullptr)));
  }
}

}  // namespace
}  // namespace caprock::conformance
