// `caprock snapshot export SOURCE --to FORM`: an export written again in another form.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>

#include "cli/output.h"
#include "cli/style.h"
#include "export/export.h"
#include "source/source.h"

namespace caprock {

struct ExportArguments {
  std::filesystem::path source;
  ExportFormat format = ExportFormat::graph;
  std::optional<std::filesystem::path> out;  // none: standard output, where one file is enough
  ReadOptions read;
};

// Writes the export, and on `err` everything that the form cannot hold. Bad input when nothing was
// written.
ExitCode run_export(const ExportArguments& arguments, const Style& style, std::ostream& out,
                    std::ostream& err);

}  // namespace caprock
