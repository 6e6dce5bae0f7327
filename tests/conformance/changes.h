// Small changes to a vector's case: what its sign-in, options, tenant and policies could also have
// been. One at a time or several.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::conformance {

struct Situation {
  TenantSnapshot tenant;
  SignIn sign_in;
  EvaluationOptions options;
};

template <class... Of>
struct ChangeOf {
  std::string what;  // in words, to read beside a difference
  std::function<void(Of...)> make;
};
using Change = ChangeOf<Situation&>;
using PolicyChange = ChangeOf<Policy&, const Situation&>;

template <class Make>
void add(std::vector<Change>& changes, std::string what, Make make) {
  changes.push_back({std::move(what), std::move(make)});
}

// Every signal unknown, absent, and some of its values; every kind of subject, request and client.
// They leave tenant and options as they are.
const std::vector<Change>& sign_in_changes();

// Every value of every named option.
const std::vector<Change>& option_changes();

// What an export lacks or says otherwise about everything but policies.
const std::vector<Change>& tenant_changes();

// What a policy could say: each condition, control and state, parts that are not understood.
const std::vector<PolicyChange>& policy_changes();

}  // namespace caprock::conformance
