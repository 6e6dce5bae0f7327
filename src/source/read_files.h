// The steps of reading a source, for the readers of this folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "source/collect.h"
#include "source/source.h"

namespace caprock {

struct Candidate {
  std::filesystem::path path;
  std::string name;  // relative to the source, with `/`
  bool must_be_json = false;
};

// The files of a folder by name, or the single file. Errors: file.unreadable.
Result<std::vector<Candidate>> candidates_in(const std::filesystem::path& root);

// One file: decoded, parsed, collected. A broken file is an error of its own; the rest goes on.
void read_candidate(const Candidate& candidate, const std::filesystem::path& root,
                    const ReadOptions& options, Collector& collector, Snapshot& snapshot);

// What was collected as one snapshot, unless it is partial or has no policies.
Result<Read<Snapshot>> conclude(Collector collector, Snapshot snapshot,
                                const std::filesystem::path& path, const ReadOptions& options);

}  // namespace caprock
