// Sign-ins as logs record them.
#include <fmt/format.h>

#include "bench/tenant_generator.h"
#include "model/well_known.h"

namespace caprock::bench {
namespace {

const Instant k_monday = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 16));

}  // namespace

SignInGenerator::SignInGenerator(GeneratedTenant tenant, std::uint32_t seed)
    : tenant_(std::move(tenant)), random_(seed) {
  const auto& principals = tenant_.snapshot->service_principals.items;
  for (std::size_t i = 0; i < principals.size(); ++i) {
    resources_.push_back(principals[i].app_id);
    if (well_known_app(principals[i].app_id.text()) == nullptr) workloads_.push_back(i);
  }
}

std::uint32_t SignInGenerator::below(std::size_t count) {
  return static_cast<std::uint32_t>((std::uint64_t{random_()} * count) >> 32);
}

bool SignInGenerator::chance(unsigned percent) { return below(100) < percent; }

SignIn SignInGenerator::next() {
  SignIn sign_in;
  sign_in.at = k_monday + std::chrono::seconds(below(5 * 86'400));
  if (workloads_.empty() || chance(96))
    describe_person(sign_in);
  else
    describe_workload(sign_in);
  describe_client(sign_in);
  describe_device(sign_in);
  describe_session(sign_in);
  if (chance(17)) forget_something(sign_in);
  return sign_in;
}

// Guests come from the one partner that is trusted, or from elsewhere.
TenantId SignInGenerator::home_of(People::Row row) {
  constexpr std::uint8_t k_member = 1u << static_cast<unsigned>(ExternalKind::none);
  if ((tenant_.people->possible_kinds(row) & k_member) != 0)
    return tenant_.snapshot->organization->id;
  if (chance(50)) return *tenant_.snapshot->cross_tenant_partners.items.front().tenant_id;
  return TenantId("c0ffee00-1d2e-4f30-8142-53647586a7b8");
}

void SignInGenerator::describe_person(SignIn& sign_in) {
  const People& people = *tenant_.people;
  const People::Row row = below(people.user_count());
  sign_in.subject.user.id = people.id(row);
  sign_in.subject.user.home_tenant = home_of(row);
  sign_in.request.grant = chance(60) ? GrantType::refresh_token : GrantType::authorization_code;
  sign_in.request.interactive = sign_in.request.grant == GrantType::authorization_code;
  sign_in.request.client_kind = ClientKind::public_client;
  sign_in.request.client_app = resources_[below(resources_.size())];
  const std::uint32_t draw = below(100);
  if (draw < 3) {
    sign_in.request.user_action =
        draw == 0 ? "urn:user:registerdevice" : "urn:user:registersecurityinfo";
  } else if (draw < 60) {
    constexpr std::string_view k_frequent[] = {app::k_exchange_online, app::k_sharepoint_online,
                                               app::k_teams_services,
                                               app::k_windows_azure_active_directory};
    sign_in.request.audiences = {AppId(std::string(k_frequent[below(4)]))};
  } else {
    sign_in.request.audiences = {resources_[below(resources_.size())]};
  }
  if (chance(2))
    sign_in.request.authentication_contexts = {ContextId(fmt::format("c{}", 1 + below(4)))};
}

void SignInGenerator::describe_workload(SignIn& sign_in) {
  const ServicePrincipal& principal =
      tenant_.snapshot->service_principals.items[workloads_[below(workloads_.size())]];
  sign_in.subject.kind = principal.service_principal_type == "ManagedIdentity"
                             ? SubjectKind::managed_identity
                             : SubjectKind::service_principal;
  sign_in.subject.service_principal.id = principal.id;
  sign_in.request.grant = GrantType::client_credentials;
  sign_in.request.interactive = false;
  sign_in.request.client_kind = ClientKind::confidential_client;
  sign_in.request.client_app = principal.app_id;
  sign_in.request.audiences = {resources_[below(resources_.size())]};
}

void SignInGenerator::describe_client(SignIn& sign_in) {
  const std::uint32_t draw = below(100);
  sign_in.client.app_type = draw < 50   ? SignInClient::browser
                            : draw < 97 ? SignInClient::mobile_apps_and_desktop_clients
                            : draw < 99 ? SignInClient::other
                                        : SignInClient::exchange_active_sync;
  constexpr SignInPlatform k_platforms[] = {SignInPlatform::windows, SignInPlatform::windows,
                                            SignInPlatform::ios,     SignInPlatform::android,
                                            SignInPlatform::mac_os,  SignInPlatform::linux,
                                            SignInPlatform::windows, SignInPlatform::unrecognised};
  sign_in.client.platform = k_platforms[below(8)];
  // Half from the offices, half from elsewhere, some over IPv6.
  const std::string address =
      chance(20)   ? fmt::format("2001:db8:{:x}::{:x}", 1 + below(60), 1 + below(65'000))
      : chance(60) ? fmt::format("198.18.{}.{}", below(60), 1 + below(254))
                   : fmt::format("203.0.113.{}", 1 + below(254));
  sign_in.client.ip = IpAddress::parse(address).value();
  constexpr std::string_view k_countries[] = {"AT", "AT", "AT", "DE", "DE", "CH", "FR", "US", "IR"};
  sign_in.client.country = std::string(k_countries[below(9)]);
  sign_in.client.gps = Signal<GpsPosition>::absent();
  sign_in.client.compliant_network = chance(15);
}

void SignInGenerator::describe_device(SignIn& sign_in) {
  sign_in.device = Signal<Device>::absent();
  if (chance(45) || sign_in.subject.kind != SubjectKind::user) return;
  Device device = Device::without_properties();
  device.device_id = fmt::format("0de71ce0-0000-4000-8000-{:012x}", below(100'000));
  device.is_compliant = chance(70);
  device.intune_managed = chance(80);
  device.trust_type = chance(40)   ? TrustType::server_ad
                      : chance(70) ? TrustType::azure_ad
                                   : TrustType::workplace;
  device.operating_system = std::string("Windows");
  device.model = std::string(chance(10) ? "Kiosk 3" : "Laptop 14");
  if (chance(10)) device.system_labels = std::vector<std::string>{"shared"};
  if (chance(5)) device.extension_attributes[0] = std::string("SAW");
  sign_in.device = std::move(device);
}

void SignInGenerator::describe_session(SignIn& sign_in) {
  const auto level = [&] {
    const std::uint32_t draw = below(100);
    return draw < 90   ? RiskLevel::none
           : draw < 94 ? RiskLevel::low
           : draw < 98 ? RiskLevel::medium
                       : RiskLevel::high;
  };
  sign_in.risk.sign_in = level();
  sign_in.risk.user = level();
  sign_in.risk.service_principal = level();
  sign_in.risk.agent = Signal<AgentRisk>::absent();
  sign_in.risk.insider =
      chance(1) ? Signal<InsiderRisk>(InsiderRisk::elevated) : Signal<InsiderRisk>::absent();
  sign_in.original_transfer_method = static_cast<std::uint8_t>(chance(3) ? 1 : chance(1) ? 2 : 0);
  Session& session = sign_in.session;
  std::vector<UsedMethod> methods(1);
  if (chance(70)) methods.push_back({MethodMode::microsoft_authenticator_push, {}, {}, {}});
  if (chance(8)) methods = {{MethodMode::fido2, "de1e552d-db1d-4423-a619-566b625cdc84", {}, {}}};
  session.mfa_claim = methods.size() > 1 || methods[0].mode == MethodMode::fido2;
  session.methods = std::move(methods);
  session.mfa_registered = true;
  const Instant now = *sign_in.at.value();
  session.last_primary_authentication = now - std::chrono::minutes(below(20'000));
  session.last_secondary_authentication = now - std::chrono::minutes(below(20'000));
  session.terms_accepted = std::set<TermsOfUseId>{};
  session.custom_controls_satisfied = std::set<CustomControlId>{};
  session.approved_app = chance(20);
  session.app_protection = chance(20);
  session.bound_token = chance(40);
  session.password_changed_for_risk = false;
  session.risk_remediated = false;
}

// What logs and people often do not say.
void SignInGenerator::forget_something(SignIn& sign_in) {
  switch (below(7)) {
    case 0: sign_in.client.country = {}; return;
    case 1: sign_in.device = {}; return;
    case 2: sign_in.risk = {}; return;
    case 3: sign_in.client.platform = {}; return;
    case 4: sign_in.client.ip = {}; return;
    case 5: sign_in.session = {}; return;
    default: sign_in.original_transfer_method = {}; return;
  }
}

}  // namespace caprock::bench
