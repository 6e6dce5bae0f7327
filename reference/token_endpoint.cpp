#include "reference/token_endpoint.h"

namespace caprock::reference {
namespace {

using std::chrono::minutes;

// A row of TS 0.5.6, in its order.
struct Check {
  bool fails;
  int aadsts;
  bool unsure = false;
};

// TS 0.5.11: who is given a refresh token, when `offline_access` was granted.
bool may_be_renewed(GrantType grant) {
  switch (grant) {
    case GrantType::authorization_code:
    case GrantType::refresh_token:
    case GrantType::on_behalf_of:
    case GrantType::device_code:
    case GrantType::password:
    case GrantType::primary_refresh_token:
    case GrantType::authentication_transfer: return true;
    case GrantType::client_credentials:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::basic_authentication: return false;
  }
  return false;
}

}  // namespace

EndpointAnswer endpoint_aloud(const EndpointRequest& request, Instant now) {
  const bool code = request.grant == GrantType::authorization_code;
  const bool device = request.grant == GrantType::device_code;
  const bool password = request.grant == GrantType::password;
  const bool refresh = request.grant == GrantType::refresh_token;
  const bool behalf = request.grant == GrantType::on_behalf_of;
  const Check checks[] = {
      {request.refused_repeats + 1 >= 20, 50196},            // TS 0.5.7
      {password && !request.names_tenant, 9001023},          // TS 0.5.12
      {request.client_code != 0, request.client_code},       // TS 0.5.6
      {code && request.redeemed, 54005},                     // TS 0.5.8
      {code && request.code_age > minutes(10), 70008},       // TS 0.5.8
      {device && request.code_age > minutes(15), 70019},     // TS 0.5.9
      {device && !request.approved, 70016},                  // TS 0.5.9
      {refresh && !request.own_refresh_token, 70000, true},  // TS 0.5.10
      {behalf && request.assertion_expires < now && request.assertion_expires,
       500133},                                                                   // TS 0.5.10
      {password && request.federated && !request.home_realm_discovery, 0, true},  // TS 0.5.12
      {password && request.wrong_passwords >= 10, 50053},                         // TS 2.2.10
  };
  EndpointAnswer answer;
  for (const Check& check : checks)
    if (check.fails) {
      answer.goes_on = false;
      answer.aadsts = check.aadsts;
      answer.unsure = check.unsure;
      return answer;
    }
  answer.refresh_token = may_be_renewed(request.grant) && request.offline_access;
  answer.application_permissions = request.grant == GrantType::client_credentials;
  if (request.resources.empty()) return answer;
  answer.resource = request.resources[0];  // TS 0.5.11
  return answer;
}

}  // namespace caprock::reference
