#include "cli/what_if_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "cli/what_if_contradictions.h"
#include "cli/what_if_names.h"
#include "graph_json/sign_in_json.h"
#include "model/words.h"

namespace caprock {
namespace {

using Value = Result<json::value>;

Value as_text(const TenantSnapshot&, std::string_view text, const std::string&) {
  return json::value(text);
}

// `none` and `never`: known not to be there.
Value as_text_or_nothing(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "none") || equal_ignoring_case(text, "never"))
    return json::value(nullptr);
  return json::value(text);
}

std::optional<bool> truth_of(std::string_view text) {
  for (const std::string_view yes : {"yes", "true"})
    if (equal_ignoring_case(text, yes)) return true;
  for (const std::string_view no : {"no", "false"})
    if (equal_ignoring_case(text, no)) return false;
  return std::nullopt;
}

Value as_truth(const TenantSnapshot&, std::string_view text, const std::string& option) {
  if (const auto truth = truth_of(text)) return json::value(*truth);
  return failure(ErrorCode::sign_in_invalid,
                 fmt::format("`{}` is neither yes nor no", quotable(text)), {option},
                 fmt::format("write `{} yes` or `{} no`", option, option));
}

template <Result<std::string> (*find)(const TenantSnapshot&, std::string_view, const std::string&)>
Value as_id(const TenantSnapshot& tenant, std::string_view text, const std::string& option) {
  CAPROCK_TRY(const std::string id, find(tenant, text, option));
  return json::value(id);
}

// One or several, with spaces between as OAuth writes them.
Value as_scopes(const TenantSnapshot&, std::string_view text, const std::string& option) {
  if (text.find(',') != std::string_view::npos)
    return failure(ErrorCode::sign_in_invalid,
                   fmt::format("`{}` is not a scope: there is a comma in it", quotable(text)),
                   {option}, "write a space between scopes, or repeat --scope");
  json::array scopes;
  constexpr std::string_view k_space = " \t\r\n\v\f";
  for (std::size_t end = 0, at = 0; (at = text.find_first_not_of(k_space, end)) != text.npos;) {
    end = std::min(text.find_first_of(k_space, at), text.size());
    scopes.emplace_back(text.substr(at, end - at));
  }
  if (scopes.empty())
    return failure(ErrorCode::sign_in_invalid, "an empty text is no scope", {option},
                   "for example Mail.Read; leave --scope out when no scope is asked for");
  return scopes;
}

// What If's words for user actions besides Graph's own.
Value as_user_action(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "registerSecurityInformation"))
    return json::value("urn:user:registersecurityinfo");
  if (equal_ignoring_case(text, "registerOrJoinDevices"))
    return json::value("urn:user:registerdevice");
  if (equal_ignoring_case(text, "accountRecovery")) return json::value("urn:user:accountrecovery");
  return json::value(text);
}

Value as_method(const TenantSnapshot&, std::string_view text, const std::string&) {
  return json::object{{"mode", text}};
}

Value as_position(const TenantSnapshot&, std::string_view text, const std::string&) {
  if (equal_ignoring_case(text, "none")) return json::value(nullptr);
  constexpr std::string_view k_spoofed = ":spoofed";
  const bool spoofed = ends_with_ignoring_case(text, k_spoofed);
  const std::string_view country = spoofed ? text.substr(0, text.size() - k_spoofed.size()) : text;
  return json::object{{"country", country}, {"valid", !spoofed}};
}

struct DeviceWord {
  std::string_view word;
  std::string_view member;
  std::string_view value;
};

constexpr std::array k_device_words = {
    DeviceWord{"compliant", "isCompliant", "true"},
    DeviceWord{"not-compliant", "isCompliant", "false"},
    DeviceWord{"joined", "trustType", "AzureAD"},
    DeviceWord{"hybrid-joined", "trustType", "ServerAD"},
    DeviceWord{"registered", "trustType", "Workplace"},
    DeviceWord{"intune", "intuneManaged", "true"},
};

json::value device_value(std::string_view member, std::string_view text) {
  if (equal_ignoring_case(text, "null")) return nullptr;
  if (member == "isCompliant" || member == "intuneManaged")
    if (const auto truth = truth_of(text)) return *truth;
  if (member != "physicalIds" && member != "systemLabels") return json::value(text);
  json::array items;
  for (const std::string& item : split(text, ';')) items.emplace_back(item);
  return items;
}

