#include "cli/what_if_options.h"

#include <algorithm>
#include <array>

#include "cli/what_if_names.h"
#include "cli/what_if_values.h"

namespace caprock {
namespace {

template <Result<std::string> (*find)(const TenantSnapshot&, std::string_view, const std::string&)>
Result<json::value> as_id(const TenantSnapshot& tenant, std::string_view text,
                          const std::string& option) {
  CAPROCK_TRY(const std::string id, find(tenant, text, option));
  return json::value(id);
}

constexpr std::string_view k_who = "Who signs in";
constexpr std::string_view k_what = "What is asked for";
constexpr std::string_view k_where = "From where, with what";
constexpr std::string_view k_risk = "Risk";
constexpr std::string_view k_proven = "What the session proves";

constexpr std::array k_options = {
    QuestionOption{k_who, "--user", "NAME", "A person: user principal name, display name or id",
                   "user/id", false, as_id<user_id>},
    QuestionOption{k_who, "--service-principal", "NAME",
                   "A workload with its own credentials: display name, appId or id",
                   "servicePrincipal/id", false, as_id<service_principal_id>},
    QuestionOption{k_who, "--managed-identity", "NAME", "A managed identity: display name or id",
                   "managedIdentity/id", false, as_id<service_principal_id>},
    QuestionOption{k_who, "--agent", "NAME", "An agent acting for itself: display name or id",
                   "agentIdentity/id", false, as_id<service_principal_id>},
    QuestionOption{k_who, "--agent-user", "NAME", "An agent's user account", "agentUser/id", false,
                   as_id<user_id>},
    QuestionOption{k_who, "--guest", "KIND",
                   "none, internalGuest, b2bCollaborationGuest, b2bCollaborationMember,\n"
                   "b2bDirectConnectUser, otherExternalUser or serviceProvider",
                   "user/externalKind", false, as_text},
    QuestionOption{k_who, "--home-tenant", "ID", "The guest's own tenant; `none`: there is none",
                   "user/homeTenant", false, as_text_or_nothing},
    QuestionOption{k_who, "--identity-provider", "WORD",
                   "entra, microsoftAccount, google, samlWsFed, emailOtp or other",
                   "user/identityProvider", false, as_text},
    QuestionOption{k_who, "--group", "NAME", "As if in these groups and no others; may be repeated",
                   "user/groups", true, as_id<group_id>},
    QuestionOption{k_who, "--role", "NAME", "As if with these roles and no others; may be repeated",
                   "user/roles", true, as_id<role_id>},
    QuestionOption{k_what, "--app", "NAME",
                   "The resource: display name, appId or `Exchange Online`; may be repeated",
                   "resources", true, as_id<app_id>},
    QuestionOption{k_what, "--scope", "SCOPE",
                   "Scopes as they are asked for, spaces between; may be repeated", "scopes", true,
                   as_scopes},
    QuestionOption{k_what, "--audience", "NAME",
                   "A resource as the sign-in log records it; nothing is worked out then",
                   "audiences", true, as_id<app_id>},
    QuestionOption{k_what, "--client", "NAME", "The client application: display name or appId",
                   "clientApp", false, as_id<app_id>},
    QuestionOption{k_what, "--client-kind", "WORD", "public, spa or confidential", "clientKind",
                   false, as_text},
    QuestionOption{k_what, "--id-token", "yes|no", "The client asks who the person is",
                   "idTokenRequested", false, as_truth},
    QuestionOption{
        k_what, "--grant", "WORD",
        "authorizationCode, refreshToken, onBehalfOf, deviceCode, password,\n"
        "clientCredentials, saml, wsFed, primaryRefreshToken,\nauthenticationTransfer or "
        "basicAuthentication",
        "grant", false, as_text},
    QuestionOption{k_what, "--interactive", "yes|no", "A person is there and can be asked",
                   "interactive", false, as_truth},
    QuestionOption{
        k_what, "--user-action", "WORD",
        "registerSecurityInformation, registerOrJoinDevices, accountRecovery or\nGraph's urn",
        "userAction", false, as_user_action},
    QuestionOption{k_what, "--auth-context", "NAME",
                   "An authentication context: c1 to c99 or its name; may be repeated",
                   "authenticationContexts", true, as_id<context_id>},
    QuestionOption{k_what, "--at", "TIME", "When, for example 2026-03-01T09:00:00Z", "at", false,
                   as_text},
    QuestionOption{k_where, "--ip", "ADDRESS", "The public address, IPv4 or IPv6", "ipAddress",
                   false, as_text},
    QuestionOption{k_where, "--country", "XX", "Two letters; `none`: the address is in no country",
                   "country", false, as_text_or_nothing},
    QuestionOption{k_where, "--gps", "XX", "The authenticator's country; XX:spoofed; `none`", "gps",
                   false, as_position},
    QuestionOption{k_where, "--compliant-network", "yes|no", "Through Global Secure Access",
                   "compliantNetwork", false, as_truth},
    QuestionOption{k_where, "--platform", "WORD",
                   "android, iOS, windows, windowsPhone, macOS, linux; unknown: not recognised",
                   "devicePlatform", false, as_text},
    QuestionOption{k_where, "--client-app", "WORD",
                   "browser, mobileAppsAndDesktopClients, exchangeActiveSync or other",
                   "clientAppType", false, as_client_class},
    QuestionOption{k_where, "--device", "WORDS",
                   "A registered device: compliant, not-compliant, joined, hybrid-joined,\n"
                   "registered, intune, MEMBER=VALUE; commas between",
                   "device", false, as_device},
    QuestionOption{k_where, "--flow", "WORD",
                   "How the session was born: none, deviceCodeFlow or authenticationTransfer",
                   "originalTransferMethod", false, as_text},
    QuestionOption{k_risk, "--sign-in-risk", "LEVEL", "none, low, medium, high or hidden",
                   "signInRiskLevel", false, as_text},
    QuestionOption{k_risk, "--user-risk", "LEVEL", "none, low, medium, high or hidden",
                   "userRiskLevel", false, as_text},
    QuestionOption{k_risk, "--service-principal-risk", "LEVEL", "none, low, medium or high",
                   "servicePrincipalRiskLevel", false, as_text},
    QuestionOption{k_risk, "--agent-risk", "LEVEL", "none, low, medium or high", "agentIdRiskLevel",
                   false, as_text},
    QuestionOption{k_risk, "--insider-risk", "LEVEL", "none, minor, moderate or elevated",
                   "insiderRiskLevel", false, as_text},
    QuestionOption{k_proven, "--mfa", "yes|no", "The session carries a multifactor claim",
                   "session/mfaClaim", false, as_truth},
    QuestionOption{k_proven, "--method", "WORD",
                   "A method used: password, sms, fido2, fido2:AAGUID, ...; may be repeated",
                   "session/methods", true, as_method},
    QuestionOption{k_proven, "--mfa-registered", "yes|no", "The person has a second factor",
                   "session/mfaRegistered", false, as_truth},
    QuestionOption{k_proven, "--signed-in-at", "TIME", "When the first factor was given; `never`",
                   "session/lastPrimaryAuthentication", false, as_text_or_nothing},
    QuestionOption{k_proven, "--mfa-at", "TIME", "When the second factor was given; `never`",
                   "session/lastSecondaryAuthentication", false, as_text_or_nothing},
    QuestionOption{k_proven, "--terms-accepted", "NAME",
                   "Terms of use accepted, by name or id; may be repeated", "session/termsAccepted",
                   true, as_id<terms_of_use_id>},
    QuestionOption{k_proven, "--custom-control", "ID", "A custom control met; may be repeated",
                   "session/customControlsSatisfied", true, as_text},
    QuestionOption{k_proven, "--approved-app", "yes|no", "The client is an approved client app",
                   "session/approvedApp", false, as_truth},
    QuestionOption{k_proven, "--app-protection", "yes|no", "It has an app protection policy",
                   "session/appProtection", false, as_truth},
    QuestionOption{k_proven, "--bound-token", "yes|no", "The token is bound to its device",
                   "session/boundToken", false, as_truth},
    QuestionOption{k_proven, "--password-changed", "yes|no",
                   "The password was changed for its risk", "session/passwordChangedForRisk", false,
                   as_truth},
    QuestionOption{k_proven, "--risk-remediated", "yes|no", "The risk was remediated",
                   "session/riskRemediated", false, as_truth},
};

}  // namespace

std::span<const QuestionOption> question_options() { return k_options; }

const QuestionOption& option_named(std::string_view name) {
  return *std::find_if(k_options.begin(), k_options.end(),
                       [&](const QuestionOption& option) { return option.name == name; });
}

bool names_subject(const QuestionOption& option) {
  return option.group == k_who && option.member.ends_with("/id");
}

}  // namespace caprock
