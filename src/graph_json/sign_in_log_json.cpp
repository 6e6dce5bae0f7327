#include "graph_json/sign_in_log_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/guid.h"
#include "graph_json/binding.h"
#include "model/words.h"

namespace caprock {
namespace {

template <class E>
using Words = std::span<const Word<E>>;

// The classes in which the log puts clients (CA 2.5). All but the first three are protocols of
// basic authentication.
constexpr std::array k_clients = {
    Word<SignInClient>{SignInClient::browser, "Browser"},
    Word<SignInClient>{SignInClient::mobile_apps_and_desktop_clients,
                       "Mobile Apps and Desktop clients"},
    Word<SignInClient>{SignInClient::exchange_active_sync, "Exchange ActiveSync"},
    Word<SignInClient>{SignInClient::other, "Authenticated SMTP"},
    Word<SignInClient>{SignInClient::other, "AutoDiscover"},
    Word<SignInClient>{SignInClient::other, "Exchange Online PowerShell"},
    Word<SignInClient>{SignInClient::other, "Exchange Web Services"},
    Word<SignInClient>{SignInClient::other, "IMAP"},
    Word<SignInClient>{SignInClient::other, "IMAP4"},
    Word<SignInClient>{SignInClient::other, "MAPI"},
    Word<SignInClient>{SignInClient::other, "MAPI Over HTTP"},
    Word<SignInClient>{SignInClient::other, "Offline Address Book"},
    Word<SignInClient>{SignInClient::other, "Other clients"},
    Word<SignInClient>{SignInClient::other, "Outlook Anywhere (RPC over HTTP)"},
    Word<SignInClient>{SignInClient::other, "Outlook Service"},
    Word<SignInClient>{SignInClient::other, "POP"},
    Word<SignInClient>{SignInClient::other, "POP3"},
    Word<SignInClient>{SignInClient::other, "Reporting Web Services"},
    Word<SignInClient>{SignInClient::other, "SMTP"},
    Word<SignInClient>{SignInClient::other, "Universal Outlook"},
};

constexpr std::array k_trust_types = {
    Word<TrustType>{TrustType::azure_ad, "Azure AD joined"},
    Word<TrustType>{TrustType::azure_ad, "Microsoft Entra joined"},
    Word<TrustType>{TrustType::azure_ad, "AzureAD"},
    Word<TrustType>{TrustType::server_ad, "Hybrid Azure AD joined"},
    Word<TrustType>{TrustType::server_ad, "Microsoft Entra hybrid joined"},
    Word<TrustType>{TrustType::server_ad, "ServerAD"},
    Word<TrustType>{TrustType::workplace, "Azure AD registered"},
    Word<TrustType>{TrustType::workplace, "Microsoft Entra registered"},
    Word<TrustType>{TrustType::workplace, "Workplace"},
};

// Beginnings of `operatingSystem`, which carries versions: `Windows 10`, `Ios 17.4`.
constexpr std::array k_platforms = {
    Word<SignInPlatform>{SignInPlatform::windows_phone, "Windows Phone"},
    Word<SignInPlatform>{SignInPlatform::windows, "Windows"},
    Word<SignInPlatform>{SignInPlatform::ios, "iOS"},
    Word<SignInPlatform>{SignInPlatform::ios, "iPadOS"},
    Word<SignInPlatform>{SignInPlatform::ios, "iPhone"},
    Word<SignInPlatform>{SignInPlatform::mac_os, "MacOs"},
    Word<SignInPlatform>{SignInPlatform::mac_os, "Mac OS"},
    Word<SignInPlatform>{SignInPlatform::android, "Android"},
    Word<SignInPlatform>{SignInPlatform::linux, "Linux"},
};

constexpr std::array k_protocols = {
    Word<GrantType>{GrantType::authorization_code, "oAuth2"},
    Word<GrantType>{GrantType::authorization_code, "nativeAuth"},
    Word<GrantType>{GrantType::password, "ropc"},
    Word<GrantType>{GrantType::ws_fed, "wsFederation"},
    Word<GrantType>{GrantType::saml, "saml20"},
    Word<GrantType>{GrantType::device_code, "deviceCode"},
    Word<GrantType>{GrantType::authentication_transfer, "authenticationTransfer"},
};

// Names of authentication steps that stand for exactly one method.
constexpr std::array k_methods = {
    Word<MethodMode>{MethodMode::password, "Password"},
    Word<MethodMode>{MethodMode::microsoft_authenticator_push, "Mobile app notification"},
    Word<MethodMode>{MethodMode::sms, "Text message"},
    Word<MethodMode>{MethodMode::voice, "Phone call approval (Authentication phone)"},
    Word<MethodMode>{MethodMode::windows_hello_for_business, "Windows Hello for Business"},
    Word<MethodMode>{MethodMode::fido2, "FIDO2 security key"},
    Word<MethodMode>{MethodMode::fido2, "Passkey (device-bound)"},
    Word<MethodMode>{MethodMode::email, "Email verification code"},
    Word<MethodMode>{MethodMode::qr_code_pin, "QR code pin"},
};

template <class E>
std::optional<E> value_in(Words<E> table, std::string_view text) {
  for (const Word<E>& row : table)
    if (equal_ignoring_case(row.text, text)) return row.value;
  return std::nullopt;
}

// Reads one record; keeps the first thing that is wrong with it.
class Record {
 public:
  Record(const json::object& object, const Place& where) : object_(object), where_(where) {}

