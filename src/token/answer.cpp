// The checks of one token request, in their order (TS 0.5).
#include "token/answer.h"

#include <algorithm>

#include "model/aadsts.h"
#include "token/call.h"
#include "token/checks.h"
#include "token/freshness.h"
#include "token/life.h"
#include "token/mfa_demands.h"
#include "token/reasons.h"

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr days k_inactivity{90};               // TS 1.3.2
constexpr hours k_single_page_day{24};         // TS 1.3.3
constexpr days k_primary_token_idle{14};       // TS 1.6.1
constexpr hours k_session_idle{24};            // TS 1.5.1
constexpr days k_persistent_session_idle{90};  // TS 1.5.1

// Legacy protocols may send an app password instead (TS 5.1.3).
Match sends_own_password(const HeldToken& token) {
  return token.kind == ConnectionKind::legacy_protocol ? token.by_password : Match::yes;
}

// Who proves that it is the client (TS 0.5.2).
bool shows_credential(const HeldToken& token) {
  if (token.kind == ConnectionKind::app_only || token.kind == ConnectionKind::app_only_multi_tenant)
    return true;
  const bool has_client = has_refresh_token(token.kind) || token.kind == ConnectionKind::password;
  return has_client && token.client == ClientKind::confidential_client;
}

// --- 3, 4: the client and its credential
void check_client(Checks& checks) {
  const TokenWorld& world = checks.world;
  if (checks.is(ConnectionKind::legacy_protocol)) return;
  add(checks, TokenReason::app_missing, world.app == AppPresence::deleted);
  add(checks, TokenReason::app_disabled, world.app == AppPresence::disabled);
  if (!shows_credential(checks.token)) return;
  add(checks, TokenReason::wrong_secret, world.credential == CredentialState::wrong);
  add(checks, TokenReason::bad_certificate, world.credential == CredentialState::bad_signature);
  add_past(
      checks,
      world.credential_is_certificate ? TokenReason::bad_certificate : TokenReason::secret_expired,
      world.credential_expires);
}

// --- 6: the account
void check_account(Checks& checks) {
  const TokenWorld& world = checks.world;
  if (world.account != AccountPresence::present) {
    TokenCause cause = cause_of(TokenReason::account_missing);
    if (world.account == AccountPresence::hard_deleted) cause.verdict = TokenVerdict::terminal;
    add(checks, std::move(cause), Match::yes);
  }
  add(checks, TokenReason::account_disabled, !world.account_enabled);
  if (!stores_password(checks.token.kind)) return;
  add(checks, TokenReason::account_locked, world.account_locked);
  const Match own = sends_own_password(checks.token);
  add(checks, cause_of(TokenReason::wrong_password), all_of(own, match_if(!world.password_right)));
  add_past(checks, TokenReason::password_expired, world.password_expires, own);
}

// --- 7: what kills a grant
bool is_older_than(const HeldToken& token, const std::optional<Instant>& cut) {
  return cut && *cut > token.signed_in;
}

// TS 2.1.2: a confidential client's token survives the user's own change.
Match ended_by_password(const Checks& checks) {
  if (checks.is_confidential() && !checks.is(ConnectionKind::browser_session)) return Match::no;
  return all_of(checks.token.by_password,
                match_if(is_older_than(checks.token, checks.world.password_changed)));
}

void check_grant(Checks& checks) {
  const HeldToken& token = checks.token;
  add(checks, TokenReason::sessions_revoked,
      is_older_than(token, checks.world.sessions_valid_from));
  add(checks, cause_of(TokenReason::password_changed), ended_by_password(checks));
  if (token.client == ClientKind::single_page_app)
    add_age(checks, cause_of(TokenReason::single_page_day_over), token.family_began,
            k_single_page_day, Match::yes);
  add_age(checks, cause_of(TokenReason::inactivity), token.issued, k_inactivity, Match::yes);
  if (token.joined_device_refresh)
    add_age(checks, cause_of(TokenReason::primary_token_idle), *token.joined_device_refresh,
            k_primary_token_idle, Match::yes);
  if (!token.device_bound) return;
  add(checks, TokenReason::device_deleted, checks.world.device == DevicePresence::deleted);
  add(checks, TokenReason::device_disabled, checks.world.device == DevicePresence::disabled);
}

