#include "tests/checked_engine.h"

#include <iostream>

#include "base/assert.h"
#include "base/text.h"
#include "evaluate/decide.h"
#include "reference/decide.h"
#include "tests/differential/differences.h"

namespace caprock {

Decision checked_decide_compiled(const CompiledTenant& tenant, const SignIn& sign_in) {
  Decision answer = evaluate::decide(tenant, sign_in);
  const auto found = differential::differences(
      reference::decide(tenant.snapshot(), sign_in, tenant.options()), answer);
  if (!found.empty()) std::cerr << "reference, but engine:\n  " << join(found, "\n  ") << std::endl;
  CAPROCK_ASSERT(found.empty());
  return answer;
}

Decision checked_decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                        const EvaluationOptions& options) {
  return checked_decide_compiled(compile_borrowed(tenant, options), sign_in);
}

}  // namespace caprock
