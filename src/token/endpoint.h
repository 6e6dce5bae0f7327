// What the token endpoint checks of a request itself, and what a granted one is given (TS 0.5.6).
#pragma once

#include "model/token_endpoint.h"

namespace caprock {

// The first check that fails, in the order of TS 0.5.6, or that the request goes on. A pure
// function of constant cost.
EndpointAnswer answer_endpoint(const EndpointRequest& request, Instant now);

}  // namespace caprock
