// What events do to a connection and its tenant (TS 2.1, 2.2).
#include "token/life.h"
#include "token/reasons.h"

namespace caprock {
namespace {

constexpr std::chrono::hours k_device_refresh_step{4};  // TS 3.4.2

// Applies one kind of event each.
struct Applied {
  Instant at;
  const TokenOptions& options;
  ConnectionLife& life;

  TokenWorld& world() const { return life.world; }
  HeldToken& token() const { return life.token; }

  void operator()(const PasswordChanged& event) const {
    world().password_changed = at;
    world().password_right = false;
    world().password_expires.reset();
    const bool ends_all = event.how == PasswordChange::reset_in_entra_center ||
                          event.how == PasswordChange::reset_in_microsoft365_center;
    // A browser session without a password outlives even these.
    if (ends_all && token().kind != ConnectionKind::browser_session)
      world().sessions_valid_from = at;
  }
  void operator()(const PasswordExpires&) const { world().password_expires = at; }
  void operator()(const SessionsRevoked& event) const {
    if (event.in_home_tenant || token().kind != ConnectionKind::guest)
      world().sessions_valid_from = at;
  }
  void operator()(const SignedOut&) const { token().session_used.reset(); }
  void operator()(const BrowserClosed&) const {
    if (!token().persistent_session) token().session_used.reset();
  }
  void operator()(const SignedIn& event) const {
    const Match with_mfa = event.with_mfa ? match_if(*event.with_mfa)
                                          : sign_in_asks_for_mfa(token(), world(), life.demands);
    token().signed_in = token().issued = token().family_began = at;
    token().has_mfa = with_mfa;
    token().mfa = with_mfa == Match::yes ? std::optional(at) : std::nullopt;
    token().by_password = match_if(event.by_password);
    token().session_used = at;
    if (token().joined_device_refresh) token().joined_device_refresh = at;
    if (life.demands.persistent_browser)
      token().persistent_session =
          *life.demands.persistent_browser == PersistentBrowserMode::always;
    register_factor(with_mfa);
  }
  void register_factor(Match shown) const {
    if (shown != Match::yes) {
      world().mfa_registered = any_of(world().mfa_registered, shown);
      return;
    }
    // Registering is what makes `enabled` into `enforced` (TS 5.1.1).
    if (world().per_user_mfa == PerUserMfa::enabled && world().mfa_registered == Match::no)
      world().per_user_mfa = PerUserMfa::enforced;
    world().mfa_registered = Match::yes;
  }
  void operator()(const AuthorizedSilently&) const {
    if (answer_authorization(token(), world(), life.demands, at, options).verdict !=
        TokenVerdict::ok)
      return;
    token().issued = token().family_began = at;
    token().session_used = at;
  }
  void operator()(const DeviceUnlocked&) const {
    auto& refreshed = token().joined_device_refresh;
    if (refreshed && at - *refreshed >= k_device_refresh_step) refreshed = at;
  }
  void operator()(const AccountEnabled& event) const {
    world().account_enabled = event.enabled;
    if (!event.enabled && options.disable_also_revokes) world().sessions_valid_from = at;
  }
  void operator()(const AccountRemoved& event) const { world().account = event.presence; }
  void operator()(const AppChanged& event) const {
    // What is created anew has no consent yet (TS 2.2.5).
    if (world().app == AppPresence::deleted && event.presence != AppPresence::deleted)
      world().consented = false;
    world().app = event.presence;
  }
  void operator()(const ConsentChanged& event) const { world().consented = event.consented; }
  void operator()(const AssignmentChanged& event) const { world().assigned = event.assigned; }
  void operator()(const CredentialChanged& event) const {
    world().credential = event.state;
    world().credential_expires = event.expires;
  }
  void operator()(const DeviceChanged& event) const { world().device = event.presence; }
  void operator()(const GuestRemoved&) const { world().guest_present = false; }
  void operator()(const CrossTenantChanged& event) const {
    world().home_allows = event.home_allows;
    world().resource_allows = event.resource_allows;
  }
  void operator()(const SecurityDefaultsChanged& event) const {
    world().security_defaults = match_if(event.on);
  }
  void operator()(const PerUserMfaChanged& event) const { world().per_user_mfa = event.state; }
  void operator()(const RememberMfaChanged& event) const { world().remember_mfa_days = event.days; }
  void operator()(const MfaReregistrationRequired&) const { world().mfa_registered = Match::no; }
  void operator()(const OutageChanged& event) const { world().outage = event.on; }
  void operator()(const DemandsChanged& event) const {
    life.demands = event.demands;
    world().from_trusted_ip = event.from_trusted_ip;
  }
};

}  // namespace

void apply_event(const DatedEvent& event, const TokenOptions& options, ConnectionLife& life) {
  std::visit(Applied{event.at, options, life}, event.event);
}

}  // namespace caprock
