// What a resource or the token endpoint itself says against what a vector expects.
#pragma once

#include <string>

#include "tests/conformance/compare.h"
#include "tests/conformance/token_vector.h"

namespace caprock::conformance {

// One call with an access token.
struct CallTold {
  AccessToken access;
  CallAnswer answer;
  bool operator==(const CallTold&) const = default;
};

Comparison compare(const json::object& expect, const CallTold& told);
Comparison compare(const json::object& expect, const EndpointAnswer& answer);

// In a line, to read beside a difference.
std::string describe(const CallTold& told);
std::string describe(const EndpointAnswer& answer);

}  // namespace caprock::conformance
