// A snapshot written again: in the form that Graph answers, or in that of another tool.
//
// What is written is read back before it is handed out, and what does not come back as it was is a
// loss. So a loss that nobody thought of is told, too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "source/source.h"

namespace caprock {

enum class ExportFormat : std::uint8_t { graph, entra_exporter, terraform, csv };

struct ExportedFile {
  std::string path;  // relative to the export's folder, with `/`
  std::string text;
};

struct Export {
  std::vector<ExportedFile> files;  // of a format in one file, that one
  std::vector<Diagnostic> losses;   // source.lost: what the format cannot hold
};

// More than one file makes an export of this format.
bool is_folder(ExportFormat format);

// As people call it: `EntraExporter`.
std::string_view name_of(ExportFormat format);

// REQUIRES: the snapshot was read with `ReadOptions::keep_texts`.
// Errors: those of reading, where the format would not be readable with what stands in this
// snapshot.
Result<Export> export_snapshot(const Snapshot& snapshot, ExportFormat format);

}  // namespace caprock
