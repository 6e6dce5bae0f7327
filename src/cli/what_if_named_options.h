// The named options (docs/sign-in-json.md) of a question.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "model/evaluation_options.h"

namespace caprock {

// `--mode` and the pairs of `--option NAME=VALUE`.
Result<EvaluationOptions> named_options_from(const std::string& mode,
                                             const std::vector<std::string>& pairs);

}  // namespace caprock
