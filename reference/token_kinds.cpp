#include "reference/token_kinds.h"

namespace caprock::reference {

bool is_an_application(ConnectionKind kind) {
  return kind == ConnectionKind::app_only || kind == ConnectionKind::app_only_multi_tenant ||
         kind == ConnectionKind::managed_identity;
}

bool sends_a_password(ConnectionKind kind) {
  return kind == ConnectionKind::password || kind == ConnectionKind::legacy_protocol;
}

bool has_refresh_token(ConnectionKind kind) {
  switch (kind) {
    case ConnectionKind::delegated_public:
    case ConnectionKind::delegated_device_code:
    case ConnectionKind::delegated_confidential:
    case ConnectionKind::single_page_app:
    case ConnectionKind::on_behalf_of:
    case ConnectionKind::guest:
    case ConnectionKind::local_guest: return true;
    case ConnectionKind::password:
    case ConnectionKind::app_only:
    case ConnectionKind::app_only_multi_tenant:
    case ConnectionKind::managed_identity:
    case ConnectionKind::direct_connect:
    case ConnectionKind::browser_session:
    case ConnectionKind::legacy_protocol: return false;
  }
  return false;
}

bool comes_from_elsewhere(ConnectionKind kind) {
  return kind == ConnectionKind::guest || kind == ConnectionKind::direct_connect;
}

Match shown_second_factor(const HeldToken& token) {
  if (is_an_application(token.kind) || sends_a_password(token.kind)) return Match::no;
  return token.has_mfa;
}

Match sent_own_password(const HeldToken& token) {
  if (token.kind == ConnectionKind::legacy_protocol) return token.by_password;
  return match_if(token.kind == ConnectionKind::password);
}

}  // namespace caprock::reference
