// A sign-in described in JSON: the form of conformance vectors and of `what-if` files.
// Names are Graph's `signInConditions` words where Graph has them; docs/sign-in-json.md lists all.
// Strict: an unknown member is an error, so a misspelt condition can never be ignored.
#pragma once

#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"

namespace caprock {

// Errors: sign_in.invalid with the JSON pointer of the offending member.
Result<SignIn> read_sign_in(const json::object& object, const Place& where);

// Named options of conditional-access.md 2.20, for example {"baseline_scopes": "legacy"}.
Result<EvaluationOptions> read_evaluation_options(const json::object& object, const Place& where);

}  // namespace caprock
