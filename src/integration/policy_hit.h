// One policy, and what the decision for one sign-in of a connection said of it.
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

struct PolicyHit {
  const ConnectionTarget* target = nullptr;
  const SignIn* sign_in = nullptr;
  const Decision* decision = nullptr;
  const Policy* policy = nullptr;
  const PolicyResult* result = nullptr;
  Moment moment = Moment::refresh;
  Instant now;
  // The decision's answer, and unknown where only the account's name is known and the policy lists
  // ids.
  Match applies = Match::no;
};

// Report-only by its state, and enforced already for some (`partiallyEnabled`, CA 2.11.11).
bool is_rolled_out_in_parts(const Policy& policy);

// A cause of this policy: its name, state and certainty filled in.
Cause cause_of(const PolicyHit& hit, ControlTopic topic);

// What would settle whether the policy applies: paths as in ConditionResult::undetermined_by.
std::vector<std::string> open_questions(const PolicyHit& hit);

// Words for the conditions that make the policy match, besides who and what it targets: `the call
// comes from 203.0.113.5, ...`. Empty when it has none.
std::string matching_conditions(const PolicyHit& hit);

// What the grant controls demand beyond what the connection proves. At an interactive sign-in only
// a block counts: a person can answer the rest.
std::vector<Cause> grant_causes(const PolicyHit& hit);

// The connection is known to meet all that the decision leaves open of the grant controls.
bool meets_grants(const PolicyHit& hit);

// What the session controls do to the token, now or from a date (TS 3 and 4).
std::vector<Cause> session_causes(const PolicyHit& hit);

}  // namespace caprock
