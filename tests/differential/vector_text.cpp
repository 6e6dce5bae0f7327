#include "tests/differential/vector_text.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <set>

#include "model/words.h"
#include "tests/conformance/tenant_json.h"

namespace caprock::differential {
namespace {

constexpr std::array<std::string_view, 16> k_vector_kinds = {"organization",
                                                             "namedLocations",
                                                             "authenticationStrengths",
                                                             "authenticationContexts",
                                                             "termsOfUse",
                                                             "users",
                                                             "groups",
                                                             "roleDefinitions",
                                                             "roleAssignments",
                                                             "servicePrincipals",
                                                             "applications",
                                                             "tokenLifetimePolicies",
                                                             "securityDefaults",
                                                             "mfaServiceSettings",
                                                             "crossTenantDefault",
                                                             "crossTenantPartners"};

// Everything that the world would add is said not to be there.
json::object whole_tenant(const json::object& tenant) {
  json::object result;
  for (const std::string_view kind : k_vector_kinds) {
    const json::value* given = tenant.if_contains(kind);
    result[kind] = given != nullptr ? *given : json::value(nullptr);
  }
  return result;
}

// Members that a vector would fill in are written as not given.
json::array whole_policies(const json::object& tenant) {
  const json::value* given = tenant.if_contains("policies");
  json::array policies = given != nullptr && given->is_array() ? given->get_array() : json::array();
  for (json::value& one : policies) {
    json::object* policy = one.if_object();
    if (policy == nullptr) continue;
    for (const std::string_view member : {"id", "state", "conditions"})
      if (!policy->contains(member)) (*policy)[member] = nullptr;
    json::object* conditions = policy->at("conditions").if_object();
    if (conditions == nullptr) continue;
    for (const std::string_view member : {"users", "applications", "clientAppTypes"})
      if (!conditions->contains(member)) (*conditions)[member] = nullptr;
  }
  return policies;
}

json::array forgotten(const json::object& sign_in, const json::object& standard) {
  json::array members;
  for (const auto& member : standard) {
    bool subject = false;
    for (const Word<SubjectKind>& row : words<SubjectKind>())
      subject = subject || row.text == std::string_view(member.key());
    if (!subject && !sign_in.contains(member.key())) members.push_back(json::value(member.key()));
  }
  return members;
}

json::array told(const json::object& tenant) {
  std::set<std::string> codes;
  for (const Diagnostic& one : conformance::read_tenant(tenant, {}).diagnostics)
    codes.insert(std::string(to_string(one.error.code)));
  return json::array(codes.begin(), codes.end());
}

json::object expectation(const Decision& right) {
  json::object expect{{"verdict", word_for(right.verdict)}, {"aadsts", right.aadsts}};
  json::object applies;
  json::object outcome;
  for (const PolicyResult& policy : right.policies) {
    applies[policy.display_name] = to_string(policy.applies);
    outcome[policy.display_name] = word_for(policy.outcome);
  }
  expect["applies"] = std::move(applies);
  expect["outcome"] = std::move(outcome);
  expect["undetermined_by"] =
      json::array(right.undetermined_by.begin(), right.undetermined_by.end());
  return expect;
}

// Two spaces a level; what is short stands on one line.
void print(std::string& out, const json::value& value, std::size_t depth) {
  constexpr std::size_t k_width = 100;
  const std::string line = json::serialize(value);
  const std::string indent(depth * 2 + 2, ' ');
  const std::string end = "\n" + std::string(depth * 2, ' ');
  if (line.size() + indent.size() <= k_width || value.is_primitive()) {
    out += line;
    return;
  }
  std::string separator = "\n";
  if (const json::object* object = value.if_object()) {
    out += "{";
    for (const auto& member : *object) {
      out += separator + indent + json::serialize(json::value(member.key())) + ": ";
      print(out, member.value(), depth + 1);
      separator = ",\n";
    }
    out += end + "}";
    return;
  }
  out += "[";
  for (const json::value& element : value.get_array()) {
    out += separator + indent;
    print(out, element, depth + 1);
    separator = ",\n";
  }
  out += end + "]";
}

}  // namespace

std::string vector_text(const std::string& id, const Question& question, const Decision& right,
                        const json::object& world_sign_in) {
  json::object vector{{"id", id},
                      {"title", "found by comparing evaluators"},
                      {"rules", json::array{"CA 2.2"}},
                      {"source", "ours"},
                      {"evidence", "choice"},
                      {"policies", whole_policies(question.tenant)}};
  vector["tenant"] = whole_tenant(question.tenant);
  json::object with_policies = vector.at("tenant").get_object();
  with_policies["policies"] = vector.at("policies");
  if (json::array codes = told(with_policies); !codes.empty())
    vector["diagnostics"] = std::move(codes);
  vector["options"] = question.options;
  json::object one{{"title", "as found"}, {"sign_in", question.sign_in}};
  one["unknown"] = forgotten(question.sign_in, world_sign_in);
  one["expect"] = expectation(right);
  vector["cases"] = json::array{std::move(one)};
  std::string out;
  print(out, vector, 0);
  return out + "\n";
}

}  // namespace caprock::differential
