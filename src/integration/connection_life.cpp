#include "integration/connection_life.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "integration/asked.h"
#include "integration/connection_kinds.h"
#include "integration/tenant_switches.h"
#include "token/call.h"
#include "token/life.h"
#include "token/reasons.h"
#include "token/words.h"

namespace caprock {
namespace {

PerUserMfa per_user_mfa_of(const ConnectionTarget& target) {
  const auto state = target.user != nullptr ? target.user->per_user_mfa_state : std::nullopt;
  if (!state || *state == PerUserMfaState::disabled) return PerUserMfa::disabled;
  return *state == PerUserMfaState::enforced ? PerUserMfa::enforced : PerUserMfa::enabled;
}

// Of several credentials nobody says which one the product uses; one that is over already is not,
// unless all are.
std::optional<Instant> credential_end(const ConnectionTarget& target, Instant now,
                                      std::vector<std::string>& assumptions) {
  if (!target.app) return std::nullopt;
  std::vector<Instant> ends;
  for (const Application& app : target.tenant->applications.items)
    if (app.app_id == *target.app)
      ends.insert(ends.end(), app.credentials_end.begin(), app.credentials_end.end());
  if (ends.empty()) return std::nullopt;
  std::sort(ends.begin(), ends.end());
  const auto alive = std::upper_bound(ends.begin(), ends.end(), now);
  if (ends.end() - alive > 1)
    assumptions.push_back(fmt::format(
        "the application has {} secrets or certificates, and which one the product uses is not "
        "known: the last to expire is counted on; the first expires {}",
        ends.end() - alive, moment_in_words(*alive)));
  return ends.back();
}

// Graph takes nothing else than 10 minutes to a day (TS 1.2.1).
bool is_allowed(std::chrono::seconds lifetime) {
  return lifetime >= std::chrono::minutes(10) && lifetime <= std::chrono::days(1);
}

std::optional<std::chrono::minutes> token_lifetime(const TenantSnapshot& tenant,
                                                   std::vector<std::string>& assumptions) {
  for (const TokenLifetimePolicy& policy : tenant.token_lifetime_policies.items) {
    if (!policy.is_organization_default || !policy.access_token_lifetime) continue;
    if (is_allowed(*policy.access_token_lifetime))
      return std::chrono::floor<std::chrono::minutes>(*policy.access_token_lifetime);
    assumptions.push_back(fmt::format(
        "the token lifetime policy {} is not one that Graph allows (10 minutes to 1 day): it is "
        "not counted",
        in_backticks(policy.display_name)));
  }
  return std::nullopt;
}

TokenWorld world_of(const ConnectionTarget& target, Instant now, ConnectionStart& start) {
  const TenantSnapshot& tenant = *target.tenant;
  TokenWorld world;
  if (target.user != nullptr) {
    world.account_enabled = target.user->account_enabled.value_or(true);
    // Without the time of the sign-in nobody can say which came first; a guest's sessions and
    // password are those of the home tenant (TS 6.3.1).
    if (start.sign_in_known && !is_external_guest(target.kind())) {
      world.sessions_valid_from = target.user->sign_in_sessions_valid_from;
      world.password_changed = target.user->last_password_change;
    }
  }
  world.mfa_registered = target.mfa_registered();
  world.per_user_mfa = per_user_mfa_of(target);
  world.admin_role = holds_admin_role(target);
  world.synchronization_account = is_synchronization_account(target);
  world.security_defaults = security_defaults_are_on(tenant);
  if (tenant.mfa_service_settings && tenant.mfa_service_settings->remember_mfa)
    world.remember_mfa_days = static_cast<int>(tenant.mfa_service_settings->remember_mfa->count());
  world.access_token_lifetime = token_lifetime(tenant, start.assumptions);
  if (target.principal != nullptr && target.principal->account_enabled == false)
    world.app = AppPresence::disabled;
  world.credential_expires = credential_end(target, now, start.assumptions);
  return world;
}

void date_token(const ConnectionTarget& target, Instant now, ConnectionStart& start) {
  HeldToken& token = start.life.token;
  const auto signed_in = target.connection->token.signed_in_at;
  start.sign_in_known = signed_in.has_value();
  token.signed_in = token.family_began = signed_in.value_or(now);
  if (has_refresh_token(token.kind) && !signed_in)
    start.assumptions.emplace_back(
        "nobody says when the last sign-in was (`token.signed_in_at`): it is taken to be now, so "
        "dates that count from it are the latest possible");
  token.has_mfa = target.mfa_in_token();
  const auto mfa = target.mfa_at();
  start.mfa_time_known = mfa.has_value();
  if (token.has_mfa == Match::yes) token.mfa = mfa.value_or(token.signed_in);
}

HeldToken token_of(const ConnectionTarget& target) {
  HeldToken token;
  token.kind = target.kind();
  token.client = client_kind_of(target.kind());
  // A server keeps what it got; how the person signed in is not said.
  token.by_password = sends_password(target.kind()) ? Match::yes : Match::unknown;
  return token;
}

ConnectionStart start_of(const ConnectionTarget& target, Instant now) {
  ConnectionStart start;
  ConnectionLife& life = start.life;
  life.token = token_of(target);
  date_token(target, now, start);
  life.world = world_of(target, now, start);
  life.refresh_every = target.way->refresh_every;
  return start;
}

// A connection that is refused already was renewed for the last time before that, so its 90 days
// began then (TS 1.3.2).
void date_last_renewal(Instant now, const TokenOptions& options, ConnectionStart& start) {
  if (!has_refresh_token(start.life.token.kind)) return;
  const ConnectionLife& life = start.life;
  const TokenAnswer answer = answer_request(life.token, life.world, life.demands, now, options);
  if (answer.causes.empty()) return;
  const auto since = answer.causes.front().since;
  if (since && *since < now)
    start.life.token.issued = std::max(life.token.signed_in, *since);
  else
    start.assumptions.emplace_back(
        "since when it is refused is not known: its 90 days without renewal are counted from now");
}

// So that the first request is made now, and was preceded by others for as long as it takes.
void begin_now(Instant now, const TokenOptions& options, ConnectionLife& life) {
  const auto step = life.refresh_every
                        ? *life.refresh_every
                        : access_token_life(life.token, life.world, life.demands, options);
  life.from = now - step;
  life.token.issued = std::max(life.token.signed_in, life.from);
  if (life.token.kind == ConnectionKind::browser_session) life.token.session_used = life.from;
}

// What a forecast leaves out, because the export or the connections file does not say it.
void tell_of_gaps(const ConnectionTarget& target, ConnectionStart& start) {
  const auto tell = [&](std::string line) { start.assumptions.push_back(std::move(line)); };
  if (std::any_of(target.tenant->token_lifetime_policies.items.begin(),
                  target.tenant->token_lifetime_policies.items.end(),
                  [](const TokenLifetimePolicy& one) { return !one.is_organization_default; }))
    tell(
        "token lifetime policies of single applications are not counted: the export does not say "
        "whose they are");
  if (!has_account(target.kind())) return;
  if (stores_password(target.kind()))
    tell(
        "when the password expires is not in the export; then every request is refused (TS 2.1.3)");
  if (start.life.world.security_defaults == Match::yes && start.life.token.has_mfa != Match::yes)
    tell(
        "Security Defaults ask ordinary accounts for a second factor when Microsoft sees fit, and "
        "nobody can say when (TS 5.3.1)");
  if (start.life.demands.azure_management && start.life.token.has_mfa != Match::yes)
    tell(
        "Azure demands a second factor for every change, whatever the policies say: a token "
        "without "
        "one is issued, and its changes are refused there (TS 5.5.2)");
  if (per_user_mfa_is_open(target))
    tell("per-user MFA is not in the export, and the product needs it off: it may be on");
  else if (target.user == nullptr || !target.user->per_user_mfa_state)
    tell("per-user MFA is not in the export: taken to be disabled");
  if (start.life.token.mfa && !target.tenant->mfa_service_settings)
    tell(
        "the MFA service settings are not in the export: no age limit on a second factor is "
        "counted");
}

}  // namespace

std::vector<ConnectionStart> starts_of(const ConnectionTarget& target, const Decide& decide,
                                       Instant now) {
  const ConnectionStart common = start_of(target, now);
  TokenOptions options;
  options.sif_confidential = target.way->sif_confidential;
  std::vector<ConnectionStart> starts;
  for (AskedAt& asked : asked_of(target, decide, now)) {
    starts.push_back(common);
    ConnectionLife& life = starts.back().life;
    life.demands = std::move(asked.demands);
    life.world.from_trusted_ip = asked.from_trusted_ip;
    begin_now(now, options, life);
    date_last_renewal(now, options, starts.back());
    tell_of_gaps(target, starts.back());
  }
  return starts;
}

}  // namespace caprock
