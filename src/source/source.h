// A tenant from files: folders of raw Graph responses, recognised by their content.
// The layout we write ourselves is described in docs/snapshot-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/tenant_snapshot.h"
#include "source/policy_history.h"

namespace caprock {

struct ReadOptions {
  bool allow_partial = false;  // read an export although a next page is missing
  std::uintmax_t max_file_size = std::uintmax_t{256} << 20;  // bytes; bounds memory
};

// What was read of a source, for `snapshot show` and for the reports' provenance.
struct SourceFile {
  std::string path;      // relative to the source
  std::string format;    // `Graph JSON`, `Terraform state`; empty when not recognised
  std::string contents;  // `32 policies`, `not JSON, skipped`
  std::size_t objects = 0;
};

struct Snapshot {
  TenantSnapshot tenant;
  std::vector<SourceFile> files;
  std::vector<PolicyChange> changes;  // of policies, by time, as audit logs tell them
  bool partial = false;
};

// Reads a folder (with subfolders) or a single file. Files that hold no Graph objects are listed
// and skipped; a file that is broken is an error of its own in the diagnostics, with
// Severity::error, and the rest is still read. Errors (nothing usable): file.unreadable,
// source.unknown_format, source.no_policies, source.partial (unless allowed).
Result<Read<Snapshot>> read_source(const std::filesystem::path& path, const ReadOptions& options);

}  // namespace caprock