  Result<LoggedSignIn> read();

 private:
  // A member of the record or of an object in it; null counts as missing.
  const json::value* find(const json::object& object, std::string_view name) const {
    const json::key_value_pair* found = find_member(object, name);
    return found == nullptr || found->value().is_null() ? nullptr : &found->value();
  }
  const json::value* find(std::string_view name) const { return find(object_, name); }

  void wrong(std::string_view name, std::string message) {
    if (!error_)
      error_ = Error{ErrorCode::sign_in_invalid,
                     std::move(message),
                     {where_.file, name.empty() ? where_.pointer : pointer_to(where_.pointer, name),
                      where_.line, 0},
                     "docs/sign-in-log.md lists what a record may say"};
  }
  void note_unknown(std::string_view name, std::string_view word) {
    logged_.notes.push_back("`" + std::string(name) + "` is `" + std::string(word) +
                            "`, which is not known");
  }

  // Empty texts are how the log writes "nothing".
  std::string text(const json::object& object, std::string_view name);
  std::string text(std::string_view name) { return text(object_, name); }
  std::optional<bool> truth(const json::object& object, std::string_view name);
  const json::object* part(std::string_view name);
  // The texts of a list; of objects in it their member `inner`.
  std::vector<std::string> texts(std::string_view name, std::string_view inner);

  template <class E>
  void word(Signal<E>& into, std::string_view name, const std::string& text, Words<E> table) {
    if (text.empty()) return;
    if (const std::optional<E> value = value_in(table, text))
      into = *value;
    else
      note_unknown(name, text);
  }

  bool is_event(std::string_view type) const;
  void read_subject();
  void read_user();
  void read_external_kind(const std::string& cross_tenant);
  void read_request();
  void read_grant();
  void read_contexts();
  void read_client();
  void read_address();
  void read_device();
  void read_device_object(const json::object& detail);
  void read_risk();
  void read_session();
  void read_methods();

  const json::object& object_;
  const Place& where_;
  std::vector<std::string> events_;
  LoggedSignIn logged_;
  std::optional<Error> error_;
};

std::string Record::text(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    wrong(name, "`" + std::string(name) + "` is not a text");
    return {};
  }
  return std::string(trim(value->get_string()));
}

std::optional<bool> Record::truth(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    wrong(name, "`" + std::string(name) + "` is neither true nor false");
    return std::nullopt;
  }
  return value->get_bool();
}

const json::object* Record::part(std::string_view name) {
  const json::value* value = find(name);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) wrong(name, "`" + std::string(name) + "` is not an object");
  return value->if_object();
}

std::vector<std::string> Record::texts(std::string_view name, std::string_view inner) {
  std::vector<std::string> out;
  const json::value* value = find(name);
  if (value == nullptr) return out;
  const json::array* items = value->if_array();
  if (items == nullptr) {
    wrong(name, "`" + std::string(name) + "` is not a list");
    return out;
  }
  for (const json::value& item : *items) {
    if (item.is_string())
      out.emplace_back(item.get_string());
    else if (item.is_object())
      out.push_back(text(item.get_object(), inner));
    else
      wrong(name, "`" + std::string(name) + "` holds something that is no text");
  }
  std::erase_if(out, [](const std::string& one) { return one.empty(); });
  return out;
}

