// Requests at the token endpoint as token vectors write them.
#pragma once

#include <vector>

#include "tests/conformance/token_vector.h"

namespace caprock::conformance {

Result<std::vector<EndpointAsked>> read_endpoint_requests(const json::array& requests,
                                                          const Place& where);

}  // namespace caprock::conformance
