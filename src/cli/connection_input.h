// The integrations of a tenant as the command line names them: profiles and a connections file.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "integration/connections.h"
#include "integration/profile.h"

namespace caprock {

// The shipped profiles and those of `files`; a file replaces a shipped profile of the same id.
// Errors: those of reading a file, profile.invalid.
Result<std::vector<Profile>> read_profiles(const std::vector<std::filesystem::path>& files);

// Errors: those of reading a file, connections.invalid.
Result<Connections> read_connections(const std::filesystem::path& file);

}  // namespace caprock
