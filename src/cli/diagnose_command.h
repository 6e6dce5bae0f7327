// `caprock diagnose [FILE|-]`: what an error means, and which policy or setting is behind it.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "cli/output.h"
#include "cli/style.h"
#include "source/source.h"

namespace caprock {

struct DiagnoseArguments {
  std::string input = "-";          // a file, `-`, or the text itself where it holds a code
  std::optional<std::string> text;  // instead of `input`
  std::optional<std::filesystem::path> source;
  ReadOptions read;
  Format format = Format::text;
  std::size_t width = 100;
};

// Good when something was recognised; bad input when nothing was (diagnose.nothing), or the file or
// the tenant cannot be read.
ExitCode run_diagnose(const DiagnoseArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err);

}  // namespace caprock
