// `caprock profiles list|show|validate|new`: the integration profiles, and a vendor's own.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/style.h"

namespace caprock {

struct ProfilesArguments {
  std::vector<std::filesystem::path> profiles;  // files and folders besides the shipped ones
  std::string id;                               // `show`, `new`
  std::vector<std::filesystem::path> files;     // `validate`
  Format format = Format::text;
  std::size_t width = 100;
};

ExitCode list_profiles(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                       std::ostream& err);

// Bad input when there is no such profile.
ExitCode show_profile(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err);

// Reads each file, all of them whatever is wrong with one. Bad input when one does not follow the
// form, finding when one says something doubtful (profile_findings.h).
ExitCode validate_profiles(const ProfilesArguments& arguments, const Style& style,
                           std::ostream& out, std::ostream& err);

// Writes a profile to begin with, which is valid, with a word on each part.
ExitCode new_profile(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                     std::ostream& err);

}  // namespace caprock
