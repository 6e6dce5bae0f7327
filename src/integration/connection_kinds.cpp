#include "integration/connection_kinds.h"

#include "token/reasons.h"

namespace caprock {

bool is_app_only(ConnectionKind kind) { return !has_account(kind); }

bool sends_password(ConnectionKind kind) { return stores_password(kind); }

bool is_external_guest(ConnectionKind kind) { return kind == ConnectionKind::guest; }

ClientKind client_kind_of(ConnectionKind kind) {
  switch (kind) {
    case ConnectionKind::delegated_confidential:
    case ConnectionKind::on_behalf_of:
    case ConnectionKind::app_only:
    case ConnectionKind::app_only_multi_tenant:
    case ConnectionKind::managed_identity: return ClientKind::confidential_client;
    case ConnectionKind::single_page_app: return ClientKind::single_page_app;
    case ConnectionKind::delegated_public:
    case ConnectionKind::delegated_device_code:
    case ConnectionKind::password:
    case ConnectionKind::guest:
    case ConnectionKind::local_guest:
    case ConnectionKind::direct_connect:
    case ConnectionKind::browser_session:
    case ConnectionKind::legacy_protocol: return ClientKind::public_client;
  }
  return ClientKind::public_client;
}

SignInClient client_app_type_of(ConnectionKind kind) {
  if (kind == ConnectionKind::browser_session) return SignInClient::browser;
  if (kind == ConnectionKind::legacy_protocol) return SignInClient::other;
  return client_kind_of(kind) == ClientKind::public_client
             ? SignInClient::mobile_apps_and_desktop_clients
             : SignInClient::browser;
}

GrantType refresh_grant_of(ConnectionKind kind) {
  if (is_app_only(kind)) return GrantType::client_credentials;
  if (kind == ConnectionKind::legacy_protocol) return GrantType::basic_authentication;
  if (sends_password(kind)) return GrantType::password;
  if (kind == ConnectionKind::browser_session) return GrantType::authorization_code;
  if (kind == ConnectionKind::on_behalf_of) return GrantType::on_behalf_of;
  return GrantType::refresh_token;
}

}  // namespace caprock
