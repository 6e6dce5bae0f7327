// Graph's evaluate: every policy that a published answer lists must apply here, too. A policy that
// it does not list proves nothing, so nothing is asked about it.
#include <gtest/gtest.h>

#include "graph_json/sign_in_json.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/doors.h"
#include "tests/corpus/corpus.h"

namespace caprock::corpus {
namespace {

using conformance::Door;
using conformance::k_doors;

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

// By id: the policies that the vector says were there, or its own.
json::object policies_for(const json::object& vector, const json::object& file) {
  json::object policies;
  if (const json::value* known = vector.if_contains("knownPolicies"))
    for (const json::value& id : known->as_array())
      policies[id.as_string()] = object_in(file, "policies").at(id.as_string());
  if (const json::value* own = vector.if_contains("policies"))
    for (const json::value& policy : own->as_array())
      policies[text(policy.as_object(), "id")] = policy;
  return policies;
}

void every_listed_policy_applies(const json::object& vector, const json::object& policies) {
  json::array known;
  for (const auto& policy : policies) known.push_back(policy.value());
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
          << conformance::describe(decision);
    }
  }
}

// "positive-only": a policy that the response does not list proves nothing, so nothing is asked
// about it.
TEST(Corpus, every_policy_that_what_if_listed_applies_here) {
  const Result<json::object> file = read_corpus("whatif-vectors.json");
  if (!file) GTEST_SKIP() << "no corpus beside the source: " << to_string(file.error());
  int run = 0;
  for (const json::value& value : file->at("vectors").as_array()) {
    const json::object& vector = value.as_object();
    if (text(vector, "kind") != "whatif-evaluate") continue;
    EXPECT_TRUE(text(vector, "completeness").starts_with("positive-only"));
    SCOPED_TRACE(text(vector, "id"));
    every_listed_policy_applies(vector, policies_for(vector, *file));
    ++run;
  }
  EXPECT_GE(run, 5);
}

}  // namespace
}  // namespace caprock::corpus
