// What a JSON object is: from the OData context around it, its own type, its shape, the file's
// name.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "graph_json/json_text.h"

namespace caprock {

enum class ObjectKind : std::uint8_t {
  policy,
  named_location,
  authentication_strength,
  authentication_context,
  terms_of_use,
  user,
  group,
  group_member,  // a directory object listed as a member of the group that the file is named after
  directory_role,  // an activated role with its members
  role_definition,
  role_assignment,
  role_eligibility,  // says who may activate a role, not who holds it
  service_principal,
  permission_grant,
  application,
  organization,
  security_defaults,
  mfa_service_settings,
  cross_tenant_default,
  cross_tenant_partner,
  token_lifetime_policy,
  per_user_mfa,          // authentication requirements of one user
  registration_details,  // userRegistrationDetails of one user
  log_record,            // sign-ins and audits: listed, not part of a tenant
};

// `1 policy`, `32 policies`
std::string count_of(ObjectKind kind, std::size_t count);

// `policy`
std::string_view word_of(ObjectKind kind);

// The member of this name, without case; nullptr when missing.
const json::value* member(const json::object& object, std::string_view name);

// Its text; empty when it is missing or no text.
std::string_view text_member(const json::object& object, std::string_view name);

// A collection's kind from its `@odata.context`, for example
// `...$metadata#identity/conditionalAccess/policies`.
std::optional<ObjectKind> kind_of_context(std::string_view odata_context);

// A single object's kind from its `@odata.type` or, failing that, from the members it has.
std::optional<ObjectKind> kind_of_object(const json::object& object);

// The `@odata.type` of such an object; empty where Graph has none that is known here.
std::string odata_type_for(ObjectKind kind);

// A collection's kind from the file's name in our snapshot format; used last, and for empty lists.
std::optional<ObjectKind> kind_of_file(std::string_view relative_path);

}  // namespace caprock
