#include "cli/check_command.h"

#include <ostream>

#include "cli/check_json.h"
#include "cli/check_junit.h"
#include "cli/check_markdown.h"
#include "cli/check_text.h"
#include "cli/decider.h"
#include "cli/tenant_input.h"
#include "integration/check.h"
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

Result<std::vector<Profile>> all_profiles(const std::vector<std::filesystem::path>& more) {
  std::vector<Profile> profiles;
  for (const ShippedFile& file : shipped_profiles()) {
    CAPROCK_TRY(Profile profile, parse_profile(file.text, std::string(file.name)));
    profiles.push_back(std::move(profile));
  }
  for (const std::filesystem::path& path : more) {
    CAPROCK_TRY(const std::string text, read_yaml(path));
    CAPROCK_TRY(Profile profile, parse_profile(text, path.string()));
    // A file given on the command line replaces a shipped profile of the same id.
    std::erase_if(profiles, [&](const Profile& other) { return other.id == profile.id; });
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

Result<CheckReport> check_source(const CheckArguments& arguments, const Read<Snapshot>& read) {
  CAPROCK_TRY(const std::vector<Profile> profiles, all_profiles(arguments.profiles));
  CAPROCK_TRY(const std::string text, read_yaml(arguments.connections));
  CAPROCK_TRY(const Connections connections,
              parse_connections(text, arguments.connections.string()));
  CAPROCK_TRY(CheckReport report,
              check(read.value.tenant, profiles, connections, decide_once, arguments.now));
  report.diagnostics.insert(report.diagnostics.begin(), read.diagnostics.begin(),
                            read.diagnostics.end());
  if (read.value.partial) report.fully_evaluated = false;
  return report;
}

std::string rendered(const CheckReport& report, const CheckArguments& arguments,
                     const Style& style) {
  switch (arguments.format) {
    case Format::text: return check_text(report, arguments.width, style);
    case Format::json: return check_json(report);
    case Format::markdown: return check_markdown(report);
    case Format::junit: return check_junit(report);
    case Format::sarif: break;  // not offered
  }
  return {};
}

}  // namespace

ExitCode run_check(const CheckArguments& arguments, const Style& style, std::ostream& out,
                   std::ostream& err) {
  auto read = read_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  if (arguments.as_if_on) switch_on_every_policy(read->value.tenant, read->diagnostics);
  const auto report = check_source(arguments, *read);
  if (!report) {
    err << render_error(report.error(), style);
    return ExitCode::bad_input;
  }
  out << rendered(*report, arguments, style);
  return report->anything_broken() ? ExitCode::finding : ExitCode::good;
}

}  // namespace caprock
