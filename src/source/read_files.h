// The steps of reading a source, for the readers of this folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "source/collect.h"
#include "source/source.h"

namespace caprock {

struct Candidate {
  std::filesystem::path path;
  std::string name;                    // relative to the source, with `/`
  bool must_be_json = false;           // unless it is of another format
  std::optional<std::string> bytes{};  // of an archive, a single file or standard input
};

// What a source consists of.
struct Candidates {
  std::vector<Candidate> files;         // by name
  std::vector<SourceFile> skipped;      // by name
  std::vector<Diagnostic> diagnostics;  // about what is skipped
  std::string container;                // `zip archive`

  // A file of this name, or a folder with files.
  bool holds(const std::string& name) const;
};

// The files of a folder or an archive by name, or the single file. Errors: those of `read_source`
// about files and archives.
Result<Candidates> candidates_in(const std::filesystem::path& root, const ReadOptions& options);

// One file of `all`: decoded, parsed, collected; its bytes are given up. A broken file is an error
// of its own; the rest goes on.
void read_candidate(Candidate& candidate, const Candidates& all, const ReadOptions& options,
                    Collector& collector, Snapshot& snapshot);

// What was found about the whole, before any of its files is read.
void begin(const Candidates& all, Collector& collector, Snapshot& snapshot);

// What was collected as one snapshot, unless it is partial or has no policies.
Result<Read<Snapshot>> conclude(Collector collector, Snapshot snapshot,
                                const std::filesystem::path& path, const ReadOptions& options);

}  // namespace caprock