// `compliant,trustType=ServerAD`: words and Graph's members. Two values for one member are refused.
Value as_device(const TenantSnapshot&, std::string_view text, const std::string& option) {
  json::object device;
  for (const std::string& part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    std::string member(trim(std::string_view(part).substr(0, equals)));
    std::string value(equals == std::string::npos
                          ? std::string_view()
                          : trim(std::string_view(part).substr(equals + 1)));
    const auto word =
        std::find_if(k_device_words.begin(), k_device_words.end(),
                     [&](const DeviceWord& row) { return equal_ignoring_case(row.word, member); });
    if (equals == std::string::npos && word == k_device_words.end())
      return failure(ErrorCode::sign_in_invalid,
                     fmt::format("`{}` says nothing about a device", quotable(part)), {option},
                     "write `compliant`, `not-compliant`, `joined`, `hybrid-joined`, `registered`, "
                     "`intune`, or MEMBER=VALUE (docs/sign-in-json.md)");
    if (equals == std::string::npos) {
      member = word->member;
      value = word->value;
    }
    const json::value read = device_value(member, value);
    const auto* before = device.if_contains(member);
    if (before != nullptr && *before != read)
      return failure(ErrorCode::sign_in_unsaid,
                     fmt::format("`{}` is given two values", quotable(member)), {option},
                     "a device has one state: say each property once");
    device[member] = read;
  }
  return device;
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
                   "clientAppType", false, as_text},
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
                   "A method used, for example password or fido2; may be repeated",
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

const QuestionOption& option_named(std::string_view name) {
  return *std::find_if(k_options.begin(), k_options.end(),
                       [&](const QuestionOption& option) { return option.name == name; });
}

constexpr std::array k_subjects = {"user", "agentUser", "servicePrincipal", "agentIdentity",
                                   "managedIdentity"};

std::vector<std::string_view> subjects_in(const json::object& sign_in) {
  std::vector<std::string_view> found;
  for (const std::string_view name : k_subjects)
    if (sign_in.contains(name)) found.push_back(name);
  return found;
}

// The object that holds the last step of a member's path; a subject given as a text becomes one.
json::object& holder_of(json::object& sign_in, std::string_view member) {
  const std::size_t slash = member.find('/');
  if (slash == std::string_view::npos) return sign_in;
  json::value& outer = sign_in[member.substr(0, slash)];
  if (outer.is_string()) outer = json::object{{"id", outer}};
  return outer.is_object() ? outer.get_object() : outer.emplace_object();
}

std::string_view last_step(std::string_view member) {
  return member.substr(member.find('/') + 1);  // npos + 1 is 0
}

bool has(json::object& sign_in, std::string_view member) {
  const std::size_t slash = member.find('/');
  const json::value* outer = sign_in.if_contains(member.substr(0, slash));
  if (outer == nullptr || slash == std::string_view::npos) return outer != nullptr;
  return outer->is_object() && outer->get_object().contains(last_step(member));
}

void set(json::object& sign_in, std::string_view member, json::value value) {
  holder_of(sign_in, member)[last_step(member)] = std::move(value);
}

// Sets what the options say over what a file says. A list that an option gives replaces the file's.
class Draft {
 public:
  Draft(const QuestionInput& input, const TenantSnapshot& tenant)
      : input_(input), tenant_(tenant), sign_in_(input.described.value_or(json::object())) {}

  Result<Question> finish();

 private:
  Result<void> say(const SaidOption& said);
  Result<void> say_device();
  Result<void> check_subject() const;
  void imply();
  void imply_workload(std::string_view subject);
  void imply_person();
  void imply_new_session();
  Error located(Error error) const;

  const QuestionInput& input_;
  const TenantSnapshot& tenant_;
  json::object sign_in_;
  std::vector<std::string_view> started_lists_;
  std::vector<std::string> assumptions_;
};

bool said(const QuestionInput& input, std::string_view name) {
  return std::any_of(input.said.begin(), input.said.end(),
                     [&](const SaidOption& one) { return one.name == name; });
}

Failure two_subjects(const std::vector<std::string>& names) {
  return failure(ErrorCode::sign_in_unsaid,
                 fmt::format("{} name two who sign in", join(names, " and ")), {},
                 "a sign-in is made by one: give one of them");
}

// Options that name a subject replace the file's; two of them contradict each other.
Result<void> drop_described_subject(json::object& sign_in, const QuestionInput& input) {
  std::vector<std::string> naming;
  for (const SaidOption& one : input.said)
    if (option_named(one.name).group == k_who && option_named(one.name).member.ends_with("/id"))
      naming.push_back(one.name);
  if (naming.size() > 1) return two_subjects(naming);
  if (!naming.empty())
    for (const std::string_view name : k_subjects) sign_in.erase(name);
  return {};
}

