// Microsoft Graph JSON <-> model, with nothing lost.
//
// Reading: member names match without case (camelCase, PascalCase); `@odata.*` annotations are
// kept and not interpreted; members and enumeration values unknown to us go to `unread` and a
// diagnostic. Objects that have a writer keep their JSON text in `origin.raw`; of the others,
// which come in millions, only the place is kept and members without a field here are ignored.
// Writing: starts from `origin.raw` and changes only members whose model value differs from what
// the raw text says, so unknown members, annotations, order and null/missing/empty survive.
#pragma once

#include <boost/json/object.hpp>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Every reader takes the object and the place it was found at (file and pointer); the value is
// always usable, and everything odd is a diagnostic: graph.unknown_member, graph.unknown_value,
// graph.wrong_type, graph.missing_member, graph.not_an_id, location.bad_range.
Read<Policy> read_policy(const json::object& object, const Place& where);
Read<NamedLocation> read_named_location(const json::object& object, const Place& where);
Read<AuthenticationStrength> read_authentication_strength(const json::object& object,
                                                          const Place& where);
Read<AuthenticationContext> read_authentication_context(const json::object& object,
                                                        const Place& where);
Read<TermsOfUse> read_terms_of_use(const json::object& object, const Place& where);
Read<User> read_user(const json::object& object, const Place& where);
Read<Group> read_group(const json::object& object, const Place& where);
Read<RoleDefinition> read_role_definition(const json::object& object, const Place& where);
Read<RoleAssignment> read_role_assignment(const json::object& object, const Place& where);
Read<ServicePrincipal> read_service_principal(const json::object& object, const Place& where);
Read<PermissionGrant> read_permission_grant(const json::object& object, const Place& where);
Read<Application> read_application(const json::object& object, const Place& where);
Read<Organization> read_organization(const json::object& object, const Place& where);
Read<SecurityDefaults> read_security_defaults(const json::object& object, const Place& where);
Read<MfaServiceSettings> read_mfa_service_settings(const json::object& object, const Place& where);
Read<CrossTenantAccess> read_cross_tenant_access(const json::object& object, const Place& where);
Read<TokenLifetimePolicy> read_token_lifetime_policy(const json::object& object,
                                                     const Place& where);

json::object write_policy(const Policy& policy);
json::object write_named_location(const NamedLocation& location);
json::object write_authentication_strength(const AuthenticationStrength& strength);

}  // namespace caprock
