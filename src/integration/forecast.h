// When and why a connection will lose its token: what `forecast` shows and `check` counts down to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "integration/connection_target.h"
#include "integration/decide.h"
#include "integration/planned_event.h"
#include "model/token_life.h"

namespace caprock {

// What a break would be if a named option had its other value (TS 0.6).
struct OtherAnswer {
  std::string option;           // `sif_confidential`
  std::string value;            // the other value: `enforced`
  std::string why;              // what is not known, one sentence
  std::optional<Instant> from;  // when the connection then breaks first; absent: it does not
};

// A time from which requests are refused.
struct PredictedBreak {
  // The first refused request lies between these; they are equal where the cadence is known.
  Instant earliest;
  Instant latest;
  std::optional<Instant> over;  // when requests pass again, because of an event in the plan
  TokenVerdict verdict = TokenVerdict::refused;
  Match certainty = Match::yes;
  TokenCause cause;
  std::vector<TokenCause> also;  // what would refuse it as well
  std::string error;             // OAuth error word of the v2 endpoint
  std::string suberror;          // may be empty
  std::string retry;             // class of the code: `user`, `admin-policy`, ... (TS 8.6)
  std::string says;              // cause and consequence, a sentence or two
  FixKind fix = FixKind::none;
  std::string recovery;  // who must do what, one sentence
  std::vector<std::string> rules;
  Evidence evidence = Evidence::documented;  // the lowest it rests on
  std::vector<OtherAnswer> other_answers;
};

struct Forecast {
  std::string connection;
  std::string profile_name;
  std::string account;
  ConnectionKind kind{};
  Instant from;   // now
  Instant until;  // the horizon
  std::optional<Instant> signed_in;
  std::optional<Instant> mfa;
  Lifeline life;
  std::vector<PredictedBreak> breaks;  // in order of time
  // Where a sign-in ends every break: when the next ones would be if a person signed in at once.
  std::vector<Instant> again;
  std::vector<OtherAnswer> other_answers;  // without a break: what would make one
  std::vector<std::string> assumptions;    // what had to be taken for granted, and why
  std::vector<std::string> lasts;          // without a break: why it lasts
};

struct ForecastPlan {
  Instant now;
  Instant until;
  std::vector<PlannedEvent> events;  // in any order
};

// The life of a connection from now on.
//
// Where a network has several addresses that policies see differently, the one whose token ends
// first counts. Errors: life.invalid.
// Cost: two decisions for each address, and again for each event that changes policies or network.
Result<Forecast> forecast(const ConnectionTarget& target, const Decide& decide,
                          const ForecastPlan& plan);

}  // namespace caprock