Result<void> Draft::say(const SaidOption& one) {
  const QuestionOption& option = option_named(one.name);
  CAPROCK_TRY(json::value value, option.read(tenant_, trim(one.value), one.name));
  if (!option.many) {
    set(sign_in_, option.member, std::move(value));
    return {};
  }
  json::value& list = holder_of(sign_in_, option.member)[last_step(option.member)];
  const bool started = std::find(started_lists_.begin(), started_lists_.end(), option.member) !=
                       started_lists_.end();
  if (!started) list.emplace_array();
  started_lists_.push_back(option.member);
  // Scopes come as a list of their own.
  if (value.is_array())
    for (json::value& item : value.get_array()) list.get_array().push_back(std::move(item));
  else
    list.get_array().push_back(std::move(value));
  return {};
}

Result<void> Draft::say_device() {
  if (!input_.no_device) return {};
  if (said(input_, "--device"))
    return failure(ErrorCode::sign_in_unsaid,
                   "there is no device, and yet its properties are given", {"--no-device"},
                   "leave out --no-device or --device");
  sign_in_["device"] = nullptr;
  return {};
}

Result<void> Draft::check_subject() const {
  if (!subjects_in(sign_in_).empty()) return {};
  return failure(ErrorCode::sign_in_unsaid, "the sign-in names nobody", {input_.described_in},
                 "say who signs in: --user, --service-principal, --managed-identity, --agent, "
                 "--agent-user, or --guest for somebody without an object in the tenant");
}

// CA 2.10: workloads show their own credentials, and the client is the workload itself.
void Draft::imply_workload(std::string_view subject) {
  if (!has(sign_in_, "grant")) {
    set(sign_in_, "grant", "clientCredentials");
    assumptions_.emplace_back("it asks with its own credentials (--grant)");
  }
  if (!has(sign_in_, "interactive")) set(sign_in_, "interactive", false);
  if (!has(sign_in_, "clientKind")) set(sign_in_, "clientKind", "confidential");
  const json::value* id = sign_in_.at(subject).get_object().if_contains("id");
  if (id == nullptr || has(sign_in_, "clientApp")) return;
  if (const ServicePrincipal* known =
          find_service_principal(tenant_, std::string_view(id->get_string())))
    if (!known->app_id.empty()) set(sign_in_, "clientApp", json::value(known->app_id.text()));
}

bool is_done_by_a_person(GrantType grant) {
  switch (grant) {
    case GrantType::authorization_code:
    case GrantType::device_code:
    case GrantType::saml:
    case GrantType::ws_fed:
    case GrantType::authentication_transfer: return true;
    case GrantType::refresh_token:
    case GrantType::on_behalf_of:
    case GrantType::password:
    case GrantType::client_credentials:
    case GrantType::primary_refresh_token:
    case GrantType::basic_authentication: return false;
  }
  return false;
}

// A person who signs in now has given the first factor and nothing else.
void Draft::imply_new_session() {
  const json::value& grant = sign_in_.at("grant");
  if (!has(sign_in_, "originalTransferMethod")) {
    const bool device_code = equal_ignoring_case(grant.get_string(), "deviceCode");
    const bool transfer = equal_ignoring_case(grant.get_string(), "authenticationTransfer");
    set(sign_in_, "originalTransferMethod",
        device_code ? "deviceCodeFlow"
        : transfer  ? "authenticationTransfer"
                    : "none");
    if (!device_code && !transfer)
      assumptions_.emplace_back(
          "the session is new, not born by device code flow or authentication transfer (--flow)");
  }
  if (!has(sign_in_, "at")) set(sign_in_, "at", json::value(to_string(input_.now)));
  if (!has(sign_in_, "session/lastPrimaryAuthentication")) {
    set(sign_in_, "session/lastPrimaryAuthentication", sign_in_.at("at"));
    assumptions_.emplace_back("the first factor is given now (--signed-in-at)");
  }
  if (!has(sign_in_, "session/mfaClaim") && !has(sign_in_, "session/methods")) {
    set(sign_in_, "session/mfaClaim", false);
    assumptions_.emplace_back("no second factor is given yet (--mfa, --method)");
  }
  if (has(sign_in_, "session/lastSecondaryAuthentication") || !has(sign_in_, "session/mfaClaim"))
    return;
  const bool done = sign_in_.at("session").get_object().at("mfaClaim") == json::value(true);
  set(sign_in_, "session/lastSecondaryAuthentication",
      done ? sign_in_.at("at") : json::value(nullptr));
}

