#include "tests/corpus/corpus.h"

#include "tests/conformance/tenant_json.h"
#include "tests/conformance/vector.h"

namespace caprock::corpus {

std::filesystem::path folder() { return conformance::source_dir() / ".." / "shared" / "corpus"; }

Result<json::object> read_corpus(const std::string& name) {
  return conformance::read_object_file(folder() / name);
}

std::string text(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object& object_in(const json::object& object, std::string_view member) {
  static const json::object k_none;
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_object() ? value->get_object() : k_none;
}

TenantSnapshot tenant_of(json::array policies) {
  json::object object;
  object["policies"] = std::move(policies);
  return conformance::read_tenant(object, {}).value;
}

json::object policy_with(const json::object& members) {
  json::object policy{
      {"id", "90110000-0000-4000-8000-000000000001"}, {"displayName", "P"}, {"state", "enabled"}};
  json::object conditions{{"clientAppTypes", json::array{"all"}},
                          {"users", {{"includeUsers", json::array{"All"}}}},
                          {"applications", {{"includeApplications", json::array{"All"}}}}};
  for (const auto& member : object_in(members, "conditions"))
    conditions[member.key()] = member.value();
  for (const auto& member : members) policy[member.key()] = member.value();
  policy["conditions"] = std::move(conditions);
  return policy;
}

}  // namespace caprock::corpus
