// Errors in a text of any kind: an error message in any language, JSON responses, records of the
// sign-in log, excerpts of logs in which all of these stand between other lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnose/found_error.h"

namespace caprock {

struct ReadErrors {
  std::vector<FoundError> errors;       // in the order of the text; repeats are counted in `times`
  std::size_t records = 0;              // of the sign-in log, those that succeeded included
  std::size_t succeeded = 0;            // records of sign-ins that did not fail
  std::size_t unsaid = 0;               // records that name neither a code nor a failed policy
  std::vector<Diagnostic> diagnostics;  // diagnose.cut, each with its place
};

// At most this many different errors are kept; a diagnostic says that there were more.
inline constexpr std::size_t k_most_errors = 1000;

// Never fails: where nothing is recognised, `errors` is empty. JSON in the text may be escaped, a
// few times over. A record or response that is cut off or damaged gives what could be read of it,
// and a diagnose.cut. Repeats of a code with the same correlation id are one error.
// Cost: linear in the text, apart from JSON in JSON, for which the work is bounded.
ReadErrors read_errors(std::string_view text, const std::string& file);

}  // namespace caprock
