// `caprock what-if SOURCE ...`: which policies would apply to a sign-in, and what would come of it?
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/what_if_question.h"
#include "source/source.h"

namespace caprock {

struct WhatIfArguments {
  std::filesystem::path source;
  ReadOptions read;
  Format format = Format::text;
  bool applied_only = false;
  bool as_if_on = false;
  std::string mode = "strict";
  std::vector<std::string> named_options;  // NAME=VALUE
  QuestionInput question;
  std::optional<std::filesystem::path> sign_in;   // --sign-in
  std::optional<std::filesystem::path> sign_ins;  // --sign-ins, `-` is standard input
  bool progress = false;
  std::size_t width = 100;
};

// One question: good when the sign-in is granted, finding otherwise. Many: good when all were
// answered. Bad input when an option, a file or a line is wrong.
ExitCode run_what_if(WhatIfArguments arguments, const Style& style, std::ostream& out,
                     std::ostream& err);

}  // namespace caprock
