#include "model/words.h"

#include "model/define_words.h"

namespace caprock {

CAPROCK_DEFINE_WORDS(AgentRisk, {AgentRisk::low, "low"}, {AgentRisk::medium, "medium"},
                     {AgentRisk::high, "high"})

CAPROCK_DEFINE_WORDS(BuiltInControl, {BuiltInControl::block, "block"}, {BuiltInControl::mfa, "mfa"},
                     {BuiltInControl::compliant_device, "compliantDevice"},
                     {BuiltInControl::domain_joined_device, "domainJoinedDevice"},
                     {BuiltInControl::approved_application, "approvedApplication"},
                     {BuiltInControl::compliant_application, "compliantApplication"},
                     {BuiltInControl::password_change, "passwordChange"},
                     {BuiltInControl::risk_remediation, "riskRemediation"},
                     {BuiltInControl::verified_id, "verifiedID"})

CAPROCK_DEFINE_WORDS(CaeMode, {CaeMode::strict_enforcement, "strictEnforcement"},
                     {CaeMode::disabled, "disabled"}, {CaeMode::strict_location, "strictLocation"})

CAPROCK_DEFINE_WORDS(
    ClientAppType, {ClientAppType::all, "all"}, {ClientAppType::browser, "browser"},
    {ClientAppType::mobile_apps_and_desktop_clients, "mobileAppsAndDesktopClients"},
    {ClientAppType::exchange_active_sync, "exchangeActiveSync"},
    {ClientAppType::eas_supported, "easSupported"}, {ClientAppType::other, "other"},
    {ClientAppType::mobile_apps_and_desktop_clients, "modern"},
    {ClientAppType::exchange_active_sync, "easUnsupported"})

CAPROCK_DEFINE_WORDS(ClientKind, {ClientKind::public_client, "public"},
                     {ClientKind::single_page_app, "spa"},
                     {ClientKind::confidential_client, "confidential"})

CAPROCK_DEFINE_WORDS(CloudAppSecurityType,
                     {CloudAppSecurityType::mcas_configured, "mcasConfigured"},
                     {CloudAppSecurityType::monitor_only, "monitorOnly"},
                     {CloudAppSecurityType::block_downloads, "blockDownloads"})

CAPROCK_DEFINE_WORDS(
    Condition, {Condition::state, "policyNotEnabled"}, {Condition::empty_policy, "emptyPolicy"},
    {Condition::invalid_policy, "invalidPolicy"}, {Condition::applications, "application"},
    {Condition::user_actions, "userActions"},
    {Condition::authentication_context, "authenticationContext"}, {Condition::users, "users"},
    {Condition::workload_identities, "workloadIdentities"},
    {Condition::agent_identities, "agentIdentities"}, {Condition::client_app_types, "clientApps"},
    {Condition::platforms, "devicePlatform"}, {Condition::locations, "location"},
    {Condition::devices, "devices"}, {Condition::sign_in_risk, "signInRisk"},
    {Condition::service_principal_risk, "signInRisk"}, {Condition::user_risk, "userRisk"},
    {Condition::insider_risk, "insiderRisk"},
    {Condition::authentication_flows, "authenticationFlow"},
    {Condition::agent_id_risk, "agentIdRisk"}, {Condition::unread, "notEnoughInformation"})

CAPROCK_DEFINE_WORDS(CountryLookupMethod,
                     {CountryLookupMethod::client_ip_address, "clientIpAddress"},
                     {CountryLookupMethod::authenticator_app_gps, "authenticatorAppGps"})

CAPROCK_DEFINE_WORDS(DevicePlatform, {DevicePlatform::android, "android"},
                     {DevicePlatform::ios, "iOS"}, {DevicePlatform::windows, "windows"},
                     {DevicePlatform::windows_phone, "windowsPhone"},
                     {DevicePlatform::mac_os, "macOS"}, {DevicePlatform::all, "all"},
                     {DevicePlatform::linux, "linux"})

CAPROCK_DEFINE_WORDS(ExternalKind, {ExternalKind::none, "none"},
                     {ExternalKind::internal_guest, "internalGuest"},
                     {ExternalKind::b2b_collaboration_guest, "b2bCollaborationGuest"},
                     {ExternalKind::b2b_collaboration_member, "b2bCollaborationMember"},
                     {ExternalKind::b2b_direct_connect_user, "b2bDirectConnectUser"},
                     {ExternalKind::other_external_user, "otherExternalUser"},
                     {ExternalKind::service_provider, "serviceProvider"})

CAPROCK_DEFINE_WORDS(FilterMode, {FilterMode::include, "include"}, {FilterMode::exclude, "exclude"})

CAPROCK_DEFINE_WORDS(FrequencyAuthentication,
                     {FrequencyAuthentication::primary_and_secondary,
                      "primaryAndSecondaryAuthentication"},
                     {FrequencyAuthentication::secondary, "secondaryAuthentication"})

CAPROCK_DEFINE_WORDS(FrequencyInterval, {FrequencyInterval::time_based, "timeBased"},
                     {FrequencyInterval::every_time, "everyTime"})

CAPROCK_DEFINE_WORDS(FrequencyUnit, {FrequencyUnit::hours, "hours"}, {FrequencyUnit::days, "days"})

CAPROCK_DEFINE_WORDS(GrantOperator, {GrantOperator::all, "AND"}, {GrantOperator::any, "OR"})

CAPROCK_DEFINE_WORDS(GrantType, {GrantType::authorization_code, "authorizationCode"},
                     {GrantType::refresh_token, "refreshToken"},
                     {GrantType::on_behalf_of, "onBehalfOf"},
                     {GrantType::device_code, "deviceCode"}, {GrantType::password, "password"},
                     {GrantType::client_credentials, "clientCredentials"},
                     {GrantType::saml, "saml"}, {GrantType::ws_fed, "wsFed"},
                     {GrantType::primary_refresh_token, "primaryRefreshToken"},
                     {GrantType::authentication_transfer, "authenticationTransfer"},
                     {GrantType::basic_authentication, "basicAuthentication"})

CAPROCK_DEFINE_WORDS(GuestType, {GuestType::internal_guest, "internalGuest"},
                     {GuestType::b2b_collaboration_guest, "b2bCollaborationGuest"},
                     {GuestType::b2b_collaboration_member, "b2bCollaborationMember"},
                     {GuestType::b2b_direct_connect_user, "b2bDirectConnectUser"},
                     {GuestType::other_external_user, "otherExternalUser"},
                     {GuestType::service_provider, "serviceProvider"})

CAPROCK_DEFINE_WORDS(IdentityProvider, {IdentityProvider::entra, "entra"},
                     {IdentityProvider::microsoft_account, "microsoftAccount"},
                     {IdentityProvider::google, "google"},
                     {IdentityProvider::saml_ws_fed, "samlWsFed"},
                     {IdentityProvider::email_otp, "emailOtp"}, {IdentityProvider::other, "other"})

CAPROCK_DEFINE_WORDS(InsiderRisk, {InsiderRisk::minor, "minor"},
                     {InsiderRisk::moderate, "moderate"}, {InsiderRisk::elevated, "elevated"})

CAPROCK_DEFINE_WORDS(MembershipKind, {MembershipKind::all, "all"},
                     {MembershipKind::enumerated, "enumerated"})

CAPROCK_DEFINE_WORDS(MethodMode, {MethodMode::password, "password"}, {MethodMode::voice, "voice"},
                     {MethodMode::hardware_oath, "hardwareOath"},
                     {MethodMode::software_oath, "softwareOath"}, {MethodMode::sms, "sms"},
                     {MethodMode::fido2, "fido2"},
                     {MethodMode::windows_hello_for_business, "windowsHelloForBusiness"},
                     {MethodMode::microsoft_authenticator_push, "microsoftAuthenticatorPush"},
                     {MethodMode::device_based_push, "deviceBasedPush"},
                     {MethodMode::temporary_access_pass_one_time, "temporaryAccessPassOneTime"},
                     {MethodMode::temporary_access_pass_multi_use, "temporaryAccessPassMultiUse"},
                     {MethodMode::email, "email"},
                     {MethodMode::x509_certificate_single_factor, "x509CertificateSingleFactor"},
                     {MethodMode::x509_certificate_multi_factor, "x509CertificateMultiFactor"},
                     {MethodMode::federated_single_factor, "federatedSingleFactor"},
                     {MethodMode::federated_multi_factor, "federatedMultiFactor"},
                     {MethodMode::qr_code_pin, "qrCodePin"})

CAPROCK_DEFINE_WORDS(ConsentType, {ConsentType::all_principals, "AllPrincipals"},
                     {ConsentType::principal, "Principal"})
CAPROCK_DEFINE_WORDS(PerUserMfaState, {PerUserMfaState::disabled, "disabled"},
                     {PerUserMfaState::enabled, "enabled"}, {PerUserMfaState::enforced, "enforced"})

CAPROCK_DEFINE_WORDS(PersistentBrowserMode, {PersistentBrowserMode::always, "always"},
                     {PersistentBrowserMode::never, "never"})

CAPROCK_DEFINE_WORDS(PolicyOutcome, {PolicyOutcome::success, "success"},
                     {PolicyOutcome::failure, "failure"},
                     {PolicyOutcome::not_applied, "notApplied"},
                     {PolicyOutcome::not_enabled, "notEnabled"},
                     {PolicyOutcome::report_only_success, "reportOnlySuccess"},
                     {PolicyOutcome::report_only_failure, "reportOnlyFailure"},
                     {PolicyOutcome::report_only_not_applied, "reportOnlyNotApplied"},
                     {PolicyOutcome::report_only_interrupted, "reportOnlyInterrupted"},
                     {PolicyOutcome::undetermined, "undetermined"})

CAPROCK_DEFINE_WORDS(PolicyState, {PolicyState::enabled, "enabled"},
                     {PolicyState::disabled, "disabled"},
                     {PolicyState::enabled_for_reporting, "enabledForReportingButNotEnforced"},
                     {PolicyState::unknown, "unknown"})

CAPROCK_DEFINE_WORDS(RiskLevel, {RiskLevel::low, "low"}, {RiskLevel::medium, "medium"},
                     {RiskLevel::high, "high"}, {RiskLevel::hidden, "hidden"},
                     {RiskLevel::none, "none"})

CAPROCK_DEFINE_WORDS(SignInClient, {SignInClient::browser, "browser"},
                     {SignInClient::mobile_apps_and_desktop_clients, "mobileAppsAndDesktopClients"},
                     {SignInClient::exchange_active_sync, "exchangeActiveSync"},
                     {SignInClient::other, "other"}, {SignInClient::unspecified, "all"})

CAPROCK_DEFINE_WORDS(SignInPlatform, {SignInPlatform::android, "android"},
                     {SignInPlatform::ios, "iOS"}, {SignInPlatform::windows, "windows"},
                     {SignInPlatform::windows_phone, "windowsPhone"},
                     {SignInPlatform::mac_os, "macOS"}, {SignInPlatform::linux, "linux"},
                     {SignInPlatform::unrecognised, "unknown"})

CAPROCK_DEFINE_WORDS(StrengthType, {StrengthType::built_in, "builtIn"},
                     {StrengthType::custom, "custom"})

CAPROCK_DEFINE_WORDS(SubjectKind, {SubjectKind::user, "user"},
                     {SubjectKind::agent_user, "agentUser"},
                     {SubjectKind::service_principal, "servicePrincipal"},
                     {SubjectKind::agent_identity, "agentIdentity"},
                     {SubjectKind::managed_identity, "managedIdentity"})

CAPROCK_DEFINE_WORDS(TransferMethod, {TransferMethod::device_code_flow, "deviceCodeFlow"},
                     {TransferMethod::authentication_transfer, "authenticationTransfer"})

CAPROCK_DEFINE_WORDS(TrustType, {TrustType::azure_ad, "AzureAD"},
                     {TrustType::server_ad, "ServerAD"}, {TrustType::workplace, "Workplace"})

CAPROCK_DEFINE_WORDS(UserType, {UserType::member, "Member"}, {UserType::guest, "Guest"})

CAPROCK_DEFINE_WORDS(Verdict, {Verdict::granted, "granted"},
                     {Verdict::needs_controls, "needsControls"}, {Verdict::blocked, "blocked"},
                     {Verdict::undetermined, "undetermined"})

}  // namespace caprock
