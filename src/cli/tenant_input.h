// A tenant for commands that answer with a verdict.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "cli/style.h"
#include "source/read_people.h"

namespace caprock {

// Reads an export; nothing, and the errors on `err`, when no verdict can rest on it. Adds
// policies.over_limit to the diagnostics when there are more policies than a tenant can have.
std::optional<Read<Snapshot>> read_tenant(const std::filesystem::path& source,
                                          const ReadOptions& options, const Style& style,
                                          std::ostream& err);
// The same with people in columns: for many sign-ins of a large tenant.
std::optional<Read<CompactSnapshot>> read_compact_tenant(const std::filesystem::path& source,
                                                         const ReadOptions& options,
                                                         const Style& style, std::ostream& err);

// What a report is about: `export.zip`, `policies.json with the directory of users.zip`.
std::string words_of_source(const std::filesystem::path& source, const ReadOptions& options);

// Judge as if every policy were on; policies.as_if_on says so.
void switch_on_every_policy(TenantSnapshot& tenant, std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
