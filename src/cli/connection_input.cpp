#include "cli/connection_input.h"

#include <algorithm>

#include "integration/shipped_profiles.h"
#include "source/file_text.h"

namespace caprock {
namespace {

// Profiles and connections are written by people; more than this is not one of them.
constexpr std::uintmax_t k_max_yaml_size = std::uintmax_t{1} << 20;

Result<std::string> read_yaml(const std::filesystem::path& path) {
  CAPROCK_TRY(std::string bytes, read_file(path, k_max_yaml_size));
  return decode_text(std::move(bytes), path.string());
}

bool is_yaml(const std::filesystem::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

Result<std::vector<std::filesystem::path>> files_of_folder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (is_yaml(entry->path())) files.push_back(entry->path());
  if (error)
    return failure(ErrorCode::file_unreadable, "the folder cannot be read", {folder.string()},
                   "give a profile file or a folder of them");
  if (files.empty())
    return failure(ErrorCode::file_unreadable, "the folder has no file whose name ends in .yaml",
                   {folder.string()}, "give a profile file or a folder of them");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<Profile> read_profile(const std::filesystem::path& file) {
  CAPROCK_TRY(const std::string text, read_yaml(file));
  return parse_profile(text, file.string());
}

Result<std::vector<std::filesystem::path>> profile_files(
    const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path& path : paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    CAPROCK_TRY(const auto inside, files_of_folder(path));
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

Result<std::vector<Profile>> read_profiles(const std::vector<std::filesystem::path>& paths) {
  std::vector<Profile> profiles;
  for (const ShippedFile& file : shipped_profiles()) {
    CAPROCK_TRY(Profile profile, parse_profile(file.text, std::string(file.name)));
    profiles.push_back(std::move(profile));
  }
  CAPROCK_TRY(const auto files, profile_files(paths));
  for (const std::filesystem::path& path : files) {
    CAPROCK_TRY(Profile profile, read_profile(path));
    std::erase_if(profiles, [&](const Profile& other) { return other.id == profile.id; });
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

Result<Connections> read_connections(const std::filesystem::path& file) {
  CAPROCK_TRY(const std::string text, read_yaml(file));
  return parse_connections(text, file.string());
}

}  // namespace caprock
