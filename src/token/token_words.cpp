#include "token/token_words.h"

#include "model/define_words.h"

namespace caprock {

CAPROCK_DEFINE_WORDS(FixKind, {FixKind::none, "none"}, {FixKind::reauth_user, "reauth_user"},
                     {FixKind::reconsent, "reconsent"}, {FixKind::rotate_secret, "rotate_secret"},
                     {FixKind::admin_policy_change, "admin_policy_change"},
                     {FixKind::admin_unblock, "admin_unblock"}, {FixKind::client_bug, "client_bug"})

CAPROCK_DEFINE_WORDS(
    TokenReason, {TokenReason::none, "none"}, {TokenReason::app_missing, "app_missing"},
    {TokenReason::app_disabled, "app_disabled"}, {TokenReason::wrong_secret, "wrong_secret"},
    {TokenReason::secret_expired, "secret_expired"},
    {TokenReason::bad_certificate, "bad_certificate"},
    {TokenReason::account_missing, "account_missing"},
    {TokenReason::account_disabled, "account_disabled"},
    {TokenReason::account_locked, "account_locked"},
    {TokenReason::wrong_password, "wrong_password"},
    {TokenReason::password_expired, "password_expired"},
    {TokenReason::sessions_revoked, "sessions_revoked"},
    {TokenReason::password_changed, "password_changed"},
    {TokenReason::single_page_day_over, "single_page_day_over"},
    {TokenReason::inactivity, "inactivity"},
    {TokenReason::primary_token_idle, "primary_token_idle"},
    {TokenReason::device_deleted, "device_deleted"},
    {TokenReason::device_disabled, "device_disabled"}, {TokenReason::home_forbids, "home_forbids"},
    {TokenReason::resource_forbids, "resource_forbids"},
    {TokenReason::guest_missing, "guest_missing"}, {TokenReason::not_assigned, "not_assigned"},
    {TokenReason::consent_missing, "consent_missing"}, {TokenReason::blocked, "blocked"},
    {TokenReason::flow_blocked, "flow_blocked"},
    {TokenReason::security_defaults_block, "security_defaults_block"},
    {TokenReason::security_defaults_mfa, "security_defaults_mfa"},
    {TokenReason::per_user_mfa, "per_user_mfa"}, {TokenReason::mandatory_mfa, "mandatory_mfa"},
    {TokenReason::mfa_needed, "mfa_needed"}, {TokenReason::grant_needed, "grant_needed"},
    {TokenReason::sign_in_frequency, "sign_in_frequency"},
    {TokenReason::mfa_too_old, "mfa_too_old"}, {TokenReason::token_not_bound, "token_not_bound"},
    {TokenReason::not_understood, "not_understood"}, {TokenReason::no_session, "no_session"},
    {TokenReason::outage, "outage"})

CAPROCK_DEFINE_WORDS(TokenVerdict, {TokenVerdict::ok, "ok"}, {TokenVerdict::refused, "refused"},
                     {TokenVerdict::terminal, "terminal"})

CAPROCK_DEFINE_WORDS(CallVerdict, {CallVerdict::accepted, "accepted"},
                     {CallVerdict::expired, "expired"}, {CallVerdict::challenged, "challenged"})

}  // namespace caprock
