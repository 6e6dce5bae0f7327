// `caprock lint SOURCE`: what is wrong, surprising or left over in the policies themselves.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "cli/output.h"
#include "cli/style.h"
#include "source/source.h"

namespace caprock {

struct LintArguments {
  std::filesystem::path source;
  std::optional<std::filesystem::path> baseline;
  std::optional<std::filesystem::path> connections;  // to find integrations in conflict
  std::vector<std::filesystem::path> profiles;       // besides the shipped ones
  std::string explain;                               // a rule's id, or `all`; nothing is read then
  Format format = Format::text;
  ReadOptions read;
  Instant now;
  // Judge as if every policy were on: for design exports, whose policies are off or report-only.
  bool as_if_on = false;
  std::size_t width = 100;
};

// Finding when something is worse than a note; bad input when a file is wrong, after the findings
// of all that could be read.
ExitCode run_lint(const LintArguments& arguments, const Style& style, std::ostream& out,
                  std::ostream& err);

}  // namespace caprock
