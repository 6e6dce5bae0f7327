#include "tests/conformance/tenant_json.h"

#include <array>
#include <string_view>

#include "graph_json/graph_json.h"

namespace caprock::conformance {
namespace {

using Diagnostics = std::vector<Diagnostic>;

void complain(Diagnostics& into, std::string message, const Place& where) {
  into.push_back({Severity::error, {ErrorCode::graph_wrong_type, std::move(message), where, ""}});
}

template <class T>
std::optional<T> one(const json::value& value, const Place& where, Diagnostics& diagnostics,
                     Read<T> (*read)(const json::object&, const Place&)) {
  const json::object* object = value.if_object();
  if (object == nullptr) {
    complain(diagnostics, "an object is expected here", where);
    return std::nullopt;
  }
  Read<T> done = read(*object, where);
  diagnostics.insert(diagnostics.end(), done.diagnostics.begin(), done.diagnostics.end());
  return std::move(done.value);
}

struct Kind {
  std::string_view name;
  void (*read)(TenantSnapshot&, const json::value&, const Place&, Diagnostics&);
};

template <class T>
using Reader = Read<T> (*)(const json::object&, const Place&);

template <auto field, auto reader>
void read_many(TenantSnapshot& into, const json::value& value, const Place& where,
               Diagnostics& diagnostics) {
  auto& collection = into.*field;
  if (value.is_null()) return;
  const json::array* items = value.if_array();
  if (items == nullptr) return complain(diagnostics, "an array is expected here", where);
  collection.exported = true;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Place place{where.file, pointer_to(where.pointer, i), 0, 0};
    using T = typename std::remove_cvref_t<decltype(collection.items)>::value_type;
    if (auto item = one<T>((*items)[i], place, diagnostics, reader))
      collection.items.push_back(std::move(*item));
  }
}

template <auto field, auto reader>
void read_one(TenantSnapshot& into, const json::value& value, const Place& where,
              Diagnostics& diagnostics) {
  using T = typename std::remove_cvref_t<decltype(into.*field)>::value_type;
  if (!value.is_null()) into.*field = one<T>(value, where, diagnostics, reader);
}

using Tenant = TenantSnapshot;

constexpr std::array k_kinds = {
    Kind{"organization", read_one<&Tenant::organization, read_organization>},
    Kind{"policies", read_many<&Tenant::policies, read_policy>},
    Kind{"namedLocations", read_many<&Tenant::named_locations, read_named_location>},
    Kind{"authenticationStrengths",
         read_many<&Tenant::authentication_strengths, read_authentication_strength>},
    Kind{"authenticationContexts",
         read_many<&Tenant::authentication_contexts, read_authentication_context>},
    Kind{"termsOfUse", read_many<&Tenant::terms_of_use, read_terms_of_use>},
    Kind{"users", read_many<&Tenant::users, read_user>},
    Kind{"groups", read_many<&Tenant::groups, read_group>},
    Kind{"roleDefinitions", read_many<&Tenant::role_definitions, read_role_definition>},
    Kind{"roleAssignments", read_many<&Tenant::role_assignments, read_role_assignment>},
    Kind{"servicePrincipals", read_many<&Tenant::service_principals, read_service_principal>},
    Kind{"applications", read_many<&Tenant::applications, read_application>},
    Kind{"tokenLifetimePolicies",
         read_many<&Tenant::token_lifetime_policies, read_token_lifetime_policy>},
    Kind{"securityDefaults", read_one<&Tenant::security_defaults, read_security_defaults>},
    Kind{"mfaServiceSettings", read_one<&Tenant::mfa_service_settings, read_mfa_service_settings>},
    Kind{"crossTenantDefault", read_one<&Tenant::cross_tenant_default, read_cross_tenant_access>},
    Kind{"crossTenantPartners",
         read_many<&Tenant::cross_tenant_partners, read_cross_tenant_access>},
};

}  // namespace

Read<TenantSnapshot> read_tenant(const json::object& object, const Place& where) {
  Read<TenantSnapshot> read;
  for (const auto& [key, value] : object) {
    const Place place{where.file, pointer_to(where.pointer, std::string_view(key)), 0, 0};
    const Kind* found = nullptr;
    for (const Kind& kind : k_kinds)
      if (kind.name == std::string_view(key)) found = &kind;
    if (found == nullptr)
      complain(read.diagnostics, "unknown kind of object `" + std::string(key) + "`", place);
    else
      found->read(read.value, value, place, read.diagnostics);
  }
  return read;
}

}  // namespace caprock::conformance
