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

// Answers one sign-in after another for a tenant that was made ready once.
using Answers = std::function<Decision(const SignIn&)>;

struct Engine {
  std::string name;
  // The snapshot lives as long as the answers are asked for.
  std::function<Answers(const TenantSnapshot&, const EvaluationOptions&)> ready;
  // What of the reference's answer it must give; an engine that answers less compares less.
  std::function<std::vector<std::string>(const Decision& expected, const Decision& got)> compare;
};

// Every engine of this program but the reference.
const std::vector<Engine>& engines();

// The engine of that name, or nullptr.
const Engine* engine_named(std::string_view name);

// A plain function as an engine that answers everything.
Engine whole_engine(std::string name, Decision (*decide)(const TenantSnapshot&, const SignIn&,
                                                         const EvaluationOptions&));

}  // namespace caprock::differential
