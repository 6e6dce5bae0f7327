// How one token request is answered, and how a connection fares over time (TS 0.4, 0.5, 3.7).
#pragma once

#include <optional>

#include "base/error.h"
#include "model/token_life.h"

namespace caprock {

// The answer to the connection's own request for its next access token, at `now`: a refresh, a
// password, client credentials or, for browser sessions, a silent authorization.
// A pure function: no clock, no state. Cost: linear in the policies that apply.
TokenAnswer answer_request(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands, Instant now, const TokenOptions& options);

// The same for an authorization without a person through the browser session beside the token
// (`prompt=none`).
TokenAnswer answer_authorization(const HeldToken& token, const TokenWorld& world,
                                 const TenantDemands& demands, Instant now,
                                 const TokenOptions& options);

// Whether a person who signs in is asked for a second factor, or to register one (TS 5.6.1).
Match sign_in_asks_for_mfa(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands);

// What one event makes of the connection and its tenant.
void apply_event(const DatedEvent& event, const TokenOptions& options, ConnectionLife& life);

// The requests of a connection from `life.from` to `until`, with every event at its time. Goes from
// one instant at which the answer can change to the next, not from request to request.
//
// Errors: life.invalid: a cadence that is not positive, an `until` before `from`, instants outside
// the years 1970 to 9999, events out of order.
Result<Lifeline> live(ConnectionLife life, Instant until, const TokenOptions& options);

}  // namespace caprock
