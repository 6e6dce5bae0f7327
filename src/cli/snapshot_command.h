// `caprock snapshot show SOURCE`: what an export holds, and every policy in words.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "cli/output.h"
#include "cli/style.h"
#include "source/source.h"

namespace caprock {

struct SnapshotArguments {
  std::filesystem::path source;
  Format format = Format::text;
  ReadOptions read;
  bool full = false;  // text: every name in every list; JSON always has them
  std::size_t width = 100;
};

// Writes the report to `out` and errors to `err`. Bad input when a file is broken; what could be
// read is shown all the same.
ExitCode show_snapshot(const SnapshotArguments& arguments, const Style& style, std::ostream& out,
                       std::ostream& err);

}  // namespace caprock
