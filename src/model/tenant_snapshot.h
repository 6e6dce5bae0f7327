// A tenant as one export shows it. Nothing is resolved yet; what the export lacks stays unknown.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "model/authentication_strength.h"
#include "model/directory.h"
#include "model/named_location.h"
#include "model/policy.h"
#include "model/tenant_settings.h"

namespace caprock {

// Objects of one kind, and whether the export had that kind at all. `exported` false with no items
// means "nobody looked", which is not the same as "there are none".
template <class T>
struct Collection {
  bool exported = false;
  std::vector<T> items;

  // The object with this id, or nullptr. Linear: for the plain reference path and for reports.
  template <class Key>
  const T* find(const Key& id) const {
    const auto at =
        std::find_if(items.begin(), items.end(), [&](const T& x) { return x.id == id; });
    return at == items.end() ? nullptr : &*at;
  }
  bool operator==(const Collection&) const = default;
};

struct TenantSnapshot {
  std::optional<Organization> organization;
  Collection<Policy> policies;
  Collection<NamedLocation> named_locations;
  Collection<AuthenticationStrength> authentication_strengths;
  Collection<AuthenticationContext> authentication_contexts;
  Collection<TermsOfUse> terms_of_use;
  Collection<User> users;
  Collection<Group> groups;
  Collection<RoleDefinition> role_definitions;
  Collection<RoleAssignment> role_assignments;
  Collection<ServicePrincipal> service_principals;
  Collection<PermissionGrant> permission_grants;
  Collection<Application> applications;
  Collection<TokenLifetimePolicy> token_lifetime_policies;
  std::optional<SecurityDefaults> security_defaults;
  std::optional<MfaServiceSettings> mfa_service_settings;
  std::optional<CrossTenantAccess> cross_tenant_default;
  Collection<CrossTenantAccess> cross_tenant_partners;
};

// The user with this object id or user principal name, or nullptr.
const User* find_user(const TenantSnapshot& tenant, std::string_view id_or_name);

// The service principal with this object id or appId, or nullptr.
const ServicePrincipal* find_service_principal(const TenantSnapshot& tenant,
                                               std::string_view id_or_app_id);

}  // namespace caprock
