#include "token/freshness.h"

#include <algorithm>

#include "model/aadsts.h"
#include "token/limits.h"
#include "token/mfa_demands.h"
#include "token/reasons.h"

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::seconds;

// TS 3.5.2, 3.5.4: enforcement waits for a person at other people's confidential clients.
bool frequency_waits(const Checks& checks) {
  if (checks.token.first_party)
    return checks.is(ConnectionKind::on_behalf_of) &&
           checks.options.sif_first_party_obo == SifFirstPartyObo::deferred;
  return checks.is_confidential() && has_refresh_token(checks.token.kind) &&
         checks.options.sif_confidential == SifConfidential::deferred;
}

// TS 3.4.1, 3.4.2: the oldest authentication that counts; nothing where its time is not known.
std::optional<Instant> anchor_of(const HeldToken& token, const PolicyDemand& demand) {
  if (token.joined_device_refresh) return token.joined_device_refresh;
  if (demand.frequency_secondary_only) return token.mfa;
  if (token.has_mfa != Match::no && !token.mfa) return std::nullopt;
  return token.mfa ? std::min(token.signed_in, *token.mfa) : token.signed_in;
}

seconds limit_of(seconds frequency) {
  return frequency == seconds::zero() ? seconds(k_every_time_tolerance) : frequency;
}

TokenCause too_old_for(const Checks& checks, const PolicyDemand& demand) {
  const bool browser = checks.is(ConnectionKind::browser_session);  // TS 3.5.6
  TokenCause cause = cause_of(demand, TokenReason::sign_in_frequency,
                              browser ? aadsts::k_session_too_old : aadsts::k_sign_in_frequency);
  cause.control.clear();
  cause.limit = limit_of(*demand.frequency);
  return cause;
}

// A second factor is asked for whatever its age, and perhaps there is none (TS 3.4.3).
void check_factor_to_age(Checks& checks, const PolicyDemand& demand) {
  add(checks, cause_of(demand, TokenReason::mfa_needed, factor_code(checks.world)),
      all_of(demand.applies, negate(all_of(checks.token.has_mfa, Match::unknown))));
}

void check_frequency_of(Checks& checks, const PolicyDemand& demand) {
  const HeldToken& token = checks.token;
  if (demand.frequency_secondary_only && !token.mfa) return check_factor_to_age(checks, demand);
  const seconds limit = limit_of(*demand.frequency);
  // Of a second factor that nobody dates only the first one's age is known (CA 2.14.1.3).
  const auto anchor = anchor_of(token, demand);
  const Instant known = anchor.value_or(token.signed_in);
  if (!anchor && checks.now - known <= limit)
    add(checks, too_old_for(checks, demand), all_of(demand.applies, Match::unknown));
  add_age(checks, too_old_for(checks, demand), known, limit, demand.applies);
}

void check_frequency(Checks& checks) {
  const ConnectionKind kind = checks.token.kind;
  // TS 3.5.5: the others have no session that could be too old.
  if ((!has_refresh_token(kind) && kind != ConnectionKind::browser_session) ||
      frequency_waits(checks))
    return;
  std::vector<const PolicyDemand*> timed;
  for (const PolicyDemand& demand : checks.demands.policies)
    if (demand.frequency) timed.push_back(&demand);
  std::stable_sort(timed.begin(), timed.end(),
                   [](const auto* a, const auto* b) { return *a->frequency < *b->frequency; });
  for (const PolicyDemand* demand : timed) check_frequency_of(checks, *demand);
}

void check_remembered_mfa(Checks& checks) {
  const HeldToken& token = checks.token;
  if (!checks.world.remember_mfa_days || checks.is(ConnectionKind::guest) ||
      shown_mfa(token) == Match::no)
    return;
  TokenCause cause = cause_of(TokenReason::mfa_too_old);
  const days limit(*checks.world.remember_mfa_days);
  if (token.mfa)
    return add_age(checks, std::move(cause), *token.mfa, limit, mfa_is_demanded(checks));
  cause.limit = limit;
  add(checks, std::move(cause), all_of(mfa_is_demanded(checks), Match::unknown));
}

}  // namespace

void check_freshness(Checks& checks) {
  if (checks.world.outage) return;
  check_frequency(checks);
  check_remembered_mfa(checks);
}

}  // namespace caprock
