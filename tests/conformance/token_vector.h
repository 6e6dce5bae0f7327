// Vectors of token life, conformance/tokens/TS-*.json (form: conformance/tokens/README.md).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/token_endpoint.h"
#include "model/token_life.h"
#include "tests/conformance/vector.h"

namespace caprock::conformance {

// A call to a resource instead of a token request.
struct CallAsked {
  Instant token_issued;
  bool after_challenge = false;  // the token is one that a client gets after a challenge
  ResourceCall call;
};

// One request that a case makes.
struct TokenAsked {
  Instant at;
  std::optional<Instant> issued;         // of another copy of the refresh token
  std::optional<TenantDemands> demands;  // where it asks for something else than the others
  bool authorize = false;                // through the browser session
  std::optional<CallAsked> call;
  json::object expect;
};

// One request as the token endpoint itself sees it, at T0.
struct EndpointAsked {
  std::string title;
  EndpointRequest request;
  json::object expect;
};

struct TokenCase {
  std::string title;
  ConnectionLife life;  // its events are those of the case
  TokenOptions options;
  std::vector<TokenAsked> requests;  // in order of time
  std::optional<Instant> until;      // requests at the connection's own cadence, until then
  json::array spans;                 // what those are answered
  json::object after;                // members of the world when everything has happened
  std::vector<EndpointAsked> endpoint;
};

struct TokenVector {
  std::string id;
  std::string title;
  std::optional<std::string> needs;  // why no case, or not all of it, is run
  std::vector<TokenCase> cases;
};

// Sorted: `TS-001` and on.
std::vector<std::string> token_vector_ids();

Result<TokenVector> read_token_vector(const std::string& id, const World& world);

// The world with the members of `object` instead.
Result<TokenWorld> read_token_world(const json::object& object, TokenWorld world,
                                    const Place& where);

// T0, from which vectors count: the time of the world's sign-in.
Instant first_sign_in();

}  // namespace caprock::conformance
