// One token request as Conditional Access sees it (CA 2.1): authorization, code redemption,
// refresh, on-behalf-of, device code, client credentials, ...
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/ip.h"
#include "base/match.h"
#include "model/authentication_strength.h"
#include "model/conditions.h"
#include "model/directory.h"
#include "model/ids.h"

namespace caprock {

// A signal is a value, known not to exist (a sign-in without a device), or simply not given.
template <class T>
class Signal {
 public:
  Signal() = default;  // unknown
  Signal(T value)
      : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor): a value is a signal
  static Signal absent() {
    Signal signal;
    signal.state_ = Absent{};
    return signal;
  }

  bool is_unknown() const { return std::holds_alternative<Unknown>(state_); }
  bool is_absent() const { return std::holds_alternative<Absent>(state_); }
  const T* value() const { return std::get_if<T>(&state_); }

  bool operator==(const Signal&) const = default;

 private:
  struct Unknown {
    bool operator==(const Unknown&) const = default;
  };
  struct Absent {
    bool operator==(const Absent&) const = default;
  };
  std::variant<Unknown, Absent, T> state_;
};

enum class SubjectKind : std::uint8_t {
  user,
  agent_user,         // a user account that belongs to an agent
  service_principal,  // client credentials
  agent_identity,     // an agent, app-only
  managed_identity,
};

// The kind of external user (CA 2.9, one per sign-in); `none` is an ordinary member.
enum class ExternalKind : std::uint8_t {
  none,
  internal_guest,
  b2b_collaboration_guest,
  b2b_collaboration_member,
  b2b_direct_connect_user,
  other_external_user,
  service_provider,
};

enum class IdentityProvider : std::uint8_t {
  entra,
  microsoft_account,
  google,
  saml_ws_fed,
  email_otp,
  other
};

// The person or account signing in. Groups and roles are looked up in the tenant unless given.
struct UserSubject {
  UserId id;  // empty for users without an object here (direct connect, service provider)
  Signal<ExternalKind> external_kind;  // unknown: derived from the tenant's user object
  Signal<TenantId> home_tenant;
  IdentityProvider identity_provider = IdentityProvider::entra;
  std::optional<std::set<GroupId>> groups;        // transitive; overrides the tenant's data
  std::optional<std::set<RoleTemplateId>> roles;  // active at tenant scope; overrides likewise
  bool operator==(const UserSubject&) const = default;
};

struct ServicePrincipalSubject {
  ServicePrincipalId id;
  Signal<bool> single_tenant;  // registered in, and owned by, this tenant; unknown: derived
  std::optional<SecurityAttributes> attributes;  // overrides the tenant's data
  std::optional<ServicePrincipalId> blueprint;   // agents only
  bool operator==(const ServicePrincipalSubject&) const = default;
};

struct Subject {
  SubjectKind kind = SubjectKind::user;
  UserSubject user;                           // for user and agent_user
  ServicePrincipalSubject service_principal;  // for the other kinds
  bool is_person() const { return kind == SubjectKind::user || kind == SubjectKind::agent_user; }
  bool operator==(const Subject&) const = default;
};

enum class GrantType : std::uint8_t {
  authorization_code,
  refresh_token,
  on_behalf_of,
  device_code,
  password,  // ROPC
  client_credentials,
  saml,
  ws_fed,
  primary_refresh_token,
  authentication_transfer,
  basic_authentication,
};

enum class ClientKind : std::uint8_t { public_client, single_page_app, confidential_client };

struct Request {
  GrantType grant = GrantType::authorization_code;
  bool interactive = true;
  AppId client_app;
  Signal<ClientKind> client_kind;
  bool id_token_requested = false;
  // Scopes as asked, for example `Mail.Read` or `https://outlook.office365.com/.default`; scopes
  // without a resource belong to Microsoft Graph.
  std::vector<std::string> scopes;
  std::vector<AppId> resources;                 // resources asked for besides the scopes
  std::optional<std::vector<AppId>> audiences;  // as a log recorded them; overrides the computation
  std::optional<std::string> user_action;       // `urn:user:registersecurityinfo`, ...
  std::vector<ContextId> authentication_contexts;
  bool operator==(const Request&) const = default;
};

// The class of a client's sign-in; policies match it by CA 2.5. `unspecified` is What If's `all`.
enum class SignInClient : std::uint8_t {
  browser,
  mobile_apps_and_desktop_clients,
  exchange_active_sync,
  other,
  unspecified,
};

enum class SignInPlatform : std::uint8_t {
  android,
  ios,
  windows,
  windows_phone,
  mac_os,
  linux,
  unrecognised
};

// A country from the authenticator's position; a spoofed or jailbroken device is not valid.
struct GpsPosition {
  std::string country;
  bool valid = true;
  bool operator==(const GpsPosition&) const = default;
};

struct Client {
  Signal<SignInClient> app_type;
  Signal<SignInPlatform> platform;
  Signal<IpAddress> ip;
  Signal<std::string> country;  // two letters; absent: the address maps to no country
  Signal<GpsPosition> gps;
  Signal<bool> compliant_network;
  bool operator==(const Client&) const = default;
};

enum class TrustType : std::uint8_t { azure_ad, server_ad, workplace };

// A registered device. A property that is absent is null to filter rules; a device whose compliance
// is null is not compliant.
struct Device {
  Signal<std::string> device_id, display_name, ownership, enrollment_profile_name, manufacturer,
      mdm_app_id, model, operating_system, operating_system_version, profile_type;
  Signal<bool> is_compliant;
  Signal<TrustType> trust_type;
  Signal<std::vector<std::string>> physical_ids, system_labels;
  std::array<Signal<std::string>, 15> extension_attributes;
  Signal<bool> intune_managed;
  bool operator==(const Device&) const = default;

  // A device of which every property is known to be null, to start from.
  static Device without_properties();
};

struct Risk {
  Signal<RiskLevel> sign_in;
  Signal<RiskLevel> user;
  Signal<RiskLevel> service_principal;
  Signal<AgentRisk> agent;      // absent: no risk
  Signal<InsiderRisk> insider;  // absent: no risk
  bool operator==(const Risk&) const = default;
};

// One authentication method used in the session, and what strengths ask about it.
struct UsedMethod {
  MethodMode mode = MethodMode::password;
  std::string aaguid;
  std::string issuer_ski;
  std::vector<std::string> policy_oids;
  bool operator==(const UsedMethod&) const = default;
};

// What the session or refresh token already proves.
struct Session {
  Signal<std::vector<UsedMethod>> methods;
  Signal<bool> mfa_claim;  // unknown: derived from methods
  Signal<bool> mfa_registered;
  Signal<Instant> last_primary_authentication;
  Signal<Instant> last_secondary_authentication;
  Signal<std::set<TermsOfUseId>> terms_accepted;  // current versions, not expired
  Signal<std::set<CustomControlId>> custom_controls_satisfied;
  Signal<bool> approved_app;
  Signal<bool> app_protection;
  Signal<bool> bound_token;  // token protection
  Signal<bool> password_changed_for_risk;
  Signal<bool> risk_remediated;
  bool operator==(const Session&) const = default;
};

struct SignIn {
  Signal<Instant> at;
  Subject subject;
  Request request;
  Client client;
  Signal<Device> device;  // absent: no registered device, every property is null
  Risk risk;
  // How the session was born; sticks through refreshes (CA 2.8). OR of TransferMethod.
  Signal<std::uint8_t> original_transfer_method;
  Session session;
  bool operator==(const SignIn&) const = default;
};

}  // namespace caprock
