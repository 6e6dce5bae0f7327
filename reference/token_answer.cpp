// The order in which a token request is looked at (TS 0.5.1), one step after the other.
#include <algorithm>

#include "reference/token_call.h"
#include "reference/token_frequency.h"
#include "reference/token_hearing.h"
#include "reference/token_kinds.h"
#include "reference/token_life.h"

namespace caprock::reference {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr days k_refresh_token_idle{90};       // TS 1.3.2
constexpr hours k_single_page_family{24};      // TS 1.3.3
constexpr hours k_session_idle{24};            // TS 1.5.1
constexpr days k_persistent_session_idle{90};  // TS 1.5.1

// --- 3, 4: the client --------------------------------------------------------------------------

// TS 2.2.5
void ask_client(Hearing& hearing) {
  if (hearing.kind() == ConnectionKind::legacy_protocol) return;
  hearing.tell(refusal(TokenReason::app_missing, 700016),
               hearing.world.app == AppPresence::deleted);
  hearing.tell(refusal(TokenReason::app_disabled, 7000112),
               hearing.world.app == AppPresence::disabled);
}

// TS 0.5.2: who proves that it is the client.
bool shows_credential(const HeldToken& token) {
  switch (token.kind) {
    case ConnectionKind::app_only:
    case ConnectionKind::app_only_multi_tenant: return true;
    case ConnectionKind::managed_identity:
    case ConnectionKind::browser_session:
    case ConnectionKind::legacy_protocol:
    case ConnectionKind::direct_connect: return false;
    case ConnectionKind::delegated_public:
    case ConnectionKind::delegated_device_code:
    case ConnectionKind::delegated_confidential:
    case ConnectionKind::single_page_app:
    case ConnectionKind::password:
    case ConnectionKind::on_behalf_of:
    case ConnectionKind::guest:
    case ConnectionKind::local_guest: return token.client == ClientKind::confidential_client;
  }
  return false;
}

// TS 2.2.6
void ask_credential(Hearing& hearing) {
  const TokenWorld& world = hearing.world;
  if (!shows_credential(hearing.token)) return;
  hearing.tell(refusal(TokenReason::wrong_secret, 7000215),
               world.credential == CredentialState::wrong);
  hearing.tell(refusal(TokenReason::bad_certificate, 700027),
               world.credential == CredentialState::bad_signature);
  if (!world.credential_expires || hearing.now <= *world.credential_expires) return;
  TokenCause late = world.credential_is_certificate ? refusal(TokenReason::bad_certificate, 700027)
                                                    : refusal(TokenReason::secret_expired, 7000222);
  late.since = world.credential_expires;
  hearing.tell(late, true);
}

// --- 6: the account ----------------------------------------------------------------------------

// TS 2.1.3, 2.1.4, 2.2.1, 2.2.2, 2.2.8
void ask_account(Hearing& hearing) {
  const TokenWorld& world = hearing.world;
  if (is_an_application(hearing.kind())) return;
  hearing.tell(refusal(TokenReason::account_missing, 50034),
               world.account == AccountPresence::soft_deleted);
  hearing.tell(death(TokenReason::account_missing, 50034),
               world.account == AccountPresence::hard_deleted);
  hearing.tell(refusal(TokenReason::account_disabled, 50057), !world.account_enabled);
  if (!sends_a_password(hearing.kind())) return;  // TS 2.1.3: a refresh needs no password
  hearing.tell(refusal(TokenReason::account_locked, 50053), world.account_locked);
  if (!world.password_right)
    hearing.tell(refusal(TokenReason::wrong_password, 50126), sent_own_password(hearing.token));
  if (!world.password_expires || hearing.now <= *world.password_expires) return;
  TokenCause late = refusal(TokenReason::password_expired, 50055);
  late.since = world.password_expires;
  hearing.tell(late, sent_own_password(hearing.token));
}

// --- 7: what ends the grant --------------------------------------------------------------------

// TS 2.1.1
bool is_revoked(const Hearing& hearing) {
  const auto& from = hearing.world.sessions_valid_from;
  return from && *from > hearing.token.signed_in;
}

// TS 2.1.2
Match lost_its_password(const Hearing& hearing) {
  const auto& changed = hearing.world.password_changed;
  return changed && *changed > hearing.token.signed_in ? hearing.token.by_password : Match::no;
}

void ask_revocation(Hearing& hearing) {
  hearing.tell(death(TokenReason::sessions_revoked, 50173), is_revoked(hearing));
  if (hearing.token.client != ClientKind::confidential_client)
    hearing.tell(death(TokenReason::password_changed, 50173), lost_its_password(hearing));
}

// TS 1.3.3
void ask_single_page_day(Hearing& hearing) {
  const HeldToken& token = hearing.token;
  if (token.client != ClientKind::single_page_app) return;
  hearing.tell(aged(death(TokenReason::single_page_day_over, 700084), token.family_began,
                    k_single_page_family),
               hearing.is_over(token.family_began, k_single_page_family));
}

bool is_idle(const Hearing& hearing) {
  return has_refresh_token(hearing.kind()) &&
         hearing.is_over(hearing.token.issued, k_refresh_token_idle);
}

// TS 0.5.1, 1.3.2: where the sign-in is too old for a policy as well, that is what the wire says.
void ask_idleness(Hearing& hearing) {
  if (!is_idle(hearing)) return;
  const TokenAnswer frequency = heard_frequency(hearing);
  for (const TokenCause& cause : frequency.causes)
    if (cause.reason == TokenReason::sign_in_frequency) {
      hearing.tell(cause, true);  // the shortest
      break;
    }
  hearing.tell(
      aged(death(TokenReason::inactivity, 700082), hearing.token.issued, k_refresh_token_idle),
      true);
}

// TS 1.6.1
void ask_primary_token(Hearing& hearing) {
  const auto& renewed = hearing.token.joined_device_refresh;
  if (!renewed) return;
  hearing.tell(aged(death(TokenReason::primary_token_idle, 0), *renewed, days(14)),
               hearing.is_over(*renewed, days(14)));
}

// TS 2.2.7
void ask_device(Hearing& hearing) {
  if (!hearing.token.device_bound) return;
  hearing.tell(death(TokenReason::device_deleted, 700003),
               hearing.world.device == DevicePresence::deleted);
  hearing.tell(refusal(TokenReason::device_disabled, 135011),
               hearing.world.device == DevicePresence::disabled);
}

// TS 1.5.1, 2.1.5: whatever ended it, a silent request finds no session.
void ask_session(Hearing& hearing) {
  const TokenCause over = death(TokenReason::no_session, 50058);
  const std::optional<Instant> used = hearing.token.session_used;
  const Match ended = any_of(match_if(!used || is_revoked(hearing)), lost_its_password(hearing));
  if (ended == Match::yes) return hearing.tell(over, true);
  const seconds limit = hearing.token.persistent_session ? seconds(k_persistent_session_idle)
                                                         : seconds(k_session_idle);
  hearing.tell(over, ended);
  hearing.tell(aged(over, *used, limit), hearing.is_over(*used, limit));
}

void ask_grant(Hearing& hearing) {
  if (hearing.kind() == ConnectionKind::browser_session) {
    ask_session(hearing);
  } else if (has_refresh_token(hearing.kind())) {
    ask_revocation(hearing);
    ask_single_page_day(hearing);
    ask_idleness(hearing);
    ask_primary_token(hearing);
    ask_device(hearing);
  }
}

// --- 8, 9: between tenants, and what was allowed -----------------------------------------------

// TS 6.2.3, 6.2.4
void ask_tenants(Hearing& hearing) {
  if (!comes_from_elsewhere(hearing.kind())) return;
  hearing.tell(refusal(TokenReason::home_forbids, 500212), !hearing.world.home_allows);
  hearing.tell(refusal(TokenReason::resource_forbids, 500213), !hearing.world.resource_allows);
  hearing.tell(refusal(TokenReason::guest_missing, 50020),
               hearing.kind() == ConnectionKind::guest && !hearing.world.guest_present);
}

// TS 2.2.3, 2.2.4
void ask_authorization(Hearing& hearing) {
  if (is_an_application(hearing.kind()) || hearing.kind() == ConnectionKind::legacy_protocol)
    return;
  hearing.tell(refusal(TokenReason::not_assigned, 50105), !hearing.world.assigned);
  hearing.tell(refusal(TokenReason::consent_missing, 65001), !hearing.world.consented);
}

// --- 10, 12: policies --------------------------------------------------------------------------

bool is_second_factor_code(int aadsts) { return aadsts == 50076 || aadsts == 50079; }

// Whether a second factor is registered may have changed since the policies were asked.
int demanded_code(const Hearing& hearing, const PolicyDemand& demand) {
  const int code = shown_second_factor(hearing.token) == Match::yes ? demand.code_with_mfa
                                                                    : demand.code_without_mfa;
  return is_second_factor_code(code) ? second_factor_code(hearing) : code;
}

// TS 0.5.4
void ask_blocks(Hearing& hearing) {
  for (const PolicyDemand& demand : hearing.demands.policies) {
    if (!demand.blocks) continue;
    const int code = demanded_code(hearing, demand);
    const TokenReason reason = code == 530036 ? TokenReason::flow_blocked : TokenReason::blocked;
    hearing.tell(by_controls(refusal(reason, code), demand), demand.applies);
  }
  // TS 4.4.5
  if (hearing.demands.at_resource)
    for (const PolicyDemand& seen : *hearing.demands.at_resource)
      hearing.tell(by_controls(refusal(TokenReason::blocked, 53003), seen),
                   refuses_strictly(hearing.token, hearing.demands, seen));
  // TS 5.3.3: legacy protocols cannot show a second factor.
  if (hearing.kind() == ConnectionKind::legacy_protocol)
    hearing.tell(refusal(TokenReason::security_defaults_block, 530035),
                 hearing.world.security_defaults);
}

Match is_met(const Hearing& hearing, const PolicyDemand& demand) {
  switch (shown_second_factor(hearing.token)) {
    case Match::yes: return demand.met_with_mfa;
    case Match::no: return demand.met_without_mfa;
    case Match::unknown: break;
  }
  return demand.met_with_mfa == demand.met_without_mfa ? demand.met_with_mfa : Match::unknown;
}

// TS 0.5.5: the order in which controls are worked off.
int place_of(const TokenCause& cause) {
  switch (cause.aadsts) {
    case 53000:
    case 53001:
    case 530003:
    case 530004:
    case 50097: return 0;
    case 53002:
    case 53005:
    case 53009: return 1;
    case 50076:
    case 50079: return 2;
    case 50158: return 3;
    case 50142: return 4;
    default: return 5;
  }
}

void ask_grant_controls(Hearing& hearing) {
  std::vector<TokenCause> unmet;
  for (const PolicyDemand& demand : hearing.demands.policies) {
    if (demand.blocks) continue;
    const int code = demanded_code(hearing, demand);
    TokenCause cause = by_controls(
        refusal(is_second_factor_code(code) ? TokenReason::mfa_needed : TokenReason::grant_needed,
                code),
        demand);
    cause.certainty = all_of(demand.applies, negate(is_met(hearing, demand)));
    unmet.push_back(std::move(cause));
  }
  std::stable_sort(unmet.begin(), unmet.end(), [](const TokenCause& a, const TokenCause& b) {
    return place_of(a) < place_of(b);
  });
  for (const TokenCause& cause : unmet) hearing.tell(cause, cause.certainty);
}

// --- 11: MFA outside policies ------------------------------------------------------------------

// TS 5.3.3: whom Security Defaults ask for a second factor.
Match defaults_ask(const Hearing& hearing) {
  const TokenWorld& world = hearing.world;
  const ConnectionKind kind = hearing.kind();
  if (is_an_application(kind) || kind == ConnectionKind::legacy_protocol) return Match::no;
  if (world.synchronization_account) return Match::no;
  Match asked = match_if(hearing.demands.azure_management);
  const bool password = kind == ConnectionKind::password;
  if (password || hearing.options.sd_admin_refresh == SdAdminRefresh::strict)
    asked = any_of(asked, world.admin_role);
  if (password) asked = any_of(asked, negate(world.mfa_registered));
  return all_of(world.security_defaults, asked);
}

// TS 5.1.1, 5.1.3
bool per_user_asks(const Hearing& hearing) {
  const ConnectionKind kind = hearing.kind();
  if (is_an_application(kind)) return false;
  if (hearing.world.from_trusted_ip) return false;
  if (kind == ConnectionKind::legacy_protocol)
    return hearing.world.per_user_mfa == PerUserMfa::enforced;
  return hearing.world.per_user_mfa != PerUserMfa::disabled;
}

// TS 5.5.1
bool portal_asks(const Hearing& hearing) {
  const ConnectionKind kind = hearing.kind();
  if (is_an_application(kind) || kind == ConnectionKind::legacy_protocol) return false;
  return hearing.demands.admin_portal && !hearing.world.synchronization_account;
}

void ask_baseline(Hearing& hearing) {
  const Match missing = negate(shown_second_factor(hearing.token));
  hearing.tell(refusal(TokenReason::security_defaults_mfa, second_factor_code(hearing)),
               all_of(defaults_ask(hearing), missing));
  const bool legacy = hearing.kind() == ConnectionKind::legacy_protocol;
  if (per_user_asks(hearing))
    hearing.tell(refusal(TokenReason::per_user_mfa, legacy ? 50126 : second_factor_code(hearing)),
                 legacy ? sent_own_password(hearing.token) : missing);
  if (portal_asks(hearing))
    hearing.tell(refusal(TokenReason::mandatory_mfa, second_factor_code(hearing)), missing);
}

// --- 13: freshness, remembered second factor ---------------------------------------------------

// TS 5.2.3
Match anything_asks_for_mfa(const Hearing& hearing) {
  Match asked = any_of(defaults_ask(hearing), match_if(per_user_asks(hearing)));
  if (portal_asks(hearing)) asked = Match::yes;
  if (!hearing.options.remember_mfa_applies_to_ca) return asked;
  for (const PolicyDemand& demand : hearing.demands.policies)
    if (!demand.blocks)
      asked = any_of(asked, all_of(demand.applies,
                                   all_of(negate(demand.met_without_mfa), demand.met_with_mfa)));
  return asked;
}

// TS 5.2.1, 5.2.2
void ask_remembered(Hearing& hearing) {
  const HeldToken& token = hearing.token;
  if (!hearing.world.remember_mfa_days || token.kind == ConnectionKind::guest) return;
  if (shown_second_factor(token) == Match::no || hearing.world.outage) return;
  const days limit(*hearing.world.remember_mfa_days);
  TokenCause cause = refusal(TokenReason::mfa_too_old, 50078);
  cause.limit = limit;
  const bool dated = token.has_mfa == Match::yes && token.mfa;
  if (dated) cause.since = *token.mfa + limit;
  const Match too_old = dated ? match_if(hearing.is_over(*token.mfa, limit)) : Match::unknown;
  hearing.tell(cause, all_of(anything_asks_for_mfa(hearing), too_old));
}

void ask_freshness(Hearing& hearing) {
  const TokenAnswer frequency = heard_frequency(hearing);
  bool told_already = is_idle(hearing);
  for (const TokenCause& cause : frequency.causes)
    if (told_already && cause.reason == TokenReason::sign_in_frequency)
      told_already = false;
    else
      hearing.tell(cause, true);
  for (const TokenCause& cause : frequency.possible) hearing.tell(cause, Match::unknown);
  ask_remembered(hearing);
}

// --- 14: token protection ----------------------------------------------------------------------

// TS 4.5.1
void ask_token_protection(Hearing& hearing) {
  if (is_an_application(hearing.kind())) return;
  for (const PolicyDemand& demand : hearing.demands.policies)
    if (demand.token_protection)
      hearing.tell(by_policy(refusal(TokenReason::token_not_bound, 530084), demand),
                   demand.applies);
}

// TS 4.3.1: in an outage sessions go on, but not those of guests, and not against a policy. Whoever
// is told so is not asked for anything more.
bool stops_in_outage(Hearing& hearing) {
  if (!hearing.world.outage || is_an_application(hearing.kind())) return false;
  if (!hearing.demands.disable_resilience_defaults && !comes_from_elsewhere(hearing.kind()))
    return false;
  hearing.tell(refusal(TokenReason::outage, 0), true);
  return true;
}

// CA 2.14.8: a session control that is not understood may refuse anything.
void ask_what_is_not_understood(Hearing& hearing) {
  if (is_an_application(hearing.kind())) return;
  for (const PolicyDemand& demand : hearing.demands.policies)
    if (demand.not_understood)
      hearing.tell(by_policy(refusal(TokenReason::not_understood, 0), demand),
                   all_of(demand.applies, Match::unknown));
}

TokenVerdict worst(const std::vector<TokenCause>& causes) {
  TokenVerdict verdict = TokenVerdict::ok;
  for (const TokenCause& cause : causes) verdict = std::max(verdict, cause.verdict);
  return verdict;
}

}  // namespace