void Draft::imply_person() {
  if (!has(sign_in_, "grant")) {
    set(sign_in_, "grant", "authorizationCode");
    assumptions_.emplace_back("a person signs in by authorization code (--grant, --interactive)");
  }
  const auto grant = value_of<GrantType>(std::string_view(sign_in_.at("grant").get_string()));
  if (!has(sign_in_, "interactive"))
    set(sign_in_, "interactive", grant && is_done_by_a_person(*grant));
  if (sign_in_.at("interactive") == json::value(true)) imply_new_session();
}

void Draft::imply() {
  const std::string_view subject = subjects_in(sign_in_).front();
  if (subject == "user") return imply_person();
  if (subject != "agentUser") return imply_workload(subject);
  if (!has(sign_in_, "interactive")) set(sign_in_, "interactive", false);
}

// The reader knows members; whoever wrote options wants to read of options.
Error Draft::located(Error error) const {
  const std::string_view pointer = error.where.pointer;
  for (const SaidOption& one : input_.said) {
    const std::string member = "/" + std::string(option_named(one.name).member);
    if (pointer != member && !pointer.starts_with(member + "/")) continue;
    error.where = {one.name};
    break;
  }
  return error;
}

Result<void> check_grant(const SignIn& sign_in) {
  const bool person =
      sign_in.subject.kind == SubjectKind::user || sign_in.subject.kind == SubjectKind::agent_user;
  if (!person || sign_in.request.grant != GrantType::client_credentials) return {};
  return failure(ErrorCode::sign_in_unsaid, "client credentials are not a person's", {"--grant"},
                 "name the workload with --service-principal, or give another grant");
}

Result<Question> Draft::finish() {
  if (auto fine = drop_described_subject(sign_in_, input_); !fine)
    return tl::unexpected(fine.error());
  for (const SaidOption& one : input_.said)
    if (auto fine = say(one); !fine) return tl::unexpected(fine.error());
  if (auto fine = say_device(); !fine) return tl::unexpected(fine.error());
  if (auto fine = check_subject(); !fine) return tl::unexpected(fine.error());
  const auto subjects = subjects_in(sign_in_);
  if (subjects.size() > 1) return two_subjects({subjects.begin(), subjects.end()});
  if (!input_.described) imply();
  auto sign_in = read_sign_in(sign_in_, {input_.described_in});
  if (!sign_in) return tl::unexpected(located(std::move(sign_in).error()));
  if (auto fine = check_grant(*sign_in); !fine) return tl::unexpected(fine.error());
  if (auto found = contradiction_in(*sign_in, tenant_, input_.mode)) {
    found->where.file = input_.described_in;
    return tl::unexpected(std::move(*found));
  }
  return Question{std::move(*sign_in), std::move(assumptions_)};
}

// What tells the inputs that no single option stands for.
struct Telling {
  std::string_view part;  // of the path
  std::string_view says;
};

constexpr std::array k_tellings = {
    Telling{
        "tenant.mfaServiceSettings",
        "the MFA service settings, which Graph does not export: write `mfaServiceSettings.json` "
        "(docs/snapshot-format.md)"},
    Telling{"tenant.crossTenant",
            "which claims of other tenants are trusted: add `policies/crossTenantAccessPolicy` to "
            "the export"},
    Telling{"tenant.organization", "this tenant's own id: add `organization` to the export"},
    Telling{"tenant.roleAssignments",
            "the account's roles: --role, or add role assignments to the export"},
    Telling{"tenant.roleDefinitions",
            "whether a role is built in: add role definitions to the export"},
    Telling{"tenant.groups", "who is in a group: --group, or add its members to the export"},
    Telling{"tenant.users",
            "the account in the directory: --guest, --group, --role, or add the "
            "user to the export"},
    Telling{"tenant.namedLocations", "a named location: add named locations to the export"},
    Telling{"tenant.servicePrincipals",
            "an application in the tenant: add service principals to the export"},
    Telling{"tenant.authenticationStrengths",
            "an authentication strength: add the strengths to the export"},
    Telling{"tenant.authenticationContexts",
            "an authentication context: add the contexts to the export"},
    Telling{"user.homeTenant", "the guest's own tenant: --home-tenant"},
    Telling{"device.", "a property of the device: --device MEMBER=VALUE"},
};

struct Known {
  std::string_view path;
  std::string_view what;
  std::string_view options;
};

