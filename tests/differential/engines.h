// The evaluators that are held against the reference.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::differential {

// How an engine answers a sign-in otherwise than expected, for a tenant that was made ready once;
// an engine that answers less than a whole decision compares less. Empty: it agrees.
using Check = std::function<std::vector<std::string>(const SignIn&, const Decision& expected)>;

// Compiled once for all engines, as the product does.
using SharedTenant = std::shared_ptr<const CompiledTenant>;

// The snapshot must live as long.
SharedTenant compiled_once(const TenantSnapshot& tenant, const EvaluationOptions& options);

struct Engine {
  std::string name;
  std::function<Check(const SharedTenant&)> ready;
};

// Every engine of this program but the reference.
const std::vector<Engine>& engines();

// The engine of that name, or nullptr.
const Engine* engine_named(std::string_view name);

// A plain function as an engine that answers everything.
Engine whole_engine(std::string name, Decision (*decide)(const TenantSnapshot&, const SignIn&,
                                                         const EvaluationOptions&));

}  // namespace caprock::differential