TokenAnswer answer_aloud(const HeldToken& token, const TokenWorld& world,
                         const TenantDemands& demands, Instant now, const TokenOptions& options) {
  Hearing hearing{token, world, demands, now, options, {}};
  ask_client(hearing);
  ask_credential(hearing);
  ask_account(hearing);
  ask_grant(hearing);
  ask_tenants(hearing);
  ask_authorization(hearing);
  ask_blocks(hearing);
  if (!stops_in_outage(hearing)) {
    ask_baseline(hearing);
    ask_grant_controls(hearing);
    ask_freshness(hearing);
    ask_token_protection(hearing);
    ask_what_is_not_understood(hearing);
  }
  hearing.answer.verdict = worst(hearing.answer.causes);
  return std::move(hearing.answer);
}

TokenAnswer authorize_aloud(const HeldToken& token, const TokenWorld& world,
                            const TenantDemands& demands, Instant now,
                            const TokenOptions& options) {
  HeldToken browser = token;
  browser.kind = ConnectionKind::browser_session;
  return answer_aloud(browser, world, demands, now, options);
}

Match sign_in_demand_aloud(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands) {
  if (is_an_application(token.kind) || token.kind == ConnectionKind::legacy_protocol)
    return Match::no;
  // TS 5.3.1: whoever has registered nothing registers at once; administrators and Azure show it.
  const Match for_defaults = any_of(negate(world.mfa_registered),
                                    any_of(world.admin_role, match_if(demands.azure_management)));
  if (!world.synchronization_account && demands.admin_portal) return Match::yes;
  Match asked =
      world.synchronization_account ? Match::no : all_of(world.security_defaults, for_defaults);
  if (world.per_user_mfa != PerUserMfa::disabled && !world.from_trusted_ip) return Match::yes;
  for (const PolicyDemand& demand : demands.policies) {
    if (demand.blocks || demand.met_without_mfa == Match::yes) continue;
    asked = any_of(
        asked, all_of(demand.applies, all_of(demand.met_with_mfa, negate(demand.met_without_mfa))));
  }
  return asked;
}

}  // namespace caprock::reference
