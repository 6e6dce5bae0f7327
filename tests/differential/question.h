// A tenant, a sign-in and options as JSON: what is generated, reduced, and written down as a
// vector.
#pragma once

#include <optional>

#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"
#include "model/tenant_snapshot.h"

namespace caprock::differential {

struct Question {
  json::object tenant;  // kinds of Graph objects, as conformance/world.json has them
  json::object sign_in;
  json::object options;
};

struct ReadQuestion {
  TenantSnapshot tenant;
  SignIn sign_in;
  EvaluationOptions options;
};

// What the readers make of it; nothing if the sign-in or the options are no such thing.
std::optional<ReadQuestion> read(const Question& question);

// A tenant without the diagnostics: what is odd about it is part of the question.
TenantSnapshot read_snapshot(const json::object& tenant);

}  // namespace caprock::differential
