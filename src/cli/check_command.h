// `caprock check SOURCE --connections FILE`: does each integration keep its tokens?
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "cli/output.h"
#include "cli/style.h"
#include "source/source.h"

namespace caprock {

struct CheckArguments {
  std::filesystem::path source;
  std::filesystem::path connections;
  std::vector<std::filesystem::path> profiles;  // files besides the shipped ones
  Format format = Format::text;
  ReadOptions read;
  Instant now;
  std::chrono::days horizon{365};  // how far forecasts reach
  // Judge as if every policy were on: for design exports, whose policies are off or report-only.
  bool as_if_on = false;
  // Propose a connections file instead of judging one; `connections` may then be empty.
  bool guess = false;
  std::optional<std::filesystem::path> sign_ins;  // a log to guess from; `-` is standard input
  std::size_t width = 100;
};

// Finding when a connection is broken; bad input when a file is wrong or the export is broken.
ExitCode run_check(const CheckArguments& arguments, const Style& style, std::ostream& out,
                   std::ostream& err);

}  // namespace caprock