bool Record::is_event(std::string_view type) const {
  return std::any_of(events_.begin(), events_.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, type); });
}

// CA 2.9: which kind of external user the log saw; nothing said is derived from the tenant.
void Record::read_external_kind(const std::string& cross_tenant) {
  Signal<ExternalKind>& kind = logged_.sign_in.subject.user.external_kind;
  const std::string type = text("userType");
  const bool guest = equal_ignoring_case(type, "guest");
  const bool member = equal_ignoring_case(type, "member");
  if (!type.empty() && !guest && !member && !equal_ignoring_case(type, "external"))
    note_unknown("userType", type);
  if (equal_ignoring_case(cross_tenant, "none")) {
    if (member) kind = ExternalKind::none;
    if (guest) kind = ExternalKind::internal_guest;
  } else if (equal_ignoring_case(cross_tenant, "b2bCollaboration")) {
    if (member) kind = ExternalKind::b2b_collaboration_member;
    if (guest) kind = ExternalKind::b2b_collaboration_guest;
  } else if (equal_ignoring_case(cross_tenant, "b2bDirectConnect")) {
    kind = ExternalKind::b2b_direct_connect_user;
  } else if (equal_ignoring_case(cross_tenant, "serviceProvider")) {
    kind = ExternalKind::service_provider;
  } else if (!cross_tenant.empty()) {
    note_unknown("crossTenantAccessType", cross_tenant);
  }
}

void Record::read_user() {
  UserSubject& user = logged_.sign_in.subject.user;
  const std::string id = text("userId");
  const std::string name = text("userPrincipalName");
  const bool has_id = !id.empty() && id != k_no_id;
  user.id = UserId(has_id ? id : name);
  read_external_kind(text("crossTenantAccessType"));
  const std::string home = text("homeTenantId");
  if (!home.empty() && home != k_no_id) user.home_tenant = TenantId(home);
}

void Record::read_subject() {
  Subject& subject = logged_.sign_in.subject;
  const std::string principal = text("servicePrincipalId");
  const bool says_user = !text("userId").empty() || !text("userPrincipalName").empty();
  const bool workload = is_event("servicePrincipal") || is_event("managedIdentity") || !says_user;
  if (!workload) {
    read_user();
  } else if (!principal.empty()) {
    subject.kind = is_event("managedIdentity") ? SubjectKind::managed_identity
                                               : SubjectKind::service_principal;
    subject.service_principal.id = ServicePrincipalId(principal);
  }
  if (const json::object* agent = part("agent"))
    if (const std::string type = text(*agent, "agentType");
        !type.empty() && !equal_ignoring_case(type, "notAgentic"))
      note_unknown("agent/agentType", type);
  if (subject.user.id.empty() && subject.service_principal.id.empty() &&
      subject.user.external_kind.is_unknown())
    wrong({}, "the sign-in names nobody: neither `userId` nor `servicePrincipalId` is there");
}

// How the token was asked for. A refresh token or primary refresh token that came in says more than
// the protocol, which is that of the first sign-in.
void Record::read_grant() {
  Request& request = logged_.sign_in.request;
  const std::string token = text("incomingTokenType");
  const std::string protocol = text("authenticationProtocol");
  const auto known = value_in(Words<GrantType>(k_protocols), protocol);
  if (!protocol.empty() && !known && !equal_ignoring_case(protocol, "none"))
    note_unknown("authenticationProtocol", protocol);
  if (logged_.sign_in.subject.kind != SubjectKind::user) {
    request.grant = GrantType::client_credentials;
    request.client_kind = ClientKind::confidential_client;
  } else if (contains_ignoring_case(token, "primaryRefreshToken")) {
    request.grant = GrantType::primary_refresh_token;
  } else if (contains_ignoring_case(token, "refreshToken")) {
    request.grant = GrantType::refresh_token;
  } else if (known && *known != GrantType::authorization_code) {
    request.grant = *known;
  } else {
    request.grant = request.interactive ? GrantType::authorization_code : GrantType::refresh_token;
  }
}

