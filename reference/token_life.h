// The definition of what happens to a connection's token: slow, plain, read aloud from
// docs/semantics/tokens.md. Shares nothing with token/ but the model.
//
// What the model's fields leave open is read like this; each line is a choice.
// - Checks of the client, of assignment and of consent are for everybody but legacy protocols,
//   which have no client of their own. A credential is shown by confidential clients and
//   applications; not by managed identities, browser sessions, legacy protocols and direct connect.
// - A credential can be wrong and past its date: both are causes. So are disabled and deleted.
// - Who sends a password or has no person never shows a second factor, whatever the token says. For
//   a legacy protocol `by_password` says whether wrong, expired and per-user MFA concern what it
//   sends; a lock always does.
// - An account in the recycle bin is refused, one that is gone for good is dead.
// - A single-page token that is idle for 90 days has both causes, its day and its idleness.
// - A browser session has one cause, `no_session`, whatever ended it. It stands where the idleness
//   of refresh tokens stands, and has limit and date only where idleness alone ended it.
// - A policy about persistent sessions counts from the next sign-in on.
// - A refusal by grant controls is `mfa_needed` where its code is one of MFA, also for a strength;
//   whether a factor is registered is asked of the world, not of the demand.
// - A block's certainty is that of the policy; its code is taken as the demand gives it.
// - Words of a demand are told with blocks, grant controls and demands for a second factor; not
// with
//   ages and bound tokens.
// - Of a second factor that nobody knows the age is not known either: an age that matters is
//   possible, until the first factor alone is too old. The secondary form says `mfa_needed` then.
// - Frequency counts a joined device's last refresh instead of both factors. A sign-in refreshes
//   it, whenever the last refresh was.
// - Of several frequencies only the one of the shortest period comes before idleness.
// - A frequency that may apply keeps long-lived access tokens away like one that does.
// - An outage lets ages pass and nothing else. Who is not renewed in it is told so after blocks,
// and
//   nothing after that; applications are not told of it.
// - A password change makes a stored password wrong, and a new one is not past its date. A reset
// that
//   ends everything moves `sessions_valid_from` as well, but not for a browser session.
// - A sign-in with a second factor registers one; one that perhaps had one perhaps registers it.
// - A silent authorization that is perhaps refused is taken to pass.
// - A joined device's token that is idle ends refresh tokens, not browser sessions.
// - A policy that refuses the address at the resource is a cause beside one that refuses it here.
// - A refused connection tries again when an access token that had been issued would have expired.
// - Events at the first instant happen before the first access token's life is read.
#pragma once

#include <chrono>

#include "base/error.h"
#include "model/token_life.h"

namespace caprock::reference {

// The answer to one token request at `now`. Cost: linear in the policies that apply.
TokenAnswer answer_aloud(const HeldToken& token, const TokenWorld& world,
                         const TenantDemands& demands, Instant now, const TokenOptions& options);

// The answer to an authorization without a person, through the browser session beside the token.
TokenAnswer authorize_aloud(const HeldToken& token, const TokenWorld& world,
                            const TenantDemands& demands, Instant now, const TokenOptions& options);

// TS 5.6.1: whether a person who signs in now must show, or register, a second factor.
Match sign_in_demand_aloud(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands);

// What a request that was answered leaves behind: a new refresh token, or a session just used.
void renew_aloud(HeldToken& token, Instant now);

// What one event makes of the connection and its tenant.
void apply_aloud(const DatedEvent& event, const TokenOptions& options, ConnectionLife& life);

// Every request from `life.from` to `until`, looked for minute by minute.
// Errors: life.invalid: a cadence that is not positive, an `until` before `from`, instants outside
// the years 1970 to 9999, events out of order.
Result<Lifeline> live_aloud(ConnectionLife life, Instant until, const TokenOptions& options);

}  // namespace caprock::reference
