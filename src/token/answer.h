// An answer and how long it holds: what timelines ask.
#pragma once

#include <optional>

#include "model/token_life.h"

namespace caprock {

// Until `until` inclusive, requests are answered like this, unless something happens; absent: for
// good. What a granted request renews can only put it off.
struct HoldingAnswer {
  TokenAnswer answer;
  std::optional<Instant> until;
};

// As answer_request (life.h).
HoldingAnswer answer_for_how_long(const HeldToken& token, const TokenWorld& world,
                                  const TenantDemands& demands, Instant now,
                                  const TokenOptions& options);

}  // namespace caprock
