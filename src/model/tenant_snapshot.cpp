#include "model/tenant_snapshot.h"

#include "base/text.h"

namespace caprock {

const User* find_user(const TenantSnapshot& tenant, std::string_view id_or_name) {
  for (const User& user : tenant.users.items)
    if (user.id.is(id_or_name) || equal_ignoring_case(user.user_principal_name, id_or_name))
      return &user;
  return nullptr;
}

const ServicePrincipal* find_service_principal(const TenantSnapshot& tenant,
                                               std::string_view id_or_app_id) {
  for (const ServicePrincipal& principal : tenant.service_principals.items)
    if (principal.id.is(id_or_app_id) || principal.app_id.is(id_or_app_id)) return &principal;
  return nullptr;
}

}  // namespace caprock
