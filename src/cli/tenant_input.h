// A tenant for commands that answer with a verdict.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>

#include "cli/style.h"
#include "source/source.h"

namespace caprock {

// Reads an export; nothing, and the errors on `err`, when no verdict can rest on it. Adds
// policies.over_limit to the diagnostics when there are more policies than a tenant can have.
std::optional<Read<Snapshot>> read_tenant(const std::filesystem::path& source,
                                          const ReadOptions& options, const Style& style,
                                          std::ostream& err);

// Judge as if every policy were on; policies.as_if_on in the diagnostics says so.
void switch_on_every_policy(Read<Snapshot>& read);

}  // namespace caprock
