// Access tokens at their resource, read aloud from docs/semantics/tokens.md: TS 1.2, 4.4, 5.5.
//
// What the page leaves open is read like this; each line is a choice.
// - Events that have a date concern tokens issued before it; states concern every token.
// - A call is expired before it is anything else.
// - A challenge about Azure changes comes last; it has no time to ask for.
// - An address that two policies forbid is told of the first that forbids it for certain.
#pragma once

#include "model/token_life.h"

namespace caprock::reference {

// TS 1.2.2: the client says that it handles claims, and the resource watches.
bool takes_part_in_evaluation(const HeldToken& token, const TenantDemands& demands);

// TS 4.4.5: whether this policy, as seen from the resource, refuses the request that follows a
// challenge.
Match refuses_strictly(const HeldToken& token, const TenantDemands& demands,
                       const PolicyDemand& seen);

// How long an access token that is issued now is good for.
std::chrono::minutes access_token_life_aloud(const HeldToken& token, const TokenWorld& world,
                                             const TenantDemands& demands,
                                             const TokenOptions& options);

AccessToken issue_aloud(const HeldToken& token, const TokenWorld& world,
                        const TenantDemands& demands, Instant now, const TokenOptions& options);

// What the resource says to one call. Cost: linear in the policies.
CallAnswer call_aloud(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                      const TenantDemands& demands, const ResourceCall& call);

}  // namespace caprock::reference
