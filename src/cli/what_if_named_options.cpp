#include "cli/what_if_named_options.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"
#include "cli/what_if_values.h"
#include "graph_json/sign_in_json.h"

namespace caprock {

Result<EvaluationOptions> named_options_from(const std::string& mode,
                                             const std::vector<std::string>& pairs) {
  // `live` is for those who know every signal: nobody on a command line.
  if (!equal_ignoring_case(mode, "strict") && !equal_ignoring_case(mode, "whatif"))
    return failure(ErrorCode::usage, fmt::format("unknown mode `{}`", quotable(mode)), {"--mode"},
                   "one of: strict, whatif");
  json::object options{{"evaluation_mode", mode}};
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos)
      return failure(ErrorCode::usage, fmt::format("`{}` is not NAME=VALUE", quotable(pair)),
                     {"--option"}, "docs/sign-in-json.md lists the named options");
    const std::string name(trim(std::string_view(pair).substr(0, equals)));
    const std::string_view value = trim(std::string_view(pair).substr(equals + 1));
    if (name == "evaluation_mode")
      return failure(ErrorCode::usage, "the mode has an option of its own", {"--option"},
                     "write --mode strict or --mode whatif");
    if (options.contains(name))
      return failure(ErrorCode::usage, fmt::format("`{}` is given twice", quotable(name)),
                     {"--option"}, "say each named option once");
    const auto truth = truth_of(value);
    // Options that are about everybody or everything are switches; of the others `false` is a word.
    if (truth && name.starts_with("all_"))
      options[name] = *truth;
    else
      options[name] = value;
  }
  return read_evaluation_options(options, {"--option"});
}

}  // namespace caprock
