// Small changes to a situation, one at a time or several: signals nobody gave, collections nobody
// exported, parts of policies that are not understood, texts where ids belong.
#pragma once

#include <functional>
#include <string>
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

struct Mutation {
  std::string name;
  std::function<void(Situation&)> apply;
};

// Signals that are forgotten or known to be absent, other subjects and clients, other options.
const std::vector<Mutation>& sign_in_mutations();
// Collections and members that are not exported.
const std::vector<Mutation>& tenant_mutations();
// Policies that say something else, or less than can be understood.
const std::vector<Mutation>& policy_mutations();

}  // namespace caprock::conformance
