// Small changes to a vector's case: what a single sign-in, option or policy could also have been.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::conformance {

template <class T>
struct Change {
  std::string what;  // in words, to read beside a difference
  std::function<void(T&)> make;
};

// Every signal unknown, absent, and some of its values; every kind of subject, grant and client.
std::vector<Change<SignIn>> sign_in_changes();

// Every value of every named option.
std::vector<Change<EvaluationOptions>> option_changes();

// For each policy: its state, one more control, an unread part. For the tenant: what its export
// does not say about strengths and cross-tenant access.
std::vector<Change<TenantSnapshot>> tenant_changes(const TenantSnapshot& tenant);

}  // namespace caprock::conformance
