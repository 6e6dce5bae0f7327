// Users and groups from files straight into columns: the fast way to a large tenant.
#pragma once

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "model/people.h"
#include "source/source.h"

namespace caprock {

struct CompactSnapshot {
  // As `read_source` gives it, but without users and groups; both count as exported all the same.
  // Facts about users that are not in `People` (names, dates, MFA states) are not kept.
  Snapshot snapshot;
  std::shared_ptr<const People> people;
  bool by_columns = false;  // the fast way was taken, for benchmarks and tests
};

// Reads what `read_source` reads and says the same about it, diagnostics included: `people` equals
// `people_of` of its tenant. Users, groups and members in the plain layout of
// docs/snapshot-format.md go into columns file by file, with no object a user; whatever is odd
// about any of these files sends all of them through the careful reader instead. Groups that
// contain each other do so, too. Memory: the columns and the largest file. Errors: as read_source.
Result<Read<CompactSnapshot>> read_compact_source(const std::filesystem::path& path,
                                                  const ReadOptions& options);

}  // namespace caprock
