// Arrangements that satisfy two sides that cannot both have what they ask for as things stand,
// carried out on a copy of the tenant.
#pragma once

#include <string>

#include "base/error.h"
#include "integration/connection_target.h"
#include "integration/decide.h"

namespace caprock {

struct Arranged {
  TenantSnapshot tenant;
  Connection one, other;
};

// A connection and what it asks for.
struct Wish {
  const ConnectionTarget& target;
  const Requirement& wants;
};

// Sets `says` to the arrangement in a sentence, also where it cannot be carried out here. Errors:
// why it cannot.
using Arrange = Result<Arranged>(const Wish& one, const Wish& other, std::string& says);

// Second factors are not remembered any more: a token that carries one has no age limit then.
Arrange forget_second_factors;

// `one` gets an account of its own, out of the policies that ask for what it cannot give; `other`
// keeps the account, with a policy of its own as it asks for one.
Arrange separate_accounts;

// The account is excluded from the policy; `one` and `other` are the connection itself.
Arranged excluded_from(const ConnectionTarget& target, const Policy& policy);
std::string exception_in_words(const ConnectionTarget& target, const Policy& policy);

// Does the policy meet the same request of somebody else as it did before? Somebody is in no group
// and no role.
bool holds_for_others(const ConnectionTarget& before, const ConnectionTarget& after,
                      const Policy& policy, const Decide& decide, Instant now);

}  // namespace caprock
