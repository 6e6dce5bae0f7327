// A predicted break in words: cause, consequence, who must do what; and the options it may hang on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// Fills in says, fix, recovery, rules, evidence and the words of the wire from the cause and the
// dates. Words that are not certain are left out.
void describe_break(const ConnectionTarget& target, PredictedBreak& predicted);

// Why a connection without a break lasts, a line each.
std::vector<std::string> why_it_lasts(const ConnectionTarget& target, const ConnectionLife& life);

// The options as they are, but one of them at its other value.
struct OtherValue {
  std::string_view option;
  std::string_view value;
  std::string_view why;  // what is not known
  TokenOptions options;
};
std::vector<OtherValue> other_values(const TokenOptions& options);

}  // namespace caprock
