#include "cli/connection_input.h"

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

}  // namespace

Result<std::vector<Profile>> read_profiles(const std::vector<std::filesystem::path>& files) {
  std::vector<Profile> profiles;
  for (const ShippedFile& file : shipped_profiles()) {
    CAPROCK_TRY(Profile profile, parse_profile(file.text, std::string(file.name)));
    profiles.push_back(std::move(profile));
  }
  for (const std::filesystem::path& path : files) {
    CAPROCK_TRY(const std::string text, read_yaml(path));
    CAPROCK_TRY(Profile profile, parse_profile(text, path.string()));
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
