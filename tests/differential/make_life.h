// Random lives of connections: every kind, what a tenant may ask and be like, what may happen.
#pragma once

#include "model/token_endpoint.h"
#include "model/token_life.h"
#include "tests/differential/random.h"

namespace caprock::differential {

struct LifeQuestion {
  ConnectionLife life;  // everything in it falls on a whole minute
  Instant until;        // at most 60 days later
  TokenOptions options;
};

// The same for the same seed, on every machine.
LifeQuestion make_life(std::uint64_t seed);

// A call within two days with a token that was issued at `issued`.
ResourceCall make_call(Random& random, Instant issued);

EndpointRequest make_endpoint_request(Random& random, Instant now);

}  // namespace caprock::differential
