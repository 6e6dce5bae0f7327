// Names of what policies list by id, in backticks: the tenant's, Microsoft's, or else the id.
#pragma once

#include <string>

#include "model/tenant_snapshot.h"

namespace caprock {

std::string name_of(const UserId& id, const TenantSnapshot& tenant);
std::string name_of(const GroupId& id, const TenantSnapshot& tenant);
std::string name_of(const RoleTemplateId& id, const TenantSnapshot& tenant);
std::string name_of(const AppId& id, const TenantSnapshot& tenant);
std::string name_of(const ContextId& id, const TenantSnapshot& tenant);
std::string name_of(const LocationId& id, const TenantSnapshot& tenant);
std::string name_of(const ServicePrincipalId& id, const TenantSnapshot& tenant);

// As a control has it: without backticks, empty where nobody knows it.
std::string bare_name_of(const StrengthReference& reference, const TenantSnapshot& tenant);
std::string bare_name_of(const TermsOfUseId& id, const TenantSnapshot& tenant);

}  // namespace caprock