constexpr std::array k_known = {
    Known{"ipAddress", "the address", "--ip"},
    Known{"country", "the country of the address", "--country"},
    Known{"gps", "the authenticator's position", "--gps"},
    Known{"compliantNetwork", "whether it comes through the compliant network",
          "--compliant-network"},
    Known{"clientAppType", "the class of client", "--client-app"},
    Known{"devicePlatform", "the device platform", "--platform"},
    Known{"device", "the device", "--device or --no-device"},
    Known{"device.isCompliant", "whether the device is compliant",
          "--device compliant or not-compliant"},
    Known{"device.trustType", "how the device is joined",
          "--device joined, hybrid-joined or registered"},
    Known{"device.intuneManaged", "whether Intune manages the device",
          "--device intune or intuneManaged=no"},
    Known{"signInRiskLevel", "the sign-in risk", "--sign-in-risk"},
    Known{"userRiskLevel", "the user risk", "--user-risk"},
    Known{"servicePrincipalRiskLevel", "the risk of the workload", "--service-principal-risk"},
    Known{"agentIdRiskLevel", "the risk of the agent", "--agent-risk"},
    Known{"insiderRiskLevel", "the insider risk", "--insider-risk"},
    Known{"originalTransferMethod", "how the session was born", "--flow"},
    Known{"scopes", "the resource", "--app or --scope"},
    Known{"audiences", "the resource", "--app, or --audience as a log records it"},
    Known{"clientKind", "the kind of client", "--client-kind"},
    Known{"clientApp", "the client application", "--client"},
    Known{"at", "the time", "--at"},
    Known{"user", "who signs in", "--user or --guest"},
    Known{"session.methods", "the methods used", "--method"},
    Known{"session.mfaClaim", "whether MFA was done", "--mfa"},
    Known{"session.mfaRegistered", "whether a second factor is registered", "--mfa-registered"},
    Known{"session.lastPrimaryAuthentication", "when the first factor was given", "--signed-in-at"},
    Known{"session.lastSecondaryAuthentication", "when the second factor was given", "--mfa-at"},
    Known{"session.termsAccepted", "which terms of use were accepted", "--terms-accepted"},
    Known{"session.customControlsSatisfied", "which custom controls are met", "--custom-control"},
    Known{"session.approvedApp", "whether the client is an approved app", "--approved-app"},
    Known{"session.appProtection", "whether the client has an app protection policy",
          "--app-protection"},
    Known{"session.boundToken", "whether the token is bound to its device", "--bound-token"},
    Known{"session.passwordChangedForRisk", "whether the password was changed",
          "--password-changed"},
    Known{"session.riskRemediated", "whether the risk was remediated", "--risk-remediated"},
};

}  // namespace

std::span<const QuestionOption> question_options() { return k_options; }

Result<Question> question_from(const QuestionInput& input, const TenantSnapshot& tenant) {
  return Draft(input, tenant).finish();
}

Result<EvaluationOptions> named_options_from(const std::string& mode,
                                             const std::vector<std::string>& pairs) {
  // `live` is for those who know every signal: nobody on a command line.
  if (!equal_ignoring_case(mode, "strict") && !equal_ignoring_case(mode, "whatif"))
    return failure(ErrorCode::usage, fmt::format("unknown mode `{}`", quotable(mode)), {"--mode"},
                   "one of: strict, whatif");
  json::object options{{"evaluation_mode", mode}};
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos)
      return failure(ErrorCode::usage, fmt::format("`{}` is not NAME=VALUE", quotable(pair)),
                     {"--option"}, "docs/sign-in-json.md lists the named options");
    const std::string name(trim(std::string_view(pair).substr(0, equals)));
    const std::string_view value = trim(std::string_view(pair).substr(equals + 1));
    if (name == "evaluation_mode")
      return failure(ErrorCode::usage, "the mode has an option of its own", {"--option"},
                     "write --mode strict or --mode whatif");
    if (options.contains(name))
      return failure(ErrorCode::usage, fmt::format("`{}` is given twice", quotable(name)),
                     {"--option"}, "say each named option once");
    const auto truth = truth_of(value);
    // Options that are about everybody or everything are switches; of the others `false` is a word.
    if (truth && name.starts_with("all_"))
      options[name] = *truth;
    else
      options[name] = value;
  }
  return read_evaluation_options(options, {"--option"});
}

std::string how_to_say(std::string_view path) {
  for (const Known& known : k_known)
    if (known.path == path) return fmt::format("{}: {}", known.what, known.options);
  for (const Telling& telling : k_tellings)
    if (path.starts_with(telling.part))
      return fmt::format("{} (`{}`)", telling.says, quotable(path));
  return fmt::format("`{}`, which is not understood here: look at the policy", quotable(path));
}

}  // namespace caprock
