#include "integration/words.h"

#include "model/define_words.h"

namespace caprock {

CAPROCK_DEFINE_WORDS(AccountOf, {AccountOf::product, "product"}, {AccountOf::person, "person"})

CAPROCK_DEFINE_WORDS(CalledFrom, {CalledFrom::unknown, "unknown"},
                     {CalledFrom::customer, "customer"}, {CalledFrom::vendor, "vendor"},
                     {CalledFrom::changing, "changing"})

CAPROCK_DEFINE_WORDS(ConnectionKind, {ConnectionKind::delegated_public, "delegated_public"},
                     {ConnectionKind::delegated_device_code, "delegated_device_code"},
                     {ConnectionKind::delegated_confidential, "delegated_confidential"},
                     {ConnectionKind::single_page_app, "single_page_app"},
                     {ConnectionKind::password, "password"},
                     {ConnectionKind::on_behalf_of, "on_behalf_of"},
                     {ConnectionKind::app_only, "app_only"},
                     {ConnectionKind::app_only_multi_tenant, "app_only_multi_tenant"},
                     {ConnectionKind::managed_identity, "managed_identity"},
                     {ConnectionKind::guest, "guest"}, {ConnectionKind::local_guest, "local_guest"},
                     {ConnectionKind::direct_connect, "direct_connect"},
                     {ConnectionKind::browser_session, "browser_session"},
                     {ConnectionKind::legacy_protocol, "legacy_protocol"})

CAPROCK_DEFINE_WORDS(ConsentedBy, {ConsentedBy::unknown, "unknown"},
                     {ConsentedBy::administrator, "administrator"},
                     {ConsentedBy::account, "account"}, {ConsentedBy::provider, "provider"})

CAPROCK_DEFINE_WORDS(
    ControlTopic, {ControlTopic::mfa, "mfa"},
    {ControlTopic::authentication_strength, "authentication_strength"},
    {ControlTopic::compliant_device, "compliant_device"},
    {ControlTopic::domain_joined_device, "domain_joined_device"},
    {ControlTopic::approved_application, "approved_application"},
    {ControlTopic::compliant_application, "compliant_application"},
    {ControlTopic::password_change, "password_change"},
    {ControlTopic::risk_remediation, "risk_remediation"},
    {ControlTopic::terms_of_use, "terms_of_use"}, {ControlTopic::custom_control, "custom_control"},
    {ControlTopic::block, "block"}, {ControlTopic::sign_in_frequency, "sign_in_frequency"},
    {ControlTopic::persistent_browser, "persistent_browser"},
    {ControlTopic::application_enforced_restrictions, "application_enforced_restrictions"},
    {ControlTopic::cloud_app_security, "cloud_app_security"},
    {ControlTopic::token_protection, "token_protection"},
    {ControlTopic::continuous_access_evaluation, "continuous_access_evaluation"},
    {ControlTopic::security_defaults, "security_defaults"},
    {ControlTopic::per_user_mfa, "per_user_mfa"}, {ControlTopic::remember_mfa, "remember_mfa"},
    {ControlTopic::account_disabled, "account_disabled"},
    {ControlTopic::sessions_revoked, "sessions_revoked"},
    {ControlTopic::app_disabled, "app_disabled"}, {ControlTopic::unread, "unread"})

CAPROCK_DEFINE_WORDS(Evidence, {Evidence::documented, "documented"},
                     {Evidence::observed, "observed"}, {Evidence::inferred, "inferred"},
                     {Evidence::choice, "choice"}, {Evidence::vendor, "vendor"},
                     {Evidence::unsure, "unsure"})

CAPROCK_DEFINE_WORDS(Health, {Health::ok, "ok"}, {Health::at_risk, "at_risk"},
                     {Health::broken, "broken"}, {Health::unknown, "unknown"})

CAPROCK_DEFINE_WORDS(Helps, {Helps::yes, "yes"}, {Helps::no, "no"}, {Helps::partly, "partly"},
                     {Helps::not_tried, "not_tried"})

CAPROCK_DEFINE_WORDS(Moment, {Moment::refresh, "refresh"},
                     {Moment::interactive_sign_in, "interactive_sign_in"})

CAPROCK_DEFINE_WORDS(RemedyChange, {RemedyChange::exclude_client_app, "exclude_client_app"},
                     {RemedyChange::exclude_account, "exclude_account"},
                     {RemedyChange::exclude_guest_kinds, "exclude_guest_kinds"},
                     {RemedyChange::disable_security_defaults, "disable_security_defaults"},
                     {RemedyChange::disable_per_user_mfa, "disable_per_user_mfa"},
                     {RemedyChange::set_remember_mfa_days, "set_remember_mfa_days"},
                     {RemedyChange::turn_off_remember_mfa, "turn_off_remember_mfa"},
                     {RemedyChange::exclude_role, "exclude_role"},
                     {RemedyChange::add_own_policy, "add_own_policy"},
                     {RemedyChange::add_named_location, "add_named_location"},
                     {RemedyChange::move_to_app_only, "move_to_app_only"},
                     {RemedyChange::sign_in_with_mfa, "sign_in_with_mfa"},
                     {RemedyChange::re_sync, "re_sync"})

CAPROCK_DEFINE_WORDS(
    RequirementKind, {RequirementKind::security_defaults_off, "security_defaults_off"},
    {RequirementKind::per_user_mfa_disabled, "per_user_mfa_disabled"},
    {RequirementKind::remember_mfa_days_at_least, "remember_mfa_days_at_least"},
    {RequirementKind::remember_mfa_off, "remember_mfa_off"}, {RequirementKind::role, "role"},
    {RequirementKind::trusted_location_allowed, "trusted_location_allowed"},
    {RequirementKind::mfa_in_token, "mfa_in_token"},
    {RequirementKind::never_asked_for_mfa, "never_asked_for_mfa"},
    {RequirementKind::entra_mfa_only, "entra_mfa_only"},
    {RequirementKind::excluded_from_other_policies, "excluded_from_other_policies"},
    {RequirementKind::own_policy, "own_policy"},
    {RequirementKind::excluded_from_controls, "excluded_from_controls"},
    {RequirementKind::same_policies_for_all_resources, "same_policies_for_all_resources"},
    {RequirementKind::device_code_allowed, "device_code_allowed"},
    {RequirementKind::app_passwords_allowed, "app_passwords_allowed"},
    {RequirementKind::account_enabled, "account_enabled"},
    {RequirementKind::password_unchanged, "password_unchanged"})

CAPROCK_DEFINE_WORDS(SifConfidential, {SifConfidential::deferred, "deferred"},
                     {SifConfidential::enforced, "enforced"})

CAPROCK_DEFINE_WORDS(SignInFlow, {SignInFlow::authorization_code, "authorization_code"},
                     {SignInFlow::device_code, "device_code"}, {SignInFlow::password, "password"},
                     {SignInFlow::client_credentials, "client_credentials"},
                     {SignInFlow::on_behalf_of, "on_behalf_of"},
                     {SignInFlow::managed_identity, "managed_identity"},
                     {SignInFlow::basic_authentication, "basic_authentication"})

CAPROCK_DEFINE_WORDS(TokenEnd, {TokenEnd::none, "none"}, {TokenEnd::refused, "refused"},
                     {TokenEnd::terminal, "terminal"})

}  // namespace caprock
