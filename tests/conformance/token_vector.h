// Vectors of token life, conformance/tokens/TS-*.json (form: conformance/tokens/README.md).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/token_life.h"
#include "tests/conformance/vector.h"

namespace caprock::conformance {

// One request that a case makes.
struct TokenAsked {
  Instant at;
  std::optional<Instant> issued;         // of another copy of the refresh token
  std::optional<TenantDemands> demands;  // where it asks for something else than the others
  json::object expect;
};

struct TokenCase {
  std::string title;
  ConnectionLife life;  // its events are those of the case
  TokenOptions options;
  std::vector<TokenAsked> requests;  // in order of time
  std::optional<Instant> until;      // requests at the connection's own cadence, until then
  json::array spans;                 // what those are answered
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

// T0, from which vectors count: the time of the world's sign-in.
Instant first_sign_in();

}  // namespace caprock::conformance
