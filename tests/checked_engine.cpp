#include "tests/checked_engine.h"

#include <iostream>

#include "base/assert.h"
#include "base/text.h"
#include "evaluate/decide.h"
#include "reference/decide.h"
#include "tests/differential/differences.h"

namespace caprock {

Decision checked_decide(const TenantSnapshot& tenant, const SignIn& sign_in,
                        const EvaluationOptions& options) {
  Decision answer = evaluate::decide(tenant, sign_in, options);
  const auto found = differential::differences(reference::decide(tenant, sign_in, options), answer);
  if (!found.empty()) std::cerr << "reference, but engine:\n  " << join(found, "\n  ") << std::endl;
  CAPROCK_ASSERT(found.empty());
  return answer;
}

}  // namespace caprock
