#include "token/endpoint.h"

namespace caprock {
namespace {

constexpr std::chrono::minutes k_authorization_code_life{10};  // TS 0.5.8
constexpr std::chrono::minutes k_device_code_life{15};         // TS 0.5.9
constexpr int k_refused_repeats = 19;                          // TS 0.5.7
constexpr int k_wrong_passwords = 10;                          // TS 2.2.10

constexpr int k_repeated = 50196;
constexpr int k_needs_tenant = 9001023;
constexpr int k_code_redeemed = 54005;
constexpr int k_code_expired = 70008;
constexpr int k_device_code_pending = 70016;
constexpr int k_device_code_expired = 70019;
constexpr int k_not_its_token = 70000;
constexpr int k_assertion_expired = 500133;
constexpr int k_locked = 50053;

EndpointAnswer refuse(int aadsts, bool unsure = false) {
  EndpointAnswer answer;
  answer.goes_on = false;
  answer.aadsts = aadsts;
  answer.unsure = unsure;
  return answer;
}

using Refusal = std::optional<EndpointAnswer>;

Refusal check_authorization_code(const EndpointRequest& request) {
  if (request.redeemed) return refuse(k_code_redeemed);
  if (request.code_age > k_authorization_code_life) return refuse(k_code_expired);
  return std::nullopt;
}

Refusal check_device_code(const EndpointRequest& request) {
  if (request.code_age > k_device_code_life) return refuse(k_device_code_expired);
  if (!request.approved) return refuse(k_device_code_pending);
  return std::nullopt;
}

Refusal check_password(const EndpointRequest& request) {
  // Nobody says with which code (TS 0.5.12).
  if (request.federated && !request.home_realm_discovery) return refuse(0, true);
  if (request.wrong_passwords >= k_wrong_passwords) return refuse(k_locked);
  return std::nullopt;
}

Refusal check_what_is_redeemed(const EndpointRequest& request, Instant now) {
  switch (request.grant) {
    case GrantType::authorization_code: return check_authorization_code(request);
    case GrantType::device_code: return check_device_code(request);
    case GrantType::password: return check_password(request);
    case GrantType::refresh_token:
      if (!request.own_refresh_token) return refuse(k_not_its_token, true);
      return std::nullopt;
    case GrantType::on_behalf_of:
      if (request.assertion_expires && now > *request.assertion_expires)
        return refuse(k_assertion_expired);
      return std::nullopt;
    case GrantType::client_credentials:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::primary_refresh_token:
    case GrantType::authentication_transfer:
    case GrantType::basic_authentication: return std::nullopt;
  }
  return std::nullopt;
}

bool can_have_refresh_token(GrantType grant) {
  return grant != GrantType::client_credentials && grant != GrantType::saml &&
         grant != GrantType::ws_fed && grant != GrantType::basic_authentication;
}

}  // namespace

EndpointAnswer answer_endpoint(const EndpointRequest& request, Instant now) {
  if (request.refused_repeats >= k_refused_repeats) return refuse(k_repeated);
  if (request.grant == GrantType::password && !request.names_tenant) return refuse(k_needs_tenant);
  if (request.client_code != 0) return refuse(request.client_code);
  if (auto refusal = check_what_is_redeemed(request, now)) return *refusal;
  EndpointAnswer answer;
  answer.refresh_token = request.offline_access && can_have_refresh_token(request.grant);
  answer.application_permissions = request.grant == GrantType::client_credentials;
  if (!request.resources.empty()) answer.resource = request.resources.front();
  return answer;
}

}  // namespace caprock
