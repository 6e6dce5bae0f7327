#include "cli/policy_names.h"

#include "base/printable.h"
#include "model/built_in_roles.h"
#include "model/well_known.h"

namespace caprock {
namespace {

template <class Tag>
std::string name_or_id(const Id<Tag>& id, std::string_view name) {
  return in_backticks(name.empty() ? id.text() : name);
}

template <class T>
std::string_view display_name(const T* object) {
  return object == nullptr ? std::string_view() : std::string_view(object->display_name);
}

}  // namespace

std::string name_of(const UserId& id, const TenantSnapshot& tenant) {
  const User* user = tenant.users.find(id);
  const bool named = user != nullptr && !user->user_principal_name.empty();
  return name_or_id(id, named ? user->user_principal_name : display_name(user));
}

std::string name_of(const GroupId& id, const TenantSnapshot& tenant) {
  return name_or_id(id, display_name(tenant.groups.find(id)));
}

std::string name_of(const RoleTemplateId& id, const TenantSnapshot& tenant) {
  const std::string_view name = display_name(tenant.role_definitions.find(id));
  return name_or_id(id, name.empty() ? built_in_role_name(id.text()) : name);
}

std::string name_of(const AppId& id, const TenantSnapshot& tenant) {
  for (const ServicePrincipal& principal : tenant.service_principals.items)
    if (principal.app_id == id && !principal.display_name.empty())
      return in_backticks(principal.display_name);
  const WellKnownApp* known = well_known_app(id.text());
  return name_or_id(id, known == nullptr ? "" : known->name);
}

std::string name_of(const ContextId& id, const TenantSnapshot& tenant) {
  return name_or_id(id, display_name(tenant.authentication_contexts.find(id)));
}

std::string name_of(const LocationId& id, const TenantSnapshot& tenant) {
  return name_or_id(id, display_name(tenant.named_locations.find(id)));
}

std::string name_of(const ServicePrincipalId& id, const TenantSnapshot& tenant) {
  return name_or_id(id, display_name(tenant.service_principals.find(id)));
}

std::string bare_name_of(const StrengthReference& reference, const TenantSnapshot& tenant) {
  if (reference.inline_copy && !reference.inline_copy->display_name.empty())
    return reference.inline_copy->display_name;
  const std::string_view name = display_name(tenant.authentication_strengths.find(reference.id));
  return std::string(name.empty() ? display_name(built_in_strength(reference.id)) : name);
}

std::string bare_name_of(const TermsOfUseId& id, const TenantSnapshot& tenant) {
  return std::string(display_name(tenant.terms_of_use.find(id)));
}

}  // namespace caprock
