// What the checks of a token request share (answer.cpp has their order).
#pragma once

#include <optional>

#include "model/token_life.h"

namespace caprock {

// One request, and what the checks found so far.
struct Checks {
  const HeldToken& token;
  const TokenWorld& world;
  const TenantDemands& demands;
  Instant now;
  const TokenOptions& options;
  TokenAnswer answer;
  // The first instant after which an age or a date that was looked at will have gone by.
  std::optional<Instant> edge;

  bool is(ConnectionKind kind) const { return token.kind == kind; }
  bool is_confidential() const { return token.client == ClientKind::confidential_client; }
};

// A cause as its row has it (reasons.h), and one of a policy.
TokenCause cause_of(TokenReason reason);
TokenCause cause_of(const PolicyDemand& demand, TokenReason reason, int code);

// Adds a cause that holds for certain or perhaps; `no`: it does not.
void add(Checks& checks, TokenCause cause, Match holds);
void add(Checks& checks, TokenReason reason, bool holds);

// Notes that what is added changes once more than this instant has gone by.
void add_edge(Checks& checks, Instant edge);

// Adds a cause where more than `limit` has gone by since `from`, and notes when that will be
// (TS 1.7.1).
void add_age(Checks& checks, TokenCause cause, Instant from, std::chrono::seconds limit,
             Match counts);

// The same for `end`.
void add_past(Checks& checks, TokenReason reason, const std::optional<Instant>& end,
              Match counts = Match::yes);

// What a request without a second factor is told (TS 8.5.1).
int factor_code(const TokenWorld& world);

}  // namespace caprock
