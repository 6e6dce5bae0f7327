// A small tenant for the tests of what-if.
#pragma once

#include <gmock/gmock.h>

#include "model/tenant_snapshot.h"

namespace caprock {

inline User user_called(std::string id, std::string upn, std::string name) {
  User user;
  user.id = UserId(std::move(id));
  user.user_principal_name = std::move(upn);
  user.display_name = std::move(name);
  user.user_type = UserType::member;
  return user;
}

inline Policy policy_for_all(std::string id, std::string name) {
  Policy policy;
  policy.id = PolicyId(std::move(id));
  policy.display_name = std::move(name);
  policy.state = PolicyState::enabled;
  policy.conditions.users.emplace().include_users = {UserId("All")};
  policy.conditions.applications.include_applications = {AppId("All")};
  policy.conditions.client_app_types = {ClientAppType::all};
  policy.grant_controls.emplace().built_in_controls = {BuiltInControl::mfa};
  return policy;
}

// Two users called Sam, an app called Ledger, a policy that demands MFA of everybody.
inline TenantSnapshot small_tenant() {
  TenantSnapshot tenant;
  tenant.organization.emplace().id = TenantId("77777777-0000-4000-8000-000000000000");
  tenant.users.exported = tenant.groups.exported = tenant.service_principals.exported = true;
  tenant.policies.exported = tenant.named_locations.exported = true;
  tenant.users.items = {
      user_called("11111111-0000-4000-8000-000000000001", "ada@contoso.example", "Ada Byron"),
      user_called("11111111-0000-4000-8000-000000000002", "sam.one@contoso.example", "Sam"),
      user_called("11111111-0000-4000-8000-000000000003", "sam.two@contoso.example", "Sam")};
  Group group;
  group.id = GroupId("22222222-0000-4000-8000-000000000001");
  group.display_name = "Night shift";
  group.members.emplace();
  tenant.groups.items = {group};
  ServicePrincipal ledger;
  ledger.id = ServicePrincipalId("33333333-0000-4000-8000-000000000001");
  ledger.app_id = AppId("33333333-0000-4000-8000-00000000000a");
  ledger.display_name = "Ledger";
  tenant.service_principals.items = {ledger};
  tenant.policies.items = {
      policy_for_all("44444444-0000-4000-8000-000000000001", "MFA for everybody")};
  return tenant;
}

}  // namespace caprock
