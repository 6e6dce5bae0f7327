// An answer to a token request against what a vector expects.
#pragma once

#include <string>

#include "tests/conformance/compare.h"
#include "tests/conformance/token_vector.h"

namespace caprock::conformance {

// `access_token` is how long an access token issued then would be good for.
Comparison compare(const json::object& expect, const TokenAnswer& answer,
                   std::chrono::minutes access_token);

// The answers of one connection's own requests, span by span.
Comparison compare(const json::array& expect, const Lifeline& line);

// An answer or a life in a few lines, to read beside a difference.
std::string describe(const TokenAnswer& answer);
std::string describe(const Lifeline& line);

}  // namespace caprock::conformance
