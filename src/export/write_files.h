// Files written whole or not at all, and never over others.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "export/export.h"

namespace caprock {

// The folder must not be there yet, or be empty. It gets its name when all files are written.
// Errors: file.unwritable.
Result<void> write_folder(const std::filesystem::path& folder,
                          const std::vector<ExportedFile>& files);

// The file must not be there yet. Errors: file.unwritable.
Result<void> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace caprock