// TS 1.5.1
void check_browser_session(Checks& checks) {
  const HeldToken& token = checks.token;
  const seconds idle =
      token.persistent_session ? seconds(k_persistent_session_idle) : seconds(k_session_idle);
  const bool cut = !token.session_used || is_older_than(token, checks.world.sessions_valid_from);
  add(checks, TokenReason::no_session, cut);
  if (cut) return;
  const Match by_password = ended_by_password(checks);
  add(checks, cause_of(TokenReason::no_session), by_password);
  if (by_password != Match::yes)
    add_age(checks, cause_of(TokenReason::no_session), *token.session_used, idle, Match::yes);
}

// --- 8, 9: other tenants, consent
void check_access(Checks& checks) {
  const TokenWorld& world = checks.world;
  const bool direct = checks.is(ConnectionKind::direct_connect);
  if (checks.is(ConnectionKind::guest) || direct) {
    add(checks, TokenReason::home_forbids, !world.home_allows);
    add(checks, TokenReason::resource_forbids, !world.resource_allows);
    add(checks, TokenReason::guest_missing, !direct && !world.guest_present);
  }
  if (!has_account(checks.token.kind) || checks.is(ConnectionKind::legacy_protocol)) return;
  add(checks, TokenReason::not_assigned, !world.assigned);
  add(checks, TokenReason::consent_missing, !world.consented);
}

// --- 10: blocks
// TS 4.4.5: the address that a claims challenge told of.
void check_strict_location(Checks& checks) {
  if (!checks.demands.at_resource) return;
  for (const PolicyDemand& demand : *checks.demands.at_resource)
    add(checks, cause_of(demand, TokenReason::blocked, aadsts::k_blocked),
        is_refused_at_resource(demand, checks.token, checks.demands));
}

void check_blocks(Checks& checks) {
  for (const PolicyDemand& demand : checks.demands.policies) {
    if (!demand.blocks) continue;
    const bool flow = demand.code_without_mfa == aadsts::k_flow_token_dead;
    add(checks,
        cause_of(demand, flow ? TokenReason::flow_blocked : TokenReason::blocked,
                 demand.code_without_mfa),
        demand.applies);
  }
  check_strict_location(checks);
  if (checks.is(ConnectionKind::legacy_protocol))
    add(checks, cause_of(TokenReason::security_defaults_block), checks.world.security_defaults);
}

// --- 11: multifactor authentication outside policies
void check_baseline(Checks& checks) {
  if (checks.is(ConnectionKind::legacy_protocol)) {
    // An app password passes, the account's own does not (TS 5.1.3).
    const bool asked =
        checks.world.per_user_mfa == PerUserMfa::enforced && !checks.world.from_trusted_ip;
    TokenCause cause = cause_of(TokenReason::per_user_mfa);
    cause.aadsts = row_of(TokenReason::wrong_password).aadsts;
    add(checks, std::move(cause), all_of(match_if(asked), sends_own_password(checks.token)));
    return;
  }
  const Match lacks_mfa = negate(shown_mfa(checks.token));
  TokenCause defaults = cause_of(TokenReason::security_defaults_mfa);
  TokenCause per_user = cause_of(TokenReason::per_user_mfa);
  TokenCause mandatory = cause_of(TokenReason::mandatory_mfa);
  defaults.aadsts = per_user.aadsts = mandatory.aadsts = factor_code(checks.world);
  add(checks, std::move(defaults), all_of(defaults_demand_mfa(checks), lacks_mfa));
  add(checks, std::move(per_user), all_of(match_if(per_user_mfa_demands(checks.world)), lacks_mfa));
  add(checks, std::move(mandatory),
      all_of(match_if(portal_demands_mfa(checks.world, checks.demands)), lacks_mfa));
}

// --- 12: grant controls
bool is_factor_code(int code) {
  return code == aadsts::k_mfa_needed || code == aadsts::k_mfa_not_registered;
}

// Device, app, second factor, terms, password (TS 0.5).
int place_of(const TokenCause& cause) {
  switch (cause.aadsts) {
    case aadsts::k_device_not_known:
    case aadsts::k_device_not_compliant:
    case aadsts::k_device_not_hybrid_joined:
    case aadsts::k_device_not_presented:
    case aadsts::k_home_device_not_accepted: return 0;
    case aadsts::k_app_not_approved:
    case aadsts::k_app_not_protected: return 1;
    case aadsts::k_mfa_needed:
    case aadsts::k_mfa_not_registered: return 2;
    case aadsts::k_external_challenge: return 3;
    case aadsts::k_password_change: return 4;
    default: return 5;
  }
}

// Met with the second factor that the token has, lacks, or has perhaps.
Match is_met(const PolicyDemand& demand, Match has_mfa) {
  if (has_mfa == Match::yes) return demand.met_with_mfa;
  if (has_mfa == Match::no) return demand.met_without_mfa;
  return demand.met_with_mfa == demand.met_without_mfa ? demand.met_with_mfa : Match::unknown;
}

