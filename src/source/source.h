// A tenant from files: folders, archives, single files and standard input, recognised by content.
// The layout we write ourselves is described in docs/snapshot-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/tenant_snapshot.h"
#include "source/kept.h"
#include "source/policy_history.h"

namespace caprock {

struct ReadOptions {
  bool allow_partial = false;  // read an export although a next page is missing
  std::uintmax_t max_file_size = std::uintmax_t{256} << 20;  // bytes; bounds memory
  std::size_t max_files = 100'000;  // of a folder or an archive, folders in it included
  // A second source, whose users, groups, roles and service principals complete the first
  // (merge.h).
  std::optional<std::filesystem::path> directory{};
  bool policies_required = true;  // false: of a second source only the directory is wanted
  // Every object keeps its JSON text, and `Snapshot::kept` what is no object of its own: for
  // writing the snapshot again. Costs the memory of the whole source.
  bool keep_texts = false;
};

// `-` is standard input.
inline const std::filesystem::path k_standard_input = "-";

// A source's name for people.
std::string name_of_source(const std::filesystem::path& path);

// What was read of a source, for `snapshot show` and for the reports' provenance.
struct SourceFile {
  std::string path;      // relative to the source
  std::string format;    // `Graph JSON`, `Terraform state`; empty when not recognised
  std::string contents;  // `32 policies`, `not JSON, skipped`
  std::size_t objects = 0;
};

struct Snapshot {
  TenantSnapshot tenant;
  std::vector<SourceFile> files;      // by path; those of a directory source follow
  std::vector<PolicyChange> changes;  // of policies, by time, as audit logs tell them
  Kept kept;                          // empty unless the texts were kept
  std::string container;              // `zip archive`; empty for folders and plain files
  bool partial = false;
};

// Reads a folder (with subfolders), an archive (archive.h), a single file or standard input (`-`).
// Of a folder, symbolic links that lead out of it, and what is no file, are listed and skipped.
// Files that hold no Graph objects are listed and skipped; a file that is broken is an error of its
// own in the diagnostics, with Severity::error, and the rest is still read. Errors (nothing
// usable): file.unreadable, file.too_large, source.unknown_format, source.no_policies,
// source.partial (unless allowed), source.too_many_files, those of archives (archive.h) and of
// joining two sources (merge.h). Memory: the largest file, or an archive unpacked.
Result<Read<Snapshot>> read_source(const std::filesystem::path& path, const ReadOptions& options);

}  // namespace caprock
