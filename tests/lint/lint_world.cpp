#include "tests/lint/lint_world.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "graph_json/graph_json.h"
#include "lint/lint.h"

namespace caprock {
namespace {

constexpr std::string_view k_sound = R"({
  "id": "10000000-0000-4000-8000-000000000001", "displayName": "Sound", "state": "enabled",
  "conditions": {
    "clientAppTypes": ["all"],
    "users": {"includeUsers": ["All"], "excludeUsers": ["30000000-0000-4000-8000-000000000001"]},
    "applications": {"includeApplications": ["All"]}},
  "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})";

json::object object_in_text(std::string_view text) {
  auto read = parse_json(text, "test.json");
  EXPECT_TRUE(read.has_value() && read->value.is_object()) << text;
  return read && read->value.is_object() ? read->value.as_object() : json::object();
}

void merge(json::object& into, const json::object& change) {
  for (const auto& [name, value] : change) {
    json::value& slot = into[name];
    if (value.is_null()) {
      into.erase(name);
    } else if (value.is_object() && slot.is_object()) {
      merge(slot.get_object(), value.get_object());
    } else {
      slot = value;
    }
  }
}

template <class T>
void fill(const json::object& tenant, std::string_view name, Collection<T>& out,
          Read<T> (*read)(const json::object&, const Place&)) {
  const json::value* list = tenant.if_contains(name);
  if (list == nullptr) return;
  out.exported = true;
  for (const json::value& item : list->as_array())
    out.items.push_back(read(item.as_object(), {std::string(name) + ".json", "", 0, 0}).value);
}

void fill_policies(const json::object& tenant, Collection<Policy>& out) {
  const json::value* whole = tenant.if_contains("wholePolicies");
  out.exported = whole == nullptr || whole->as_bool();
  for (const json::value& change : tenant.at("policies").as_array())
    out.items.push_back(
        read_policy(sound_policy_with(change.as_object()), {"policies.json", "", 0, 0}).value);
}

}  // namespace

json::object sound_policy_with(const json::object& change) {
  json::object policy = object_in_text(k_sound);
  merge(policy, change);
  return policy;
}

TenantSnapshot lint_world(std::string_view text) {
  json::object tenant = object_in_text(text);
  if (tenant.if_contains("policies") == nullptr)
    tenant = json::object{{"policies", json::array{json::value(tenant)}}};
  TenantSnapshot world;
  fill_policies(tenant, world.policies);
  fill(tenant, "namedLocations", world.named_locations, read_named_location);
  fill(tenant, "strengths", world.authentication_strengths, read_authentication_strength);
  fill(tenant, "contexts", world.authentication_contexts, read_authentication_context);
  fill(tenant, "termsOfUse", world.terms_of_use, read_terms_of_use);
  fill(tenant, "users", world.users, read_user);
  fill(tenant, "groups", world.groups, read_group);
  fill(tenant, "roles", world.role_definitions, read_role_definition);
  fill(tenant, "roleAssignments", world.role_assignments, read_role_assignment);
  fill(tenant, "applications", world.applications, read_application);
  fill(tenant, "servicePrincipals", world.service_principals, read_service_principal);
  if (const json::value* access = tenant.if_contains("crossTenantDefault"))
    world.cross_tenant_default = read_cross_tenant_access(access->as_object(), {}).value;
  if (const json::value* organization = tenant.if_contains("organization"))
    world.organization = read_organization(organization->as_object(), {}).value;
  if (const json::value* settings = tenant.if_contains("mfaServiceSettings"))
    world.mfa_service_settings = read_mfa_service_settings(settings->as_object(), {}).value;
  return world;
}

std::vector<Finding> findings_in(std::string_view text) {
  const TenantSnapshot world = lint_world(text);
  return lint(compile_borrowed(world, {}), *parse_instant("2026-11-01T00:00:00Z"));
}

}  // namespace caprock
