#include "cli/forecast_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "base/text.h"
#include "cli/connection_input.h"
#include "cli/decider.h"
#include "cli/forecast_html.h"
#include "cli/forecast_ics.h"
#include "cli/forecast_json.h"
#include "cli/forecast_svg.h"
#include "cli/forecast_text.h"
#include "cli/tenant_input.h"
#include "integration/near_names.h"

namespace caprock {
namespace {

// The connections that were named, in the order of the names.
Result<std::vector<Connection>> chosen(const Connections& all,
                                       const std::vector<std::string>& names) {
  if (names.empty()) return all.items;
  std::vector<Connection> out;
  std::vector<std::string> known;
  for (const Connection& one : all.items) known.push_back(one.name);
  for (const std::string& name : names) {
    const auto at = std::find_if(all.items.begin(), all.items.end(), [&](const Connection& one) {
      return equal_ignoring_case(one.name, name);
    });
    if (at == all.items.end()) {
      const auto near = near_names(name, known);
      return failure(ErrorCode::name_unknown,
                     fmt::format("no connection has the name {}", in_backticks(name)), {},
                     near.empty() ? "connections: " + join(known, ", ")
                                  : "did you mean " + in_backticks(near.front()) + "?");
    }
    out.push_back(*at);
  }
  return out;
}

Result<ForecastPlan> plan_of(const ForecastArguments& arguments, const TenantSnapshot& tenant) {
  ForecastPlan plan{arguments.now, arguments.now + std::chrono::days(365), {}};
  if (!arguments.until.empty()) {
    CAPROCK_TRY(plan.until, read_planned_instant(arguments.until, arguments.now));
  }
  for (const std::string& text : arguments.events) {
    CAPROCK_TRY(PlannedEvent event, parse_planned_event(text, tenant, arguments.now));
    plan.events.push_back(std::move(event));
  }
  return plan;
}

Result<std::vector<Forecast>> forecasts_of(const ForecastArguments& arguments,
                                           const TenantSnapshot& tenant) {
  CAPROCK_TRY(const std::vector<Profile> profiles, read_profiles(arguments.profiles));
  CAPROCK_TRY(const Connections all, read_connections(arguments.connections));
  CAPROCK_TRY(const std::vector<Connection> connections, chosen(all, arguments.names));
  CAPROCK_TRY(const ForecastPlan plan, plan_of(arguments, tenant));
  if (arguments.format == Format::svg && connections.size() != 1)
    return failure(ErrorCode::usage, "a picture shows one connection", {},
                   "name it with --connection, or ask for --format html");
  std::vector<Forecast> forecasts;
  for (const Connection& connection : connections) {
    CAPROCK_TRY(const ConnectionTarget target, find_target(tenant, profiles, connection));
    CAPROCK_TRY(Forecast one, forecast(target, decide_once, plan));
    forecasts.push_back(std::move(one));
  }
  return forecasts;
}

std::string rendered(const std::vector<Forecast>& forecasts,
                     const std::vector<Diagnostic>& diagnostics, const ForecastArguments& arguments,
                     const Style& style) {
  std::vector<std::string> texts;
  switch (arguments.format) {
    case Format::text:
      for (const Forecast& one : forecasts)
        texts.push_back(forecast_text(one, arguments.width, style));
      return join(texts, "\n");
    case Format::json: return forecasts_json(forecasts, diagnostics);
    case Format::svg: return forecast_svg(forecasts.front());
    case Format::html:
      return forecasts_html("Token forecast", words_of_source(arguments.source, arguments.read),
                            forecasts, diagnostics);
    case Format::ics: return forecasts_ics(forecasts);
    case Format::markdown:
    case Format::junit:
    case Format::sarif: break;  // not offered
  }
  return {};
}

bool breaks_for_certain(const Forecast& forecast) {
  return std::any_of(forecast.breaks.begin(), forecast.breaks.end(),
                     [](const PredictedBreak& one) { return one.certainty == Match::yes; });
}

}  // namespace

ExitCode run_forecast(const ForecastArguments& arguments, const Style& style, std::ostream& out,
                      std::ostream& err) {
  auto read = read_tenant(arguments.source, arguments.read, style, err);
  if (!read) return ExitCode::bad_input;
  if (arguments.as_if_on) switch_on_every_policy(read->value.tenant, read->diagnostics);
  const auto forecasts = forecasts_of(arguments, read->value.tenant);
  if (!forecasts) {
    err << render_error(forecasts.error(), style);
    return ExitCode::bad_input;
  }
  out << rendered(*forecasts, read->diagnostics, arguments, style);
  if (arguments.format == Format::text && !read->diagnostics.empty())
    out << "\n" << render_diagnostics(read->diagnostics, style, 20);
  // A picture and a calendar have no place for what was odd about the source.
  if (arguments.format == Format::svg || arguments.format == Format::ics)
    err << render_diagnostics(read->diagnostics, style, 20);
  const bool breaks = std::any_of(forecasts->begin(), forecasts->end(), breaks_for_certain);
  return breaks ? ExitCode::finding : ExitCode::good;
}

}  // namespace caprock
