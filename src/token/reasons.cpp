#include "token/reasons.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "model/aadsts.h"
#include "token/limits.h"

namespace caprock {
namespace {

using enum TokenReason;

constexpr auto k_refused = TokenVerdict::refused;
constexpr auto k_terminal = TokenVerdict::terminal;

constexpr std::array k_reasons = {
    ReasonRow{app_missing, 700016, k_refused, FixKind::reconsent, Evidence::documented, "TS 2.2.5",
              "the application was deleted from this tenant"},
    ReasonRow{app_disabled, 7000112, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 2.2.5", "the application is disabled in this tenant"},
    ReasonRow{wrong_secret, 7000215, k_refused, FixKind::rotate_secret, Evidence::documented,
              "TS 2.2.6", "the application's secret is not one that it has"},
    ReasonRow{secret_expired, 7000222, k_refused, FixKind::rotate_secret, Evidence::documented,
              "TS 2.2.6", "the application's secret or certificate has expired"},
    ReasonRow{bad_certificate, 700027, k_refused, FixKind::rotate_secret, Evidence::documented,
              "TS 2.2.6", "the application's certificate has expired or is not one that it has"},
    ReasonRow{account_missing, 50034, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 2.2.2", "the account was deleted"},
    ReasonRow{account_disabled, 50057, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 2.2.1", "the account is disabled"},
    ReasonRow{account_locked, 50053, k_refused, FixKind::none, Evidence::documented, "TS 2.2.8",
              "the account is locked after wrong passwords"},
    ReasonRow{wrong_password, 50126, k_refused, FixKind::reauth_user, Evidence::documented,
              "TS 2.1.4", "the stored password is not the account's any more"},
    ReasonRow{password_expired, 50055, k_refused, FixKind::reauth_user, Evidence::documented,
              "TS 2.1.3", "the account's password has expired"},
    ReasonRow{sessions_revoked, 50173, k_terminal, FixKind::reauth_user, Evidence::documented,
              "TS 2.1.1", "all sessions of the account were revoked"},
    ReasonRow{password_changed, 50173, k_terminal, FixKind::reauth_user, Evidence::observed,
              "TS 2.1.2", "the account's password was changed"},
    ReasonRow{single_page_day_over, 700084, k_terminal, FixKind::reauth_user, Evidence::documented,
              "TS 1.3.3", "the 24 hours of a single-page app's token are over"},
    ReasonRow{inactivity, 700082, k_terminal, FixKind::reauth_user, Evidence::documented,
              "TS 1.3.2", "the token was not renewed for 90 days"},
    ReasonRow{primary_token_idle, 0, k_terminal, FixKind::reauth_user, Evidence::documented,
              "TS 1.6.1", "the device's own token was not renewed for 14 days"},
    ReasonRow{device_deleted, 700003, k_terminal, FixKind::reauth_user, Evidence::observed,
              "TS 2.2.7", "the device that the token belongs to was deleted"},
    ReasonRow{device_disabled, 135011, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 2.2.7", "the device that the token belongs to is disabled"},
    ReasonRow{home_forbids, 500212, k_refused, FixKind::admin_policy_change, Evidence::documented,
              "TS 6.2.3", "the guest's home tenant does not allow access to this one"},
    ReasonRow{resource_forbids, 500213, k_refused, FixKind::admin_policy_change,
              Evidence::documented, "TS 6.2.3", "this tenant does not let the guest's tenant in"},
    ReasonRow{guest_missing, 50020, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 6.2.4", "the guest was removed from this tenant"},
    ReasonRow{not_assigned, 50105, k_refused, FixKind::admin_unblock, Evidence::documented,
              "TS 2.2.4", "the account is not assigned to the application"},
    ReasonRow{consent_missing, 65001, k_refused, FixKind::reconsent, Evidence::documented,
              "TS 2.2.3", "the consent for the application was removed"},
    ReasonRow{blocked, aadsts::k_blocked, k_refused, FixKind::admin_policy_change,
              Evidence::documented, "CA 2.2", "a policy blocks the request"},
    ReasonRow{flow_blocked, aadsts::k_flow_token_dead, k_refused, FixKind::admin_policy_change,
              Evidence::documented, "CA 2.8",
              "a policy blocks tokens that came from this sign-in flow"},
    ReasonRow{security_defaults_block, 530035, k_refused, FixKind::admin_policy_change,
              Evidence::documented, "TS 5.3.1", "Security Defaults block legacy protocols"},
    ReasonRow{security_defaults_mfa, 0, k_refused, FixKind::reauth_user, Evidence::choice,
              "TS 5.3.1, TS 5.3.3", "Security Defaults demand a second factor"},
    ReasonRow{per_user_mfa, 0, k_refused, FixKind::reauth_user, Evidence::documented, "TS 5.1.1",
              "per-user MFA demands a second factor"},
    ReasonRow{mandatory_mfa, 0, k_refused, FixKind::reauth_user, Evidence::documented, "TS 5.5.1",
              "Microsoft demands a second factor here from everybody"},
    ReasonRow{mfa_needed, 0, k_refused, FixKind::reauth_user, Evidence::documented, "CA 2.12",
              "a policy demands a second factor"},
    ReasonRow{grant_needed, 0, k_refused, FixKind::admin_policy_change, Evidence::documented,
              "CA 2.12", "a policy demands what the connection does not show"},
    ReasonRow{sign_in_frequency, aadsts::k_sign_in_frequency, k_refused, FixKind::reauth_user,
              Evidence::observed, "TS 3.5.1, TS 3.7.1", "the last sign-in is too long ago"},
    ReasonRow{mfa_too_old, 50078, k_refused, FixKind::reauth_user, Evidence::observed, "TS 5.2.1",
              "the last second factor is too long ago"},
    ReasonRow{token_not_bound, aadsts::k_token_not_bound, k_refused, FixKind::admin_policy_change,
              Evidence::documented, "TS 4.5.1", "a policy demands a token bound to its device"},
    ReasonRow{not_understood, 0, k_refused, FixKind::admin_policy_change, Evidence::unsure,
              "CA 2.14.8", "a policy has parts that are not understood here"},
    ReasonRow{no_session, 50058, k_terminal, FixKind::reauth_user, Evidence::documented, "TS 1.5.1",
              "the browser session is over"},
    ReasonRow{outage, 0, k_refused, FixKind::none, Evidence::documented, "TS 4.3.1",
              "the sign-in service is out and its backup does not renew this session"},
};

}  // namespace

const ReasonRow& row_of(TokenReason reason) {
  const auto at = std::find_if(k_reasons.begin(), k_reasons.end(),
                               [&](const ReasonRow& row) { return row.reason == reason; });
  CAPROCK_ASSERT(at != k_reasons.end());
  return *at;
}

bool is_about_second_factor(TokenReason reason) {
  return reason == mfa_needed || reason == mfa_too_old || reason == TokenReason::per_user_mfa ||
         reason == mandatory_mfa || reason == security_defaults_mfa;
}

bool is_every_time(const TokenCause& cause) {
  return cause.reason == sign_in_frequency && cause.limit == k_every_time_tolerance;
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

bool has_account(ConnectionKind kind) {
  return kind != ConnectionKind::app_only && kind != ConnectionKind::app_only_multi_tenant &&
         kind != ConnectionKind::managed_identity;
}

Match shown_mfa(const HeldToken& token) {
  return stores_password(token.kind) || !has_account(token.kind) ? Match::no : token.has_mfa;
}

bool stores_password(ConnectionKind kind) {
  return kind == ConnectionKind::password || kind == ConnectionKind::legacy_protocol;
}

}  // namespace caprock