// The contexts that this sign-in had to satisfy.
void Record::read_contexts() {
  const json::value* value = find("authenticationContextClassReferences");
  if (value == nullptr) return;
  if (!value->is_array())
    return wrong("authenticationContextClassReferences",
                 "`authenticationContextClassReferences` is not a list");
  for (const json::value& item : value->get_array()) {
    const json::object* context = item.if_object();
    if (context == nullptr) continue;
    if (equal_ignoring_case(text(*context, "detail"), "notApplicable")) continue;
    if (const std::string id = text(*context, "id"); !id.empty())
      logged_.sign_in.request.authentication_contexts.emplace_back(id);
  }
}

void Record::read_request() {
  Request& request = logged_.sign_in.request;
  const bool person = logged_.sign_in.subject.kind == SubjectKind::user;
  request.interactive =
      person && truth(object_, "isInteractive").value_or(true) && !is_event("nonInteractiveUser");
  read_grant();
  request.client_app = AppId(text("appId"));
  if (const std::string credential = text("clientCredentialType");
      !credential.empty() && !equal_ignoring_case(credential, "none"))
    request.client_kind = ClientKind::confidential_client;
  if (const std::string resource = text("resourceId"); !resource.empty() && resource != k_no_id)
    request.resources.emplace_back(resource);
  std::vector<AppId> audiences;
  for (std::string& id : texts("conditionalAccessAudiences", "applicationId"))
    if (looks_like_guid(id))
      audiences.emplace_back(std::move(id));
    else
      note_unknown("conditionalAccessAudiences", id);
  if (!audiences.empty()) request.audiences = std::move(audiences);
  read_contexts();
}

void Record::read_address() {
  Client& client = logged_.sign_in.client;
  if (const std::string address = text("ipAddress"); !address.empty()) {
    if (const auto ip = IpAddress::parse(address))
      client.ip = *ip;
    else
      note_unknown("ipAddress", address);
  }
  const json::object* location = part("location");
  if (location == nullptr) return;
  std::string country = text(*location, "countryOrRegion");
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (country.size() == 2 && std::all_of(country.begin(), country.end(), letter)) {
    for (char& c : country)
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    client.country = country;
  } else if (!country.empty()) {
    note_unknown("location/countryOrRegion", country);
  }
}

void Record::read_client() {
  const std::string client = text("clientAppUsed");
  // `Other clients; IMAP` is how the log names some protocols.
  word(logged_.sign_in.client.app_type, "clientAppUsed",
       starts_with_ignoring_case(client, "Other clients") ? "Other clients" : client,
       Words<SignInClient>(k_clients));
  read_address();
  // The other way round, a tunnel says nothing about the compliant network of this tenant.
  if (truth(object_, "isThroughGlobalSecureAccess") == false)
    logged_.sign_in.client.compliant_network = false;
}

void Record::read_device_object(const json::object& detail) {
  Device device;
  const auto take = [&](Signal<std::string>& into, std::string_view name) {
    if (std::string value = text(detail, name); !value.empty()) into = std::move(value);
  };
  take(device.device_id, "deviceId");
  take(device.display_name, "displayName");
  // `operatingSystem` is no property here: the log writes versions (`Windows10`, `Ios 17.4`), the
  // device object the family alone (CA 2.7).
  const std::optional<bool> compliant = truth(detail, "isCompliant");
  if (compliant) device.is_compliant = *compliant;
  // Whoever manages it need not be Intune; managed by nobody is not managed by Intune.
  const std::optional<bool> managed = truth(detail, "isManaged");
  if (managed == false) device.intune_managed = false;
  const std::string trust = text(detail, "trustType");
  word(device.trust_type, "deviceDetail/trustType", trust, Words<TrustType>(k_trust_types));
  if (!device.device_id.is_unknown() || !device.trust_type.is_unknown() ||
      managed.value_or(false) || compliant.value_or(false))
    logged_.sign_in.device = std::move(device);
  else if (find(detail, "deviceId") != nullptr && trust.empty())
    // An empty id and no join: no registered device took part. Where the record does not speak of
    // the id at all, or of a join not known here, that is open.
    logged_.sign_in.device = Signal<Device>::absent();
}

