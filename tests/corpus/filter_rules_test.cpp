// The documented truth table of device filters, and every filter rule found in published policies.
#include <gtest/gtest.h>

#include <algorithm>

#include "graph_json/sign_in_json.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/doors.h"
#include "tests/corpus/corpus.h"

namespace caprock::corpus {
namespace {

using conformance::Door;
using conformance::k_doors;

json::object policy_with_rule(const std::string& rule) {
  const json::object filter{{"mode", "include"}, {"rule", rule}};
  const bool attributes = rule.find("CustomSecurityAttribute") != rule.npos;
  const json::object conditions =
      attributes ? json::object{{"applications", {{"applicationFilter", filter}}}}
                 : json::object{{"devices", {{"deviceFilter", filter}}}};
  return policy_with(
      {{"conditions", conditions},
       {"grantControls", {{"operator", "OR"}, {"builtInControls", json::array{"mfa"}}}}});
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
  const Result<json::object> file = read_corpus("whatif-vectors.json");
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
  const Result<json::object> file = read_corpus("device-filter-rules.json");
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
}  // namespace caprock::corpus
