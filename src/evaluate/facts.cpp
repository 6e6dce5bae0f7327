#include "evaluate/facts.h"

#include "evaluate/audiences.h"
#include "evaluate/person.h"

namespace caprock::evaluate {
namespace {

constexpr std::uint8_t bit(SignInClient client) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(client));
}

constexpr std::uint8_t k_legacy =
    bit(SignInClient::exchange_active_sync) | bit(SignInClient::other);
constexpr std::uint8_t k_modern =
    bit(SignInClient::browser) | bit(SignInClient::mobile_apps_and_desktop_clients);

// CA 2.5.5; in whatif mode what is not given is the class `all` (CA 1.14.1).
std::uint8_t possible_clients(const SignIn& sign_in, bool whatif) {
  if (const SignInClient* client = sign_in.client.app_type.value()) return bit(*client);
  if (whatif) return bit(SignInClient::unspecified);
  const Request& request = sign_in.request;
  if (request.grant == GrantType::basic_authentication) return k_legacy;
  if (request.grant == GrantType::saml || request.grant == GrantType::ws_fed)
    return bit(SignInClient::browser);
  if (const ClientKind* kind = request.client_kind.value())
    return *kind == ClientKind::public_client ? bit(SignInClient::mobile_apps_and_desktop_clients)
                                              : bit(SignInClient::browser);
  return k_modern | k_legacy;
}

// CA 2.8.4, 2.8.5
void add_transfer_methods(Facts& facts) {
  const auto add = [&](TransferMethod method) {
    facts.transfer_methods |= static_cast<std::uint8_t>(method);
  };
  const SignIn& sign_in = facts.sign_in;
  if (const std::uint8_t* given = sign_in.original_transfer_method.value())
    facts.transfer_methods = *given;
  facts.transfer_methods_known = !sign_in.original_transfer_method.is_unknown();
  switch (sign_in.request.grant) {
    case GrantType::device_code: add(TransferMethod::device_code_flow); break;
    case GrantType::authentication_transfer: add(TransferMethod::authentication_transfer); break;
    case GrantType::password:
    case GrantType::client_credentials:
    case GrantType::basic_authentication:  // these continue no session
      facts.transfer_methods_known = true;
      break;
    case GrantType::authorization_code:
    case GrantType::refresh_token:
    case GrantType::on_behalf_of:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::primary_refresh_token: break;
  }
}

}  // namespace

bool Facts::is_legacy_client() const { return (clients & ~k_legacy) == 0; }

bool Facts::sends_no_device() const { return clients == bit(SignInClient::other); }

bool Facts::has_no_device() const { return sign_in.device.is_absent() || sends_no_device(); }

std::optional<SignIn> completed(const CompiledTenant& tenant, const SignIn& sign_in) {
  if (!tenant.whatif() || !sign_in.device.is_unknown()) return std::nullopt;
  std::optional<SignIn> complete = sign_in;
  complete->device = Signal<Device>::absent();
  return complete;
}

Facts gather(const CompiledTenant& tenant, const SignIn& sign_in) {
  Facts facts{.tenant = tenant, .sign_in = sign_in};
  facts.clients = possible_clients(sign_in, tenant.whatif());
  add_transfer_methods(facts);
  if (const IpAddress* address = sign_in.client.ip.value())
    facts.interval = tenant.addresses().interval_of(*address);
  add_person(facts);
  if (!facts.is_person())
    facts.service_principal =
        tenant.find_service_principal(sign_in.subject.service_principal.id.text());
  add_audiences(facts);
  return facts;
}

Answer is_one_of(const Person& person, std::uint8_t types) {
  return answered([&](Reason* reason) { return is_one_of(person, types, reason); });
}

Answer is_trusted(const Facts& facts, TrustedClaim claim) {
  return answered([&](Reason* reason) { return is_trusted(facts, claim, reason); });
}

Answer claim_counts(const Facts& facts, TrustedClaim claim) {
  return answered([&](Reason* reason) { return claim_counts(facts, claim, reason); });
}

Answer is_compliant(const Facts& facts) {
  return answered([&](Reason* reason) { return is_compliant(facts, reason); });
}

Answer is_hybrid_joined(const Facts& facts) {
  return answered([&](Reason* reason) { return is_hybrid_joined(facts, reason); });
}

}  // namespace caprock::evaluate