TokenCause grant_cause(const Checks& checks, const PolicyDemand& demand) {
  const bool with = shown_mfa(checks.token) == Match::yes;
  const int code = with ? demand.code_with_mfa : demand.code_without_mfa;
  if (is_factor_code(code))
    return cause_of(demand, TokenReason::mfa_needed, factor_code(checks.world));
  return cause_of(demand, TokenReason::grant_needed, code);
}

void check_grants(Checks& checks) {
  std::vector<std::pair<TokenCause, Match>> found;
  for (const PolicyDemand& demand : checks.demands.policies)
    if (!demand.blocks)
      found.emplace_back(grant_cause(checks, demand),
                         all_of(demand.applies, negate(is_met(demand, shown_mfa(checks.token)))));
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return place_of(a.first) < place_of(b.first);
  });
  for (auto& [cause, holds] : found) add(checks, std::move(cause), holds);
}

// --- 14: token protection
void check_binding(Checks& checks) {
  for (const PolicyDemand& demand : checks.demands.policies) {
    if (!demand.token_protection) continue;
    TokenCause cause = cause_of(demand, TokenReason::token_not_bound, aadsts::k_token_not_bound);
    cause.control.clear();
    add(checks, std::move(cause), demand.applies);
  }
}

// CA 2.14.8
void check_what_is_not_understood(Checks& checks) {
  for (const PolicyDemand& demand : checks.demands.policies) {
    if (!demand.not_understood) continue;
    TokenCause cause = cause_of(demand, TokenReason::not_understood, aadsts::k_none);
    cause.control.clear();
    add(checks, std::move(cause), all_of(demand.applies, Match::unknown));
  }
}

// TS 4.3.1: sessions go on, but not those of guests, and not against a policy.
bool stops_in_outage(Checks& checks) {
  const bool stops =
      checks.world.outage && has_account(checks.token.kind) &&
      (checks.is(ConnectionKind::guest) || checks.is(ConnectionKind::direct_connect) ||
       checks.demands.disable_resilience_defaults);
  add(checks, TokenReason::outage, stops);
  return stops;
}

// A wire that is too old for a frequency and idle for too long says the former (TS 0.5.1).
void put_frequency_before_inactivity(TokenAnswer& answer) {
  const auto has = [](TokenReason reason) {
    return [reason](const TokenCause& cause) { return cause.reason == reason; };
  };
  auto& causes = answer.causes;
  const auto idle = std::find_if(causes.begin(), causes.end(), has(TokenReason::inactivity));
  const auto old = std::find_if(idle, causes.end(), has(TokenReason::sign_in_frequency));
  if (old != causes.end()) std::rotate(idle, old, std::next(old));
}

TokenVerdict verdict_of(const std::vector<TokenCause>& causes) {
  TokenVerdict verdict = TokenVerdict::ok;
  for (const TokenCause& cause : causes) verdict = std::max(verdict, cause.verdict);
  return verdict;
}

void check_user_token(Checks& checks) {
  check_account(checks);
  if (has_refresh_token(checks.token.kind)) check_grant(checks);
  if (checks.is(ConnectionKind::browser_session)) check_browser_session(checks);
}

}  // namespace

HoldingAnswer answer_for_how_long(const HeldToken& token, const TokenWorld& world,
                                  const TenantDemands& demands, Instant now,
                                  const TokenOptions& options) {
  Checks checks{token, world, demands, now, options, {}, {}};
  const bool user = has_account(token.kind);
  check_client(checks);
  if (user) check_user_token(checks);
  check_access(checks);
  check_blocks(checks);
  if (!stops_in_outage(checks)) {
    if (user) check_baseline(checks);
    check_grants(checks);
    if (user) check_freshness(checks);
    if (user) check_binding(checks);
    if (user) check_what_is_not_understood(checks);
  }
  put_frequency_before_inactivity(checks.answer);
  checks.answer.verdict = verdict_of(checks.answer.causes);
  return {std::move(checks.answer), checks.edge};
}

TokenAnswer answer_request(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands, Instant now, const TokenOptions& options) {
  return answer_for_how_long(token, world, demands, now, options).answer;
}

TokenAnswer answer_authorization(const HeldToken& token, const TokenWorld& world,
                                 const TenantDemands& demands, Instant now,
                                 const TokenOptions& options) {
  HeldToken session = token;
  session.kind = ConnectionKind::browser_session;
  return answer_request(session, world, demands, now, options);
}

}  // namespace caprock