void Record::read_device() {
  const json::object* detail = part("deviceDetail");
  if (detail == nullptr) return;
  read_device_object(*detail);
  const std::string system = text(*detail, "operatingSystem");
  if (system.empty()) return;
  for (const Word<SignInPlatform>& row : k_platforms)
    if (starts_with_ignoring_case(system, row.text)) {
      logged_.sign_in.client.platform = row.value;
      return;
    }
  note_unknown("deviceDetail/operatingSystem", system);
}

// `hidden` says only that the reader of the log may not know. The aggregated level and the state of
// the risk are of a later time and of no use here.
void Record::read_risk() {
  const std::string level = text("riskLevelDuringSignIn");
  if (!equal_ignoring_case(level, "hidden"))
    word(logged_.sign_in.risk.sign_in, "riskLevelDuringSignIn", level, words<RiskLevel>());
}

// The steps of this sign-in, when each is one that names a method and succeeded.
void Record::read_methods() {
  const json::value* value = find("authenticationDetails");
  const json::array* steps = value == nullptr ? nullptr : value->if_array();
  if (steps == nullptr || steps->empty()) return;
  std::vector<UsedMethod> methods;
  for (const json::value& step : *steps) {
    const json::object* object = step.if_object();
    if (object == nullptr) return;
    const auto mode = value_in(Words<MethodMode>(k_methods), text(*object, "authenticationMethod"));
    if (!mode || truth(*object, "succeeded") != true) return;
    methods.push_back({*mode, {}, {}, {}});
  }
  logged_.sign_in.session.methods = std::move(methods);
}

void Record::read_session() {
  SignIn& sign_in = logged_.sign_in;
  const std::string transfer = text("originalTransferMethod");
  if (equal_ignoring_case(transfer, "none"))
    sign_in.original_transfer_method = std::uint8_t{0};
  else if (const auto method = value_of<TransferMethod>(transfer))
    sign_in.original_transfer_method = static_cast<std::uint8_t>(*method);
  else if (!transfer.empty())
    note_unknown("originalTransferMethod", transfer);

  // A sign-in that went through and had to be multifactor was. One that did not have to be says
  // nothing about what its session carries.
  const json::object* status = part("status");
  const json::value* code = status == nullptr ? nullptr : find(*status, "errorCode");
  if (code != nullptr && code->is_int64()) logged_.went_through = code->get_int64() == 0;
  if (logged_.went_through == true &&
      equal_ignoring_case(text("authenticationRequirement"), "multiFactorAuthentication"))
    sign_in.session.mfa_claim = true;
  else
    read_methods();
  if (const json::object* protection = part("tokenProtectionStatusDetails")) {
    const std::string bound = text(*protection, "signInSessionStatus");
    if (equal_ignoring_case(bound, "bound")) sign_in.session.bound_token = true;
    if (equal_ignoring_case(bound, "unbound")) sign_in.session.bound_token = false;
  }
}

Result<LoggedSignIn> Record::read() {
  logged_.id = text("id");
  logged_.client_name = text("appDisplayName");
  logged_.account_name = text("userPrincipalName");
  events_ = texts("signInEventTypes", {});
  if (const std::string at = text("createdDateTime"); !at.empty()) {
    if (const auto instant = parse_instant(at))
      logged_.sign_in.at = *instant;
    else
      note_unknown("createdDateTime", at);
  }
  read_subject();
  read_request();
  read_client();
  read_device();
  read_risk();
  read_session();
  if (error_) return tl::unexpected(*error_);
  return std::move(logged_);
}

}  // namespace

bool is_sign_in_log_record(const json::object& object) {
  constexpr std::array k_tells = {
      "userId",     "userPrincipalName", "servicePrincipalId", "createdDateTime", "appId",
      "resourceId", "clientAppUsed",     "deviceDetail",       "signInEventTypes"};
  return std::any_of(k_tells.begin(), k_tells.end(),
                     [&](std::string_view name) { return find_member(object, name) != nullptr; });
}

Result<LoggedSignIn> read_sign_in_log_record(const json::object& object, const Place& where) {
  return Record(object, where).read();
}

}  // namespace caprock
