// Every reader survives any JSON object, and what was read is written back unchanged.
#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "graph_json/graph_json.h"
#include "model/without_origin.h"

namespace caprock {
namespace {

std::string text(const json::object& object) { return json::serialize(object); }

// The JSON after one trip through text: the last digits of a fraction may change on the way.
json::object settled(const json::object& object) {
  auto read = parse_json(text(object), {});
  CAPROCK_ASSERT(read.has_value());
  return read->value.as_object();
}

void check_policy(const json::object& object) {
  Policy policy = read_policy(object, {}).value;
  CAPROCK_ASSERT(text(write_policy(policy)) == text(settled(object)));
  CAPROCK_ASSERT(without_origin(read_policy(write_policy(policy), {}).value) ==
                 without_origin(policy));
  if (!policy.conditions.users) policy.conditions.users.emplace();
  policy.conditions.users->exclude_users.emplace_back("7d1c3a52-0000-4000-8000-00000000beef");
  policy.conditions.insider_risk_levels ^= 3;
  policy.conditions.client_app_types.push_back(ClientAppType::browser);
  const Policy changed = read_policy(write_policy(policy), {}).value;
  CAPROCK_ASSERT(changed.conditions == policy.conditions);
  CAPROCK_ASSERT(changed.session_controls == policy.session_controls);
}

void check_others(const json::object& object) {
  const NamedLocation location = read_named_location(object, {}).value;
  CAPROCK_ASSERT(text(write_named_location(location)) == text(settled(object)));
  const AuthenticationStrength strength = read_authentication_strength(object, {}).value;
  CAPROCK_ASSERT(text(write_authentication_strength(strength)) == text(settled(object)));
  read_authentication_context(object, {});
  read_terms_of_use(object, {});
  read_user(object, {});
  read_group(object, {});
  read_role_definition(object, {});
  read_role_assignment(object, {});
  read_service_principal(object, {});
  read_permission_grant(object, {});
  read_application(object, {});
  read_organization(object, {});
  read_security_defaults(object, {});
  read_mfa_service_settings(object, {});
  read_cross_tenant_access(object, {});
  read_token_lifetime_policy(object, {});
}

// The outermost objects of the document; those inside them are reached by their readers.
void check_objects(const json::value& value) {
  if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) check_objects(element);
  } else if (const json::object* object = value.if_object();
             object != nullptr && !object->empty()) {
    check_policy(*object);
    check_others(*object);
  }
}

}  // namespace
}  // namespace caprock

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = caprock::parse_json({reinterpret_cast<const char*>(data), size}, "input");
  if (read) caprock::check_objects(read->value);
  return 0;
}
