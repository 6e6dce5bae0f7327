// A small tenant and an everyday sign-in for the tests of whoever decides. For tests only: model
// alone, so that tests of the reference and of the engine share a world and nothing else.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/sign_in.h"
#include "model/tenant_snapshot.h"
#include "model/well_known.h"

namespace caprock::test_world {

inline const UserId k_alice{"05e20001-0000-4000-8000-000000000005"};
inline const GroupId k_outer{"96000001-0000-4000-8000-000000000017"};
inline const GroupId k_inner{"96000001-0000-4000-8000-000000000016"};
inline const LocationId k_office{"10c00001-0000-4000-8000-00000000001d"};
inline const RoleTemplateId k_administrator{"62e90394-69f5-4237-9190-012177145e10"};
inline const TenantId k_partner{"7e000001-0000-4000-8000-000000000002"};

inline AppId app_id(std::string_view text) { return AppId(std::string(text)); }
inline IpAddress address(std::string_view text) { return IpAddress::parse(text).value(); }

// For everybody, all resources and every client, enabled.
inline Policy policy_with(std::vector<BuiltInControl> controls,
                          GrantOperator combine = GrantOperator::all) {
  Policy policy;
  policy.id = PolicyId("00000000-0000-4000-8000-000000000001");
  policy.display_name = "P";
  policy.state = PolicyState::enabled;
  policy.conditions.users.emplace();
  policy.conditions.users->include_users = {UserId("All")};
  policy.conditions.applications.include_applications = {AppId("All")};
  policy.conditions.client_app_types = {ClientAppType::all};
  if (!controls.empty())
    policy.grant_controls = GrantControls{combine, std::move(controls), {}, {}, {}};
  return policy;
}

inline Policy policy_with_strength(const StrengthId& id) {
  Policy policy = policy_with({});
  policy.grant_controls.emplace();
  policy.grant_controls->authentication_strength = StrengthReference{id, std::nullopt};
  return policy;
}

inline Policy policy_with_frequency(int hours) {
  Policy policy = policy_with({});
  policy.session_controls.emplace();
  policy.session_controls->sign_in_frequency =
      SignInFrequency{true, FrequencyInterval::time_based, hours, FrequencyUnit::hours,
                      FrequencyAuthentication::primary_and_secondary};
  return policy;
}

// Alice is in a group inside a group that is in the first. The policies are numbered from 1 in the
// last digit of their ids.
inline TenantSnapshot tenant_with(std::vector<Policy> policies) {
  TenantSnapshot tenant;
  for (std::size_t i = 0; i < policies.size(); ++i)
    policies[i].id = PolicyId("00000000-0000-4000-8000-00000000000" + std::to_string(i + 1));
  tenant.policies = {true, std::move(policies)};
  User alice;
  alice.id = k_alice;
  alice.display_name = "Alice";
  alice.user_principal_name = "alice@contoso.example";
  alice.user_type = UserType::member;
  tenant.users = {true, {alice}};
  Group outer;
  outer.id = k_outer;
  outer.display_name = "Outer";
  outer.members = {{DirectoryObjectId(k_inner.text())}};
  Group inner;
  inner.id = k_inner;
  inner.members = {{DirectoryObjectId(k_alice.text()), DirectoryObjectId(k_outer.text())}};
  tenant.groups = {true, {outer, inner}};
  NamedLocation office;
  office.id = k_office;
  office.display_name = "Office";
  office.kind = IpNamedLocation{true, {IpRange::from_cidr("198.51.100.0/24").value()}};
  tenant.named_locations = {true, {office}};
  tenant.authentication_strengths.exported = true;
  tenant.role_assignments.exported = true;
  tenant.role_definitions.exported = true;
  tenant.mfa_service_settings.emplace();
  tenant.cross_tenant_default.emplace();
  tenant.cross_tenant_partners.exported = true;
  return tenant;
}

// Alice, password only, browser on Windows without device, asks for Exchange Online.
inline SignIn everyday_sign_in() {
  SignIn sign_in;
  sign_in.at = *parse_instant("2026-09-01T12:00:00Z");
  sign_in.subject.user.id = k_alice;
  sign_in.request.client_app = AppId("a9900001-0000-4000-8000-00000000003e");
  sign_in.request.client_kind = ClientKind::public_client;
  sign_in.request.resources = {app_id(app::k_exchange_online)};
  sign_in.client.app_type = SignInClient::browser;
  sign_in.client.platform = SignInPlatform::windows;
  sign_in.client.ip = address("203.0.113.9");
  sign_in.client.country = std::string("US");
  sign_in.client.gps = Signal<GpsPosition>::absent();
  sign_in.client.compliant_network = false;
  sign_in.device = Signal<Device>::absent();
  sign_in.risk = {RiskLevel::none, RiskLevel::none, RiskLevel::none, Signal<AgentRisk>::absent(),
                  Signal<InsiderRisk>::absent()};
  sign_in.original_transfer_method = std::uint8_t{0};
  Session& session = sign_in.session;
  session.methods = std::vector<UsedMethod>{{MethodMode::password, {}, {}, {}}};
  session.mfa_claim = false;
  session.mfa_registered = true;
  session.last_primary_authentication = *sign_in.at.value();
  session.last_secondary_authentication = Signal<Instant>::absent();
  session.terms_accepted = std::set<TermsOfUseId>{};
  session.custom_controls_satisfied = std::set<CustomControlId>{};
  session.approved_app = false;
  session.app_protection = false;
  session.bound_token = false;
  session.password_changed_for_risk = false;
  session.risk_remediated = false;
  return sign_in;
}

inline SignIn refresh_after(std::chrono::seconds age) {
  SignIn sign_in = everyday_sign_in();
  sign_in.request.grant = GrantType::refresh_token;
  sign_in.request.interactive = false;
  sign_in.session.last_primary_authentication = *sign_in.at.value() - age;
  return sign_in;
}

inline SignIn with_methods(SignIn sign_in, std::vector<MethodMode> modes) {
  std::vector<UsedMethod> methods;
  for (const MethodMode mode : modes) methods.push_back({mode, {}, {}, {}});
  sign_in.session.methods = std::move(methods);
  return sign_in;
}

inline SignIn from_elsewhere(SignIn sign_in, ExternalKind kind) {
  sign_in.subject.user.external_kind = kind;
  sign_in.subject.user.home_tenant = k_partner;
  return sign_in;
}

}  // namespace caprock::test_world
