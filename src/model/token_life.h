// The life of a connection's token: what it holds, what the tenant is like, what it asks for, what
// happens, and what a request is answered (TS 0.2 to 0.6).
//
// These are facts and answers only. The rules stand in token/, and as a second, slow program in
// reference/token_life.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/match.h"
#include "model/connection.h"
#include "model/controls.h"
#include "model/evaluation_options.h"
#include "model/evidence.h"
#include "model/ids.h"
#include "model/sign_in.h"

namespace caprock {

// --- what the connection holds ---------------------------------------------------------------

// A user's refresh token and the sign-in it comes from; for kinds without one (passwords,
// applications) only `kind` and `client` count. Copied unchanged through refreshes, except for
// `issued` (TS 1.3.1).
struct HeldToken {
  ConnectionKind kind = ConnectionKind::delegated_public;
  ClientKind client = ClientKind::public_client;
  bool first_party = false;    // Microsoft's own client id (TS 3.5)
  Instant signed_in;           // the last primary authentication
  std::optional<Instant> mfa;  // the last second factor; absent: none
  Match has_mfa = Match::no;   // unknown: nobody says; then `mfa` is absent
  Instant issued;              // this refresh token
  Instant family_began;        // the first refresh token since the sign-in
  // A password was typed at the sign-in. For legacy protocols: the account's own password is
  // stored, not an app password.
  Match by_password = Match::yes;
  bool handles_claims = false;          // client capability cp1: takes part in CAE (TS 4.4)
  bool device_bound = false;            // the token names a device
  bool persistent_session = false;      // the browser session beside it outlives the browser
  std::optional<Instant> session_used;  // the browser session's last use; absent: none, or closed
  std::optional<Instant>
      joined_device_refresh;  // PRT of a joined device: its last refresh (TS 3.4.2)
  bool operator==(const HeldToken&) const = default;
};

// --- what the tenant asks ----------------------------------------------------------------------

// What one policy asks of this connection's requests for one resource, whatever the age of its
// token. Only policies that apply, or may.
struct PolicyDemand {
  PolicyId policy;
  std::string name;
  Match applies = Match::yes;
  bool blocks = false;
  // The grant controls for a token without a second factor, and for one that has it.
  Match met_without_mfa = Match::yes;
  Match met_with_mfa = Match::yes;
  // What the request is answered where they are not met; 0: not known (CA 2.12).
  int code_without_mfa = 0;
  int code_with_mfa = 0;
  std::string control;  // what it demands, in words: `multifactor authentication`
  std::optional<std::chrono::seconds> frequency;  // zero: every time (CA 2.14.1)
  bool frequency_secondary_only = false;
  bool token_protection = false;  // not met, and the resource is covered (TS 4.5)
  bool by_address = false;        // its locations are address ranges alone (TS 4.4.4)
  bool strict_location = false;   // of continuous access evaluation (TS 4.4.5)
  // A session control has parts that are not understood here: perhaps it refuses the request.
  bool not_understood = false;
  bool operator==(const PolicyDemand&) const = default;
};

struct TenantDemands {
  std::vector<PolicyDemand> policies;
  // What the policies ask as seen from where the resource sees the caller, as a claims challenge
  // told the sign-in service; absent: it sees the same address.
  std::optional<std::vector<PolicyDemand>> at_resource;
  bool azure_management = false;             // the resource is Azure Resource Manager
  bool admin_portal = false;                 // a portal with mandatory MFA (TS 5.5)
  bool continuous_access_evaluation = true;  // the resource takes part, and no policy ends it
  bool unwatched_locations = false;          // policies go by what resources cannot see (TS 1.2.4)
  std::optional<PersistentBrowserMode> persistent_browser;
  bool disable_resilience_defaults = false;
  bool operator==(const TenantDemands&) const = default;
};

// --- what the tenant is like -------------------------------------------------------------------

enum class PerUserMfa : std::uint8_t { disabled, enabled, enforced };
enum class AccountPresence : std::uint8_t { present, soft_deleted, hard_deleted };
enum class AppPresence : std::uint8_t { present, disabled, deleted };
enum class CredentialState : std::uint8_t { valid, wrong, bad_signature };
enum class DevicePresence : std::uint8_t { present, disabled, deleted };

// Everything besides policies that decides a token request, at one instant.
struct TokenWorld {
  // The account.
  AccountPresence account = AccountPresence::present;
  bool account_enabled = true;
  bool account_locked = false;                 // smart lockout
  std::optional<Instant> sessions_valid_from;  // signInSessionsValidFromDateTime
  std::optional<Instant> password_changed;     // by the user, or so that only password grants end
  std::optional<Instant> password_expires;
  bool password_right = true;  // of the stored one; matters to stored passwords only
  Match mfa_registered = Match::yes;
  PerUserMfa per_user_mfa = PerUserMfa::disabled;
  Match admin_role = Match::no;  // a role that Security Defaults list (TS 5.3)
  bool synchronization_account = false;
  // The tenant.
  Match security_defaults = Match::no;
  std::optional<int> remember_mfa_days;  // absent: off, or not known
  bool from_trusted_ip = false;          // of the MFA service settings (TS 5.2)
  std::optional<std::chrono::minutes> access_token_lifetime;  // a token lifetime policy
  bool outage = false;
  // The application.
  AppPresence app = AppPresence::present;
  CredentialState credential = CredentialState::valid;
  std::optional<Instant> credential_expires;
  bool credential_is_certificate = false;
  bool consented = true;
  bool assigned = true;  // or assignment is not required
  // Guests (TS 6.2).
  bool guest_present = true;
  bool home_allows = true;      // outbound settings of the home tenant
  bool resource_allows = true;  // inbound settings here
  // The device that the token names.
  DevicePresence device = DevicePresence::present;
  bool operator==(const TokenWorld&) const = default;
};

// --- what happens ------------------------------------------------------------------------------

// How a password was changed; which tokens end differs (TS 2.1).
enum class PasswordChange : std::uint8_t {
  by_user,                // or by self-service reset, or synchronized from on-premises
  reset_in_azure_portal,  // ends what the user's own change ends
  reset_in_entra_center,  // ends everything but passwordless browser sessions
  reset_in_microsoft365_center,
  reset_through_graph,  // taken for by_user; not documented
};

struct PasswordChanged {
  PasswordChange how{};
};
struct PasswordExpires {};
struct SessionsRevoked {
  bool in_home_tenant = true;
};  // elsewhere nothing ends for a guest
struct SignedOut {};  // single sign-out: the browser session ends
struct BrowserClosed {};
// A person signs in: a new grant family. `with_mfa` absent: as the tenant then asks.
struct SignedIn {
  std::optional<bool> with_mfa = true;
  bool by_password = true;
};
// Through the browser session, without a person: a new grant family, if the session allows it.
struct AuthorizedSilently {};
struct DeviceUnlocked {};  // a joined device: its PRT is refreshed, at most every four hours
struct AccountEnabled {
  bool enabled = true;
};
struct AccountRemoved {
  AccountPresence presence = AccountPresence::soft_deleted;
};
struct AppChanged {
  AppPresence presence = AppPresence::present;
};
struct ConsentChanged {
  bool consented = false;
};
struct AssignmentChanged {
  bool assigned = false;
};
struct CredentialChanged {
  CredentialState state = CredentialState::valid;
  std::optional<Instant> expires;
};
struct DeviceChanged {
  DevicePresence presence = DevicePresence::present;
};
struct GuestRemoved {};
struct CrossTenantChanged {
  bool home_allows = true;
  bool resource_allows = true;
};
struct SecurityDefaultsChanged {
  bool on = true;
};
struct PerUserMfaChanged {
  PerUserMfa state{};
};
struct RememberMfaChanged {
  std::optional<int> days;
};
struct MfaReregistrationRequired {};  // the methods are gone; what the token proves stays (TS 2.2)
struct OutageChanged {
  bool on = true;
};
// A policy was switched, an address changed, ...: what is asked from now on.
struct DemandsChanged {
  TenantDemands demands;
  bool from_trusted_ip = false;
};

using TokenEvent =
    std::variant<PasswordChanged, PasswordExpires, SessionsRevoked, SignedOut, BrowserClosed,
                 SignedIn, AuthorizedSilently, DeviceUnlocked, AccountEnabled, AccountRemoved,
                 AppChanged, ConsentChanged, AssignmentChanged, CredentialChanged, DeviceChanged,
                 GuestRemoved, CrossTenantChanged, SecurityDefaultsChanged, PerUserMfaChanged,
                 RememberMfaChanged, MfaReregistrationRequired, OutageChanged, DemandsChanged>;

struct DatedEvent {
  Instant at;
  TokenEvent event;
  std::string label;  // for people: `policy `Require MFA` is switched on`
};

// --- what is answered --------------------------------------------------------------------------

// Two different ways a token stops working (TS 0.4).
enum class TokenVerdict : std::uint8_t {
  ok,
  refused,   // this request is refused; the same token works again once the cause goes away
  terminal,  // the grant is dead; a new sign-in is needed
};

// Why a request is refused; one row each in token/reasons.cpp.
enum class TokenReason : std::uint8_t {
  none,
  app_missing,
  app_disabled,
  wrong_secret,
  secret_expired,
  bad_certificate,
  account_missing,
  account_disabled,
  account_locked,
  wrong_password,
  password_expired,
  sessions_revoked,
  password_changed,
  single_page_day_over,
  inactivity,
  primary_token_idle,  // of the joined device
  device_deleted,
  device_disabled,
  home_forbids,
  resource_forbids,
  guest_missing,
  not_assigned,
  consent_missing,
  blocked,
  flow_blocked,
  security_defaults_block,
  security_defaults_mfa,
  per_user_mfa,
  mandatory_mfa,  // Microsoft's own demand, for portals and for changes in Azure
  mfa_needed,
  grant_needed,  // a device, an app, terms, a strength, ...: `PolicyDemand::control` says which
  sign_in_frequency,
  mfa_too_old,
  token_not_bound,
  not_understood,  // never certain; after all other checks
  no_session,      // a browser session that is over
  outage,          // of Microsoft's service, and the backup does not renew this session (TS 4.3)
};

// What ends a refusal, and who must do it.
enum class FixKind : std::uint8_t {
  none,
  reauth_user,
  reconsent,
  rotate_secret,
  admin_policy_change,
  admin_unblock,
  client_bug,
};

struct TokenCause {
  TokenReason reason = TokenReason::none;
  TokenVerdict verdict = TokenVerdict::ok;
  Match certainty = Match::yes;  // unknown: hinges on what nobody says
  int aadsts = 0;
  PolicyId policy;  // empty for settings and states
  std::string policy_name;
  std::string control;                        // in words, for policies
  std::optional<std::chrono::seconds> limit;  // the age that was exceeded
  std::optional<Instant> since;               // when it began to hold, where a time made it so
  bool operator==(const TokenCause&) const = default;
};

// The answer to one request: what the wire shows is `causes.front()`; further causes would refuse
// it as well. `possible` would refuse it if what nobody says were so. Both in the order of TS 0.5.
struct TokenAnswer {
  TokenVerdict verdict = TokenVerdict::ok;  // terminal if any certain cause is
  std::vector<TokenCause> causes;
  std::vector<TokenCause> possible;
  bool operator==(const TokenAnswer&) const = default;
};

// --- at a resource -----------------------------------------------------------------------------

// An access token as its resource sees it (TS 1.2, 4.4).
struct AccessToken {
  Instant issued;
  std::chrono::minutes life{};
  bool evaluated = false;        // critical events end it before its time
  bool watches_address = false;  // so does an address that a policy forbids
  Match has_mfa = Match::no;
  bool operator==(const AccessToken&) const = default;
};

// One call with it.
struct ResourceCall {
  Instant at;
  bool changes = false;  // creates, updates or deletes; matters to Azure management
  bool repeats = false;  // this token was challenged before, and the client sends it again
};

enum class CallVerdict : std::uint8_t { accepted, expired, challenged };

struct CallAnswer {
  CallVerdict verdict = CallVerdict::accepted;
  // Unknown: accepted, but perhaps challenged for `reason`, which hinges on what nobody says.
  Match certainty = Match::yes;
  TokenReason reason = TokenReason::none;  // of the challenge
  PolicyId policy;                         // empty for events and settings
  std::string policy_name;
  std::optional<Instant> not_before;  // the challenge asks for a token that is no older: `nbf`
  FixKind fix = FixKind::none;        // who must act besides the client, which asks for a new token
  bool operator==(const CallAnswer&) const = default;
};

// --- options -----------------------------------------------------------------------------------

enum class SifFirstPartyObo : std::uint8_t { enforced, deferred };
enum class SdAdminRefresh : std::uint8_t { strict, lenient };

struct TokenOptions {
  std::chrono::minutes at_lifetime{75};           // 60 to 90 by chance; fixed here
  std::chrono::minutes at_lifetime_cae{24 * 60};  // 20 to 28 hours by chance; fixed here
  SifConfidential sif_confidential = SifConfidential::deferred;
  SifFirstPartyObo sif_first_party_obo = SifFirstPartyObo::enforced;
  bool sif_forces_short_at = true;
  bool remember_mfa_applies_to_ca = true;
  bool disable_also_revokes = false;
  SdAdminRefresh sd_admin_refresh = SdAdminRefresh::strict;
  bool operator==(const TokenOptions&) const = default;
};

// --- a life --------------------------------------------------------------------------------------

// A connection from one instant on, and what will happen to it.
struct ConnectionLife {
  HeldToken token;
  TokenWorld world;
  TenantDemands demands;
  Instant from;                                       // the first request is one cadence later
  std::optional<std::chrono::minutes> refresh_every;  // absent: when the access token expires
  std::vector<DatedEvent> events;                     // in order of time
};

// From `from` on, every request is answered like this, until the next span.
struct LifeSpan {
  Instant from;   // the first request that was answered so
  Instant until;  // the last one
  std::size_t requests = 0;
  TokenAnswer answer;
  bool operator==(const LifeSpan&) const = default;
};

struct Lifeline {
  Instant from;
  Instant until;
  std::vector<LifeSpan> spans;  // neighbours differ in their answer
  std::vector<DatedEvent> events;
};

}  // namespace caprock
