// A sign-in described in JSON: the form of conformance vectors and of `what-if` files.
// Names are Graph's `signInConditions` words where Graph has them; docs/sign-in-json.md lists all.
// Strict: an unknown member is an error, so a misspelt condition can never be ignored.
#pragma once

#include <string_view>
#include <vector>

#include "graph_json/json_text.h"
#include "model/evaluation_options.h"
#include "model/sign_in.h"

namespace caprock {

// Errors: sign_in.invalid with the JSON pointer of the offending member.
Result<SignIn> read_sign_in(const json::object& object, const Place& where);

// A named option (CA 2.20) as JSON writes it.
struct NamedOption {
  std::string_view name;            // `empty_client_app_types`
  std::string_view rule;            // on which sources are silent or conflict: `CA 2.5`
  std::vector<json::value> values;  // the default first; all but `custom(<appId>)`
  // Takes a value over into the options; errors as below.
  Result<void> (*read)(EvaluationOptions&, const json::value&, const Place&);
};

// Every named option, in the order of docs/sign-in-json.md.
const std::vector<NamedOption>& named_options();

// Options by their names, for example {"baseline_scopes": "legacy"}. Errors: sign_in.invalid.
Result<EvaluationOptions> read_evaluation_options(const json::object& object, const Place& where);

}  // namespace caprock
