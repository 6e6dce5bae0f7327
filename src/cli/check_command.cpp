#include "cli/check_command.h"

#include <ostream>

#include "cli/check_html.h"
#include "cli/check_json.h"
#include "cli/check_junit.h"
#include "cli/check_markdown.h"
#include "cli/check_text.h"
#include "cli/connection_input.h"
#include "cli/decider.h"
#include "cli/guess_command.h"
#include "cli/tenant_input.h"
#include "integration/check.h"

namespace caprock {
namespace {

Result<CheckReport> check_source(const CheckArguments& arguments, const Read<Snapshot>& read) {
  CAPROCK_TRY(const std::vector<Profile> profiles, read_profiles(arguments.profiles));
  CAPROCK_TRY(const Connections connections, read_connections(arguments.connections));
  CAPROCK_TRY(CheckReport report, check(read.value.tenant, profiles, connections, decide_once,
                                        arguments.now, arguments.horizon));
  report.diagnostics.insert(report.diagnostics.begin(), read.diagnostics.begin(),
                            read.diagnostics.end());
  if (read.value.partial) report.fully_evaluated = false;
  return report;
}

// What the report was made from: the tenant, its directory, the connections, profiles of one's own.
Result<std::vector<InputHash>> hashes_of(const CheckArguments& arguments) {
  std::vector<std::filesystem::path> paths = {arguments.source};
  if (arguments.read.directory) paths.push_back(*arguments.read.directory);
  paths.push_back(arguments.connections);
  CAPROCK_TRY(const auto profiles, profile_files(arguments.profiles));
  paths.insert(paths.end(), profiles.begin(), profiles.end());
  std::vector<InputHash> hashes;
  for (const std::filesystem::path& path : paths) {
    CAPROCK_TRY(InputHash hash, hash_of_input(path, arguments.read));
    hashes.push_back(std::move(hash));
  }
  return hashes;
}

Result<std::string> page_of(const CheckReport& report, const CheckArguments& arguments) {
  CAPROCK_TRY(const std::vector<InputHash> inputs, hashes_of(arguments));
  return check_html(report, words_of_source(arguments.source, arguments.read), inputs);
}

Result<std::string> rendered(const CheckReport& report, const CheckArguments& arguments,
                             const Style& style) {
  switch (arguments.format) {
    case Format::text: return check_text(report, arguments.width, style);
    case Format::json: return check_json(report);
    case Format::markdown: return check_markdown(report);
    case Format::junit: return check_junit(report);
    case Format::html: return page_of(report, arguments);
    case Format::sarif:
    case Format::svg:
    case Format::ics: break;  // not offered
  }
  return std::string();
}

}  // namespace

ExitCode run_check(const CheckArguments& arguments, const Style& style, std::ostream& out,
                   std::ostream& err) {
  if (arguments.guess) return run_guess(arguments, style, out, err);
  auto read = read_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  if (arguments.as_if_on) switch_on_every_policy(read->value.tenant, read->diagnostics);
  const auto report = check_source(arguments, *read);
  const auto text =
      report.and_then([&](const CheckReport& made) { return rendered(made, arguments, style); });
  if (!text) {
    err << render_error(text.error(), style);
    return ExitCode::bad_input;
  }
  out << *text;
  return report->anything_broken() ? ExitCode::finding : ExitCode::good;
}

}  // namespace caprock
