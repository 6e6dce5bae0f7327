// `caprock check SOURCE --guess`: a connections file for a tenant that has none.
#pragma once

#include "cli/check_command.h"

namespace caprock {

// Good when the proposals were made, however few; bad input when a file is wrong or the export is
// broken. What is odd in the input is told on `err`, so that `out` is a connections file.
ExitCode run_guess(const CheckArguments& arguments, const Style& style, std::ostream& out,
                   std::ostream& err);

}  // namespace caprock
