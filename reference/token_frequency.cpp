#include "reference/token_frequency.h"

#include <algorithm>

#include "reference/token_kinds.h"

namespace caprock::reference {
namespace {

using std::chrono::seconds;

constexpr seconds k_every_time{300};  // TS 1.7.2

// TS 3.5.2, 3.5.3, 3.5.4
bool frequency_waits(const Hearing& hearing) {
  const HeldToken& token = hearing.token;
  if (token.kind == ConnectionKind::on_behalf_of && token.first_party)
    return hearing.options.sif_first_party_obo == SifFirstPartyObo::deferred;
  return token.client == ClientKind::confidential_client && !token.first_party &&
         has_refresh_token(token.kind) &&
         hearing.options.sif_confidential == SifConfidential::deferred;
}

// TS 3.5.5
bool has_a_session_that_ages(ConnectionKind kind) {
  return has_refresh_token(kind) || kind == ConnectionKind::browser_session;
}

void tell_too_old(Hearing& hearing, const PolicyDemand& demand, seconds limit,
                  std::optional<Instant> anchor, Match too_old) {
  const bool browser = hearing.kind() == ConnectionKind::browser_session;  // TS 3.5.6
  TokenCause cause =
      by_policy(refusal(TokenReason::sign_in_frequency, browser ? 70044 : 70043), demand);
  cause.limit = limit;
  if (anchor) cause.since = *anchor + limit;
  hearing.tell(cause, all_of(demand.applies, too_old));
}

// TS 3.4.1, 3.4.3: the second factor alone, and without one there is one to show.
void ask_second_factor_age(Hearing& hearing, const PolicyDemand& demand, seconds limit) {
  const HeldToken& token = hearing.token;
  const bool dated = token.has_mfa == Match::yes && token.mfa;
  if (!dated)
    return hearing.tell(
        by_controls(refusal(TokenReason::mfa_needed, second_factor_code(hearing)), demand),
        all_of(demand.applies, negate(all_of(token.has_mfa, Match::unknown))));
  const Instant anchor = token.joined_device_refresh.value_or(*token.mfa);
  tell_too_old(hearing, demand, limit, anchor, match_if(hearing.is_over(anchor, limit)));
}

// TS 3.4.2, 3.4.1, 3.7.1: the oldest authentication that counts.
void ask_age(Hearing& hearing, const PolicyDemand& demand, seconds limit) {
  const HeldToken& token = hearing.token;
  Instant anchor = token.joined_device_refresh.value_or(token.signed_in);
  const bool factor_counts = !token.joined_device_refresh && token.has_mfa != Match::no;
  const bool factor_is_dated = token.has_mfa == Match::yes && token.mfa;
  if (factor_counts && factor_is_dated) anchor = std::min(anchor, *token.mfa);
  if (hearing.is_over(anchor, limit))
    tell_too_old(hearing, demand, limit, anchor, Match::yes);
  else if (factor_counts && !factor_is_dated)
    tell_too_old(hearing, demand, limit, std::nullopt, Match::unknown);
}

// TS 3.7.2: each policy whose period is over, the shortest first.
void ask_frequency(Hearing& hearing) {
  if (!has_a_session_that_ages(hearing.kind()) || frequency_waits(hearing)) return;
  if (hearing.world.outage) return;  // TS 4.3.1: renewed whatever its age
  std::vector<const PolicyDemand*> asking;
  for (const PolicyDemand& demand : hearing.demands.policies)
    if (demand.frequency) asking.push_back(&demand);
  std::stable_sort(asking.begin(), asking.end(), [](const PolicyDemand* a, const PolicyDemand* b) {
    return *a->frequency < *b->frequency;
  });
  for (const PolicyDemand* demand : asking) {
    const seconds limit = demand->frequency->count() == 0 ? k_every_time : *demand->frequency;
    if (demand->frequency_secondary_only)
      ask_second_factor_age(hearing, *demand, limit);
    else
      ask_age(hearing, *demand, limit);
  }
}

}  // namespace

TokenAnswer heard_frequency(const Hearing& hearing) {
  Hearing aside{hearing.token, hearing.world, hearing.demands, hearing.now, hearing.options, {}};
  ask_frequency(aside);
  return std::move(aside.answer);
}

}  // namespace caprock::reference
