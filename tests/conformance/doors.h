// Every way in which this program decides a sign-in. All of them must agree with every vector.
#pragma once

#include <array>
#include <string_view>

#include "evaluate/decide.h"
#include "model/decision.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"
#include "reference/decide.h"
#include "tests/checked_engine.h"

namespace caprock::conformance {

struct Door {
  std::string_view name;
  Decision (*decide)(const TenantSnapshot&, const SignIn&, const EvaluationOptions&);
};

inline constexpr std::array k_doors = {
    Door{"reference", reference::decide},
    Door{"engine", evaluate::decide},
    Door{"checked twin", checked_decide},
};

}  // namespace caprock::conformance
