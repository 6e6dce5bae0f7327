// The integrations of a tenant as the command line names them: profiles and a connections file.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "integration/connections.h"
#include "integration/profile.h"

namespace caprock {

// The profile in a file. Errors: those of reading a file, yaml.malformed, profile.invalid.
Result<Profile> read_profile(const std::filesystem::path& file);

// The files themselves, and of folders the files whose names end in .yaml or .yml, by name.
// Errors: file.unreadable, also for a folder without such files.
Result<std::vector<std::filesystem::path>> profile_files(
    const std::vector<std::filesystem::path>& paths);

// The shipped profiles and those of `paths`, files or folders; a file replaces a shipped profile
// of the same id. Errors: those of profile_files and read_profile.
Result<std::vector<Profile>> read_profiles(const std::vector<std::filesystem::path>& paths);

// Errors: those of reading a file, connections.invalid.
Result<Connections> read_connections(const std::filesystem::path& file);

}  // namespace caprock
