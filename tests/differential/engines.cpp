#include "tests/differential/engines.h"

#include "reference/decide.h"
#include "tests/differential/differences.h"

namespace caprock::differential {
const std::vector<Engine>& engines() {
  static const std::vector<Engine> all = {whole_engine("reference", reference::decide)};
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
