#include "cli/guess_command.h"

#include <ostream>

#include "cli/connection_input.h"
#include "cli/guess_json.h"
#include "cli/guess_yaml.h"
#include "cli/observed_log.h"
#include "cli/tenant_input.h"

namespace caprock {
namespace {

constexpr std::size_t k_told_oddities = 20;

template <class T>
std::optional<std::size_t> count_if_there(const Collection<T>& collection) {
  if (!collection.exported && collection.items.empty()) return std::nullopt;
  return collection.items.size();
}

Result<GuessReport> guess_from(const CheckArguments& arguments, const Read<Snapshot>& read) {
  const TenantSnapshot& tenant = read.value.tenant;
  GuessReport report;
  report.diagnostics = read.diagnostics;
  CAPROCK_TRY(const std::vector<Profile> profiles, read_profiles(arguments.profiles));
  Connections known;
  if (!arguments.connections.empty()) {
    CAPROCK_TRY(known, read_connections(arguments.connections));
    report.known_connections = arguments.connections.string();
  }
  ObservedSignIns observed;
  if (arguments.sign_ins) {
    CAPROCK_TRY(Read<ObservedSignIns> log, read_observed_log(*arguments.sign_ins));
    observed = std::move(log.value);
    report.sign_ins = observed.records();
    report.diagnostics.insert(report.diagnostics.end(), log.diagnostics.begin(),
                              log.diagnostics.end());
  }
  report.source = words_of_source(arguments.source, arguments.read);
  report.service_principals = count_if_there(tenant.service_principals);
  report.consents = count_if_there(tenant.permission_grants);
  report.guesses = guess_connections(tenant, profiles, observed, known);
  return report;
}

}  // namespace

ExitCode run_guess(const CheckArguments& arguments, const Style& style, std::ostream& out,
                   std::ostream& err) {
  const auto read = read_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  const auto report = guess_from(arguments, *read);
  if (!report) {
    err << render_error(report.error(), style);
    return ExitCode::bad_input;
  }
  if (arguments.format == Format::json) {
    out << guess_json(*report);
    return ExitCode::good;
  }
  err << render_diagnostics(report->diagnostics, style, k_told_oddities);
  out << guess_yaml(*report);
  return ExitCode::good;
}

}  // namespace caprock
