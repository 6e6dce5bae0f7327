#include "reference/token_life.h"

#include "reference/token_call.h"
#include "reference/token_kinds.h"

namespace caprock::reference {
namespace {

// Hears of one event; each kind has its rule.
struct Happening {
  Instant at;
  const TokenOptions& options;
  ConnectionLife& life;

  HeldToken& token() const { return life.token; }
  TokenWorld& world() const { return life.world; }

  // TS 2.1.2, 2.1.6
  void operator()(const PasswordChanged& event) const {
    world().password_right = false;
    world().password_expires.reset();
    world().password_changed = at;
    const bool ends_everything = event.how == PasswordChange::reset_in_entra_center ||
                                 event.how == PasswordChange::reset_in_microsoft365_center;
    if (ends_everything && token().kind != ConnectionKind::browser_session)
      world().sessions_valid_from = at;
  }
  // TS 2.1.3
  void operator()(const PasswordExpires&) const { world().password_expires = at; }
  // TS 2.1.1, 6.3.1
  void operator()(const SessionsRevoked& event) const {
    if (token().kind == ConnectionKind::guest && !event.in_home_tenant) return;
    world().sessions_valid_from = at;
  }
  // TS 2.1.5
  void operator()(const SignedOut&) const { token().session_used.reset(); }
  // TS 1.5.1
  void operator()(const BrowserClosed&) const {
    if (!token().persistent_session) token().session_used.reset();
  }
  // TS 0.3.1: a sign-in begins a new family.
  void operator()(const SignedIn& event) const {
    token().signed_in = at;
    token().issued = at;
    token().family_began = at;
    const Match shown = event.with_mfa ? match_if(*event.with_mfa)
                                       : sign_in_demand_aloud(token(), world(), life.demands);
    token().has_mfa = shown;
    token().mfa.reset();
    if (shown == Match::yes) showed_second_factor();
    if (shown == Match::unknown && world().mfa_registered == Match::no)
      world().mfa_registered = Match::unknown;
    token().by_password = match_if(event.by_password);
    token().session_used = at;
    if (life.demands.persistent_browser)  // TS 1.5.1
      token().persistent_session =
          *life.demands.persistent_browser == PersistentBrowserMode::always;
    if (token().joined_device_refresh) token().joined_device_refresh = at;
  }
  // Who shows a second factor has one; to register one makes `enabled` `enforced` (TS 5.1.4).
  void showed_second_factor() const {
    if (world().per_user_mfa == PerUserMfa::enabled && world().mfa_registered == Match::no)
      world().per_user_mfa = PerUserMfa::enforced;
    world().mfa_registered = Match::yes;
    token().mfa = at;
  }
  // TS 1.3.4
  void operator()(const AuthorizedSilently&) const {
    const TokenAnswer answer = authorize_aloud(token(), world(), life.demands, at, options);
    if (!answer.causes.empty()) return;
    token().session_used = at;
    token().family_began = at;
    token().issued = at;
  }
  // TS 3.4.2
  void operator()(const DeviceUnlocked&) const {
    auto& refreshed = token().joined_device_refresh;
    if (refreshed && at - *refreshed >= std::chrono::hours(4)) refreshed = at;
  }
  // TS 2.2.1
  void operator()(const AccountEnabled& event) const {
    world().account_enabled = event.enabled;
    if (!event.enabled && options.disable_also_revokes) world().sessions_valid_from = at;
  }
  // TS 2.2.2
  void operator()(const AccountRemoved& event) const { world().account = event.presence; }
  // TS 2.2.5: an application that was deleted comes back without consent.
  void operator()(const AppChanged& event) const {
    if (world().app == AppPresence::deleted && event.presence != AppPresence::deleted)
      world().consented = false;
    world().app = event.presence;
  }
  void operator()(const ConsentChanged& event) const { world().consented = event.consented; }
  void operator()(const AssignmentChanged& event) const { world().assigned = event.assigned; }
  // TS 2.2.6
  void operator()(const CredentialChanged& event) const {
    world().credential = event.state;
    world().credential_expires = event.expires;
  }
  // TS 2.2.7
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
  // TS 2.2.9: what the token proves stays.
  void operator()(const MfaReregistrationRequired&) const { world().mfa_registered = Match::no; }
  void operator()(const OutageChanged& event) const { world().outage = event.on; }
  void operator()(const DemandsChanged& event) const {
    life.demands = event.demands;
    world().from_trusted_ip = event.from_trusted_ip;
  }
};

Failure impossible(std::string message) {
  return failure(ErrorCode::life_invalid, std::move(message));
}

bool is_in_range(Instant at) {
  using namespace std::chrono;
  return at >= sys_days(year(1970) / 1 / 1) && at < sys_days(year(10000) / 1 / 1);
}

Result<void> is_possible(const ConnectionLife& life, Instant until) {
  if (life.refresh_every && life.refresh_every->count() <= 0)
    return impossible("the time between two requests is not positive");
  if (until < life.from) return impossible("the end is before the beginning");
  if (!is_in_range(life.from) || !is_in_range(until))
    return impossible("the span is outside the years 1970 to 9999");
  for (std::size_t i = 0; i < life.events.size(); ++i) {
    if (!is_in_range(life.events[i].at))
      return impossible("an event is outside the years 1970 to 9999");
    if (i > 0 && life.events[i].at < life.events[i - 1].at)
      return impossible("the events are not in the order of time");
  }
  return {};
}

void join_answer(std::vector<LifeSpan>& spans, Instant now, TokenAnswer answer) {
  if (spans.empty() || !(spans.back().answer == answer))
    spans.push_back({now, now, 0, std::move(answer)});
  spans.back().until = now;
  ++spans.back().requests;
}

}  // namespace

void renew_aloud(HeldToken& token, Instant now) {
  if (has_refresh_token(token.kind)) token.issued = now;                        // TS 1.3.1
  if (token.kind == ConnectionKind::browser_session) token.session_used = now;  // TS 1.5.1
}

void apply_aloud(const DatedEvent& event, const TokenOptions& options, ConnectionLife& life) {
  std::visit(Happening{event.at, options, life}, event.event);
}

Result<Lifeline> live_aloud(ConnectionLife life, Instant until, const TokenOptions& options) {
  if (auto possible = is_possible(life, until); !possible) return tl::unexpected(possible.error());
  Lifeline line{life.from, until, {}, life.events};
  const auto pause = [&] {
    return life.refresh_every.value_or(
        access_token_life_aloud(life.token, life.world, life.demands, options));
  };
  std::size_t next_event = 0;
  std::optional<std::chrono::minutes> cadence;
  Instant last = life.from;
  for (Instant now = life.from; now <= until; now += std::chrono::minutes(1)) {
    for (; next_event < line.events.size() && line.events[next_event].at <= now; ++next_event)
      apply_aloud(line.events[next_event], options, life);
    if (!cadence) cadence = pause();
    if (cadence->count() <= 0) return impossible("an access token lives for no time");
    if (now != last + *cadence) continue;
    TokenAnswer answer = answer_aloud(life.token, life.world, life.demands, now, options);
    last = now;
    if (answer.verdict == TokenVerdict::ok) renew_aloud(life.token, now);
    cadence = pause();
    join_answer(line.spans, now, std::move(answer));
  }
  return line;
}

}  // namespace caprock::reference
