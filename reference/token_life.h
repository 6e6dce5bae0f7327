// The definition of what happens to a connection's token: slow, plain, read aloud from
// docs/semantics/tokens.md. Shares nothing with token/ but the model.
//
// What the model's fields leave open is read like this; each line is a choice.
// - Checks of the client, of assignment and of consent are for everybody but legacy protocols,
//   which have no client of their own. A credential is shown by confidential clients and
//   applications; not by managed identities, browser sessions, legacy protocols and direct connect.
// - A credential can be wrong and past its date: both are causes. So are disabled and deleted.
// - Of a kind that sends a password or has no person only `kind` and `client` are read: it never
//   shows a second factor and never takes part in continuous access evaluation.
// - An account in the recycle bin is refused, one that is gone for good is dead.
// - A single-page token that is idle for 90 days has both causes, its day and its idleness.
// - A browser session that is over stands where the idleness of refresh tokens stands.
// - A policy about persistent sessions counts from the next request on, also for a session that
//   began before it.
// - A refusal by grant controls is `mfa_needed` where a second factor would meet the policy and the
//   token does not surely have one, otherwise `grant_needed`.
// - A block's own certainty is that of the policy; its code is taken as the demand gives it.
// - Of a second factor that nobody knows the age is not known either: an age that matters is
//   possible, until the first factor alone is too old.
// - Frequency counts a joined device's last refresh instead of both factors; the secondary form
//   counts the second factor all the same.
// - Nobody says whether a stored password of a legacy protocol is an app password; it is read as an
//   ordinary one.
// - A password change makes a stored password wrong, and a new one is not past its date.
// - A reset that ends everything moves `sessions_valid_from`; a browser session hears of it as a
//   password change, since only those with a password end.
// - A sign-in on a joined device refreshes what the device holds, whenever the last refresh was.
// - A token request that a refused connection repeats comes after the same time as the last one:
//   it has no new access token that could live longer or shorter.
// - Events at the first instant happen before the first access token's life is read.
#pragma once

#include <chrono>

#include "base/error.h"
#include "model/token_life.h"

namespace caprock::reference {

// The answer to one token request at `now`. Cost: linear in the policies that apply.
TokenAnswer answer_aloud(const HeldToken& token, const TokenWorld& world,
                         const TenantDemands& demands, Instant now, const TokenOptions& options);

// How long an access token that is issued now is good for.
std::chrono::minutes access_token_life_aloud(const HeldToken& token, const TokenWorld& world,
                                             const TenantDemands& demands,
                                             const TokenOptions& options);

// What a request that was answered leaves behind: a new refresh token, or a session just used.
void renew_aloud(HeldToken& token, Instant now);

// What one event makes of the connection and its tenant.
void apply_aloud(const DatedEvent& event, const TokenOptions& options, ConnectionLife& life);

// Every request from `life.from` to `until`, looked for minute by minute.
// Errors: life.invalid: a cadence that is not positive, an `until` before `from`, instants outside
// the years 1970 to 9999, events out of order.
Result<Lifeline> live_aloud(ConnectionLife life, Instant until, const TokenOptions& options);

}  // namespace caprock::reference
