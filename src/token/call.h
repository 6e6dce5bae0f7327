// What happens to an access token at its resource, and continuous access evaluation there
// (TS 1.2, 4.4, 5.5).
#pragma once

#include "model/token_life.h"

namespace caprock {

// The token takes part in continuous access evaluation (TS 1.2.2).
bool is_evaluated(const HeldToken& token, const TenantDemands& demands);

// What strict location refuses: a policy that goes by address ranges and forbids the one from
// which the resource sees the caller. `no` for policies that do not (TS 4.4.5).
Match is_refused_at_resource(const PolicyDemand& demand, const HeldToken& token,
                             const TenantDemands& demands);

// How long an access token that is issued now is good for (TS 1.2).
std::chrono::minutes access_token_life(const HeldToken& token, const TokenWorld& world,
                                       const TenantDemands& demands, const TokenOptions& options);

// The access token that a request at `now` is given.
// REQUIRES: answer_request grants it.
AccessToken issue_access_token(const HeldToken& token, const TokenWorld& world,
                               const TenantDemands& demands, Instant now,
                               const TokenOptions& options);

// What the resource says to one call. `token`, `world` and `demands` are those of the call's time;
// what `demands` asks of addresses is asked of the one that the resource sees. A pure function;
// cost: linear in the policies.
CallAnswer answer_call(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                       const TenantDemands& demands, const ResourceCall& call);

}  // namespace caprock
