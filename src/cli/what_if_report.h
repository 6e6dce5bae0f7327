// One answered question, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "cli/style.h"
#include "cli/what_if_alternatives.h"
#include "cli/what_if_question.h"
#include "compile/compiled_tenant.h"
#include "model/decision.h"
#include "model/tenant_snapshot.h"

namespace caprock {

struct WhatIfReport {
  const TenantSnapshot* tenant = nullptr;
  std::string source;
  Question question;
  EvaluationOptions options;
  std::vector<SaidOption> said;
  std::vector<std::string> named_options;  // NAME=VALUE, as given
  std::vector<std::string> notes;          // see notes_on
  Decision decision;
  std::vector<Alternative> alternatives;  // options on which the decision rests
  std::vector<Diagnostic> diagnostics;
  bool applied_only = false;  // leave out policies that certainly do not apply
};

// What is odd about a sign-in and would otherwise be taken in silence: an account that is disabled
// or not in the export, an address that no location holds, ...
std::vector<std::string> notes_on(const SignIn& sign_in, const TenantSnapshot& tenant);

// The same for one of many sign-ins: only what makes its answer unsure.
std::vector<std::string> notes_on_record(const SignIn& sign_in, const CompiledTenant& tenant);

// What would tell more, as paths: what an undetermined verdict hangs on, otherwise what decides
// whether the clauses count that are not certain. Sorted, no repeats.
std::vector<std::string> open_inputs(const Decision& decision);

// The clause is a demand of this policy; policies without an id go by their name.
bool comes_from(const Clause& clause, const PolicyResult& policy);

// A table of the policies with reasons, the verdict in a sentence, and what was unknown; at most
// `width` columns.
std::string what_if_text(const WhatIfReport& report, std::size_t width, const Style& style);

// In the shape of Graph's `evaluate` (CA 1.14), with a member `caprock` beside.
std::string what_if_json(const WhatIfReport& report);

}  // namespace caprock
