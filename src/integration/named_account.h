// Accounts of which only the name is known: policies list accounts, groups and roles by id
// (CA 2.9).
#pragma once

#include <algorithm>

#include "integration/connection_target.h"
#include "model/decision.h"
#include "model/policy.h"

namespace caprock {

// True when, of the conditions, only those that `may_fail` accepts say no.
template <class Predicate>
bool only_fails(const PolicyResult& result, Predicate may_fail) {
  bool fails = false;
  for (const ConditionResult& condition : result.conditions) {
    if (condition.match != Match::no) continue;
    if (!may_fail(condition.condition)) return false;
    fails = true;
  }
  return fails;
}

// `applies` is what the decision says of the policy, and unknown where the policy's lists may have
// the account that they are asked about by name.
Match applies_to(const ConnectionTarget& target, const Policy& policy, const PolicyResult& result,
                 Match applies);

}  // namespace caprock
