#include "cli/profiles_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "base/text.h"
#include "cli/connection_input.h"
#include "cli/profile_json.h"
#include "cli/profile_markdown.h"
#include "cli/profile_template.h"
#include "cli/profile_text.h"
#include "integration/near_names.h"
#include "integration/profile_findings.h"

namespace caprock {
namespace {

Result<std::vector<Profile>> sorted_profiles(const ProfilesArguments& arguments) {
  CAPROCK_TRY(std::vector<Profile> profiles, read_profiles(arguments.profiles));
  std::sort(profiles.begin(), profiles.end(),
            [](const Profile& a, const Profile& b) { return a.id < b.id; });
  return profiles;
}

Result<Profile> named(const ProfilesArguments& arguments) {
  CAPROCK_TRY(const std::vector<Profile> profiles, sorted_profiles(arguments));
  std::vector<std::string> ids;
  for (const Profile& one : profiles) {
    if (equal_ignoring_case(one.id, arguments.id)) return one;
    ids.push_back(one.id);
  }
  const auto near = near_names(arguments.id, ids);
  return failure(ErrorCode::profile_unknown,
                 fmt::format("no profile has the id {}", in_backticks(arguments.id)), {},
                 near.empty() ? "`caprock profiles list` shows all of them"
                              : "did you mean " + in_backticks(near.front()) + "?");
}

ExitCode refused(const Error& error, const Style& style, std::ostream& err) {
  err << render_error(error, style);
  return ExitCode::bad_input;
}

// One file: what it is, or what is wrong with it.
ExitCode validate_one(const std::filesystem::path& file, const Style& style, std::ostream& out,
                      std::ostream& err) {
  const Result<Profile> profile = read_profile(file);
  if (!profile) return refused(profile.error(), style, err);
  const std::vector<Diagnostic> doubts = profile_findings(*profile);
  out << fmt::format("{}  {}: `{}`, {}\n", doubts.empty() ? style.green("ok") : style.yellow("ok?"),
                     file.string(), profile->id,
                     count_in_words(profile->connections.size(), "connection", "connections"));
  out << render_diagnostics(doubts, style, doubts.size());
  return doubts.empty() ? ExitCode::good : ExitCode::finding;
}

}  // namespace

ExitCode list_profiles(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                       std::ostream& err) {
  const auto profiles = sorted_profiles(arguments);
  if (!profiles) return refused(profiles.error(), style, err);
  out << (arguments.format == Format::json       ? profiles_json(*profiles)
          : arguments.format == Format::markdown ? profiles_markdown(*profiles)
                                                 : profile_list(*profiles, arguments.width, style));
  return ExitCode::good;
}

ExitCode show_profile(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err) {
  const auto profile = named(arguments);
  if (!profile) return refused(profile.error(), style, err);
  out << (arguments.format == Format::json       ? profile_json(*profile)
          : arguments.format == Format::markdown ? profile_markdown(*profile)
                                                 : profile_text(*profile, arguments.width, style));
  return ExitCode::good;
}

ExitCode validate_profiles(const ProfilesArguments& arguments, const Style& style,
                           std::ostream& out, std::ostream& err) {
  const auto files = profile_files(arguments.files);
  if (!files) return refused(files.error(), style, err);
  ExitCode worst = ExitCode::good;
  for (const std::filesystem::path& file : *files)
    worst = std::max(worst, validate_one(file, style, out, err));
  return worst;
}

ExitCode new_profile(const ProfilesArguments& arguments, const Style& style, std::ostream& out,
                     std::ostream& err) {
  const std::string text = profile_template(arguments.id);
  const auto profile = parse_profile(text, arguments.id + ".yaml");
  if (!profile) return refused(profile.error(), style, err);
  out << text;
  return ExitCode::good;
}

}  // namespace caprock
