// The token endpoint's own checks, read aloud from docs/semantics/tokens.md: TS 0.5.6 to 0.5.12.
#pragma once

#include "model/token_endpoint.h"

namespace caprock::reference {

// The first check that fails, or that accounts and policies decide.
EndpointAnswer endpoint_aloud(const EndpointRequest& request, Instant now);

}  // namespace caprock::reference
