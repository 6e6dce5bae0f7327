// Who decides one sign-in: `integration` does not know, it is given a function.
#pragma once

#include <functional>

#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock {

using Decide =
    std::function<Decision(const TenantSnapshot&, const SignIn&, const EvaluationOptions&)>;

}  // namespace caprock
