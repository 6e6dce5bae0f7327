// The evaluators that are held against the reference.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::differential {

// How an engine answers a sign-in otherwise than expected, for a tenant that was made ready once;
// an engine that answers less than a whole decision compares less. Empty: it agrees.
using Check = std::function<std::vector<std::string>(const SignIn&, const Decision& expected)>;

struct Engine {
  std::string name;
  // The snapshot lives as long as the check.
  std::function<Check(const TenantSnapshot&, const EvaluationOptions&)> ready;
};

// Every engine of this program but the reference.
const std::vector<Engine>& engines();

// The engine of that name, or nullptr.
const Engine* engine_named(std::string_view name);

// A plain function as an engine that answers everything.
Engine whole_engine(std::string name, Decision (*decide)(const TenantSnapshot&, const SignIn&,
                                                         const EvaluationOptions&));

}  // namespace caprock::differential
