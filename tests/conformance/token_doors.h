// Every way in which this program answers token requests. All of them must give the same answers.
#pragma once

#include <array>
#include <string_view>

#include "reference/token_call.h"
#include "reference/token_endpoint.h"
#include "reference/token_life.h"
#include "token/call.h"
#include "token/endpoint.h"
#include "token/life.h"

namespace caprock::conformance {

struct TokenDoor {
  std::string_view name;
  TokenAnswer (*answer)(const HeldToken&, const TokenWorld&, const TenantDemands&, Instant,
                        const TokenOptions&);
  TokenAnswer (*authorize)(const HeldToken&, const TokenWorld&, const TenantDemands&, Instant,
                           const TokenOptions&);
  void (*apply)(const DatedEvent&, const TokenOptions&, ConnectionLife&);
  std::chrono::minutes (*access_token)(const HeldToken&, const TokenWorld&, const TenantDemands&,
                                       const TokenOptions&);
  Result<Lifeline> (*live)(ConnectionLife, Instant, const TokenOptions&);
  AccessToken (*issue)(const HeldToken&, const TokenWorld&, const TenantDemands&, Instant,
                       const TokenOptions&);
  CallAnswer (*call)(const AccessToken&, const HeldToken&, const TokenWorld&, const TenantDemands&,
                     const ResourceCall&);
  EndpointAnswer (*endpoint)(const EndpointRequest&, Instant);
};

// The first one judges.
inline constexpr std::array k_token_doors = {
    TokenDoor{"reference", reference::answer_aloud, reference::authorize_aloud,
              reference::apply_aloud, reference::access_token_life_aloud, reference::live_aloud,
              reference::issue_aloud, reference::call_aloud, reference::endpoint_aloud},
    TokenDoor{"engine", answer_request, answer_authorization, apply_event, access_token_life, live,
              issue_access_token, answer_call, answer_endpoint},
};

}  // namespace caprock::conformance
