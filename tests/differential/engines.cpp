#include "tests/differential/engines.h"

#include <memory>

#include "evaluate/decide.h"
#include "tests/differential/differences.h"

namespace caprock::differential {
namespace {

// Compiled once a tenant, as the product does.
Answers compiled(const TenantSnapshot& tenant, const EvaluationOptions& options) {
  auto ready = std::make_shared<const CompiledTenant>(compile_borrowed(tenant, options));
  return [ready](const SignIn& sign_in) { return evaluate::decide(*ready, sign_in); };
}

}  // namespace

const std::vector<Engine>& engines() {
  static const std::vector<Engine> all = {{"engine", compiled, differences}};
  return all;
}

const Engine* engine_named(std::string_view name) {
  for (const Engine& engine : engines())
    if (engine.name == name) return &engine;
  return nullptr;
}

Engine whole_engine(std::string name, Decision (*decide)(const TenantSnapshot&, const SignIn&,
                                                         const EvaluationOptions&)) {
  const auto ready = [decide](const TenantSnapshot& tenant, const EvaluationOptions& options) {
    return [&tenant, options, decide](const SignIn& sign_in) {
      return decide(tenant, sign_in, options);
    };
  };
  return {std::move(name), ready, differences};
}

}  // namespace caprock::differential
