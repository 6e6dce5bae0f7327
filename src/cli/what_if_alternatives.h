// Named options on which an answer rests (CA 2.20).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/decider.h"
#include "model/decision.h"
#include "model/evaluation_options.h"

namespace caprock {

// What of an answer another value changes, the weightiest first.
enum class Difference : std::uint8_t { verdict, demands, session };

// With another value of one option the answer would be another one.
struct Alternative {
  std::string_view option;  // `sif_confidential`
  std::string_view value;   // the one it was answered with
  std::string_view other;
  std::string_view rule;  // where Microsoft is silent: `CA 2.14.1`
  Verdict verdict{};      // that the other value gives
  Difference difference{};
};

// Every option that the user did not choose, asked again with each other value; those whose
// verdict, demands or session differ. `chosen` are NAME=VALUE as given. Cost: a decision and a
// compilation without people for each.
std::vector<Alternative> alternatives_to(const Decision& decision, const Decider& decider,
                                         const SignIn& sign_in, const EvaluationOptions& options,
                                         const std::vector<std::string>& chosen);

// `option `sif_confidential` (`deferred`, CA 2.14.1): with `enforced` it would be blocked`.
std::string in_words(const Alternative& alternative);

}  // namespace caprock
