// Settings of generated tenants: everything but people and policies.
#include <fmt/format.h>

#include <algorithm>

#include "bench/policy_draft.h"
#include "model/well_known.h"

namespace caprock::bench {
namespace {

constexpr std::array k_role_names = {"Global Administrator",
                                     "Security Administrator",
                                     "Exchange Administrator",
                                     "SharePoint Administrator",
                                     "Conditional Access Administrator",
                                     "User Administrator",
                                     "Application Administrator",
                                     "Authentication Administrator",
                                     "Cloud Application Administrator",
                                     "Privileged Role Administrator"};

IpRange range(const std::string& text) { return IpRange::from_cidr(text).value(); }

void add_locations(TenantSnapshot& tenant, const TenantPlan& plan, Dice& dice) {
  tenant.named_locations.exported = true;
  const auto add = [&](std::string name, auto kind) {
    NamedLocation location;
    location.id = id_of<LocationId>(dice.guid());
    location.display_name = std::move(name);
    location.kind = std::move(kind);
    tenant.named_locations.items.push_back(std::move(location));
  };
  // Offices first, some with IPv6; addresses of the benchmarking and documentation blocks.
  const std::size_t offices = std::clamp<std::size_t>(plan.sites.size() / 3, 3, 40);
  for (std::size_t i = 0; i < offices; ++i) {
    IpNamedLocation office;
    office.is_trusted = i % 4 != 3;
    office.ip_ranges = {range(fmt::format("198.18.{}.0/24", i)),
                        range(fmt::format("198.19.{}.{}/29", i, 8 * dice.below(32)))};
    if (i % 2 == 0) office.ip_ranges.push_back(range(fmt::format("2001:db8:{:x}::/48", i + 1)));
    add(fmt::format("Office {}", i + 1), office);
  }
  add("Home countries", CountryNamedLocation{{"AT", "CH", "DE"}});
  add("Sanctioned countries",
      CountryNamedLocation{{"KP", "IR", "SY"}, CountryLookupMethod::client_ip_address, true});
  add("Position at home",
      CountryNamedLocation{{"AT", "DE"}, CountryLookupMethod::authenticator_app_gps, false});
  add("All compliant network locations", CompliantNetworkNamedLocation{true});
}

void add_strengths(TenantSnapshot& tenant, Dice& dice) {
  tenant.authentication_strengths.exported = true;
  const auto bits = [](std::initializer_list<MethodMode> modes) {
    Combination all = 0;
    for (const MethodMode mode : modes) all |= static_cast<Combination>(mode);
    return all;
  };
  AuthenticationStrength keys;
  keys.id = id_of<StrengthId>(dice.guid());
  keys.display_name = "Company keys";
  keys.satisfies_mfa = true;
  keys.allowed_combinations = {bits({MethodMode::fido2}),
                               bits({MethodMode::windows_hello_for_business})};
  keys.combination_configurations = {Fido2Configuration{to_string(dice.guid()),
                                                        {bits({MethodMode::fido2})},
                                                        {"de1e552d-db1d-4423-a619-566b625cdc84"}}};
  AuthenticationStrength app;
  app.id = id_of<StrengthId>(dice.guid());
  app.display_name = "Authenticator or better";
  app.satisfies_mfa = true;
  app.allowed_combinations = {
      bits({MethodMode::password, MethodMode::microsoft_authenticator_push}),
      bits({MethodMode::password, MethodMode::software_oath}), bits({MethodMode::fido2}),
      bits({MethodMode::x509_certificate_multi_factor})};
  tenant.authentication_strengths.items = {keys, app};
}

void add_roles(TenantSnapshot& tenant, const TenantPlan& plan, Dice& dice) {
  tenant.role_definitions.exported = tenant.role_assignments.exported = true;
  for (std::size_t i = 0; i < k_roles.size(); ++i) {
    RoleDefinition role;
    role.id = RoleTemplateId(k_roles[i]);
    role.display_name = k_role_names[i];
    role.is_built_in = true;
    tenant.role_definitions.items.push_back(std::move(role));
  }
  const auto assign = [&](std::size_t role, const Guid& principal) -> RoleAssignment& {
    RoleAssignment assignment;
    assignment.role = RoleTemplateId(k_roles[role % k_roles.size()]);
    assignment.principal = id_of<DirectoryObjectId>(principal);
    return tenant.role_assignments.items.emplace_back(std::move(assignment));
  };
  assign(0, plan.users[0].id);
  assign(0, plan.users[1].id);
  for (std::size_t i = 0; i < plan.role_assignable.size(); ++i)
    assign(i + 1, plan.groups[plan.role_assignable[i]].id);
  for (const std::uint32_t user : plan.administrators) {
    RoleAssignment& assignment = assign(1 + dice.below(k_roles.size() - 1), plan.users[user].id);
    if (dice.chance(30)) assignment.type = RoleAssignmentType::eligible;
    if (dice.chance(10))
      assignment.directory_scope_id = "/administrativeUnits/" + to_string(dice.guid());
  }
}

void add_apps(TenantSnapshot& tenant, const TenantPlan& plan, const TenantSize& size, Dice& dice) {
  tenant.service_principals.exported = true;
  const TenantId own = id_of<TenantId>(plan.organization);
  const TenantId microsoft{std::string(microsoft_tenants().front())};
  auto& items = tenant.service_principals.items;
  for (const WellKnownApp& known : well_known_apps()) {
    ServicePrincipal principal;
    principal.id = id_of<ServicePrincipalId>(dice.guid());
    principal.app_id = AppId(std::string(known.app_id));
    principal.display_name = known.name;
    principal.service_principal_type = "Application";
    principal.app_owner_organization_id = microsoft;
    principal.sign_in_audience = "AzureADMultipleOrgs";
    principal.custom_security_attributes.emplace();
    items.push_back(std::move(principal));
  }
  while (items.size() < size.apps) {
    ServicePrincipal principal;
    principal.id = id_of<ServicePrincipalId>(dice.guid());
    principal.app_id = id_of<AppId>(dice.guid());
    const bool managed = dice.chance(8), own_app = dice.chance(60);
    principal.display_name = fmt::format("{} {}", managed ? "vm" : "App", items.size());
    principal.service_principal_type = managed ? "ManagedIdentity" : "Application";
    principal.app_owner_organization_id = own_app || managed ? own : id_of<TenantId>(dice.guid());
    principal.sign_in_audience = own_app ? "AzureADMyOrg" : "AzureADMultipleOrgs";
    principal.account_enabled = !dice.chance(2);
    principal.custom_security_attributes.emplace();
    if (dice.chance(20))
      (*principal.custom_security_attributes)["Security_Tier"] = {dice.chance(30) ? "high"
                                                                                  : "normal"};
    items.push_back(std::move(principal));
  }
}

void add_trust(TenantSnapshot& tenant) {
  tenant.cross_tenant_default.emplace();
  tenant.cross_tenant_default->inbound_trust = InboundTrust{false, false, false};
  CrossTenantAccess partner;
  partner.tenant_id = TenantId(std::string(k_partner_tenant));
  partner.inbound_trust = InboundTrust{true, true, true};
  tenant.cross_tenant_partners = {true, {partner}};
}

}  // namespace

TenantSnapshot settings_of(const TenantPlan& plan, const TenantSize& size) {
  Dice dice(size.seed + 1);
  TenantSnapshot tenant;
  tenant.organization.emplace();
  tenant.organization->id = id_of<TenantId>(plan.organization);
  tenant.organization->display_name = "Fernhill";
  tenant.organization->verified_domains = {"fernhill.example", "fernhill.onmicrosoft.example"};
  add_locations(tenant, plan, dice);
  add_strengths(tenant, dice);
  add_roles(tenant, plan, dice);
  add_apps(tenant, plan, size, dice);
  add_trust(tenant);
  tenant.security_defaults.emplace();
  tenant.mfa_service_settings.emplace();
  tenant.mfa_service_settings->trusted_ips = {range("198.18.0.0/24")};
  tenant.users.exported = tenant.groups.exported = true;
  return tenant;
}

}  // namespace caprock::bench
