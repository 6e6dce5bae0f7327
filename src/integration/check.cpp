#include "integration/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "integration/assessment.h"
#include "integration/control_words.h"
#include "integration/fix.h"
#include "integration/remedies.h"
#include "integration/requirements.h"

namespace caprock {
namespace {

std::string headline_of(const ConnectionReport& report, Instant now) {
  if (report.health == Health::ok) return "no policy or setting read here ends its token";
  const auto at = std::find_if(report.causes.begin(), report.causes.end(), matters);
  if (at == report.causes.end()) return {};
  const std::string who = who_does_what(*at);
  const std::string may = at->certainty == Match::unknown ? "possibly: " : "";
  if (at->from && *at->from > now)
    return fmt::format("{}{}; refused from {}", may, who, moment_in_words(*at->from));
  return may + who;
}

// The cause whose severity, certainty and date made the health what it is comes first.
void put_deciding_cause_first(ConnectionReport& report, Instant now) {
  const auto decides = [&](const Cause& cause) {
    return health_of({cause}, now) == report.health && matters(cause);
  };
  std::stable_partition(report.causes.begin(), report.causes.end(), decides);
}

ConnectionReport report_on(const ConnectionTarget& target, Assessment assessment,
                           const Decide& decide, Instant now) {
  ConnectionReport report;
  report.name = target.connection->name;
  report.profile = target.profile->id;
  report.profile_name = target.profile->name;
  report.connection = target.way->id;
  report.title = target.way->title;
  report.account = target.connection->account.empty() ? target.app.value_or(AppId()).text()
                                                      : target.connection->account;
  report.kind = target.kind();
  report.health = health_of(assessment.causes, now);
  report.causes = std::move(assessment.causes);
  put_deciding_cause_first(report, now);
  assessment.causes = report.causes;  // remedies count causes in the order of the report
  report.remedies = try_remedies(target, assessment, decide, now);
  report.headline = headline_of(report, now);
  // An exception is no answer to a question: what is not known is found out first.
  if (report.health != Health::unknown) report.fix = fix_for(report.causes, report.remedies);
  report.exposure = exposure_of_fix(target, report.fix);
  report.missing = std::move(assessment.missing);
  report.notes = requirement_notes(target, assessment, decide, now);
  report.notes.insert(report.notes.end(), assessment.notes.begin(), assessment.notes.end());
  if (!report.fix.empty()) report.after_fix = target.profile->after_fix;
  report.at_refresh = std::move(assessment.at_refresh);
  report.at_sign_in = std::move(assessment.at_sign_in);
  return report;
}

// Broken first, then what breaks soonest, then what nobody can tell, then what lasts.
auto urgency(const ConnectionReport& report) {
  const auto& breaks = report.forecast.breaks;
  const auto certain = std::find_if(breaks.begin(), breaks.end(), [](const PredictedBreak& one) {
    return one.certainty == Match::yes;
  });
  const int place = report.health == Health::broken    ? 0
                    : certain != breaks.end()          ? 1
                    : report.health == Health::at_risk ? 2
                    : report.health == Health::unknown ? 3
                                                       : 4;
  return std::pair(place, certain == breaks.end() ? Instant::max() : certain->earliest);
}

}  // namespace

std::string who_does_what(const Cause& cause) {
  return cause.policy ? fmt::format("policy `{}` {}", quotable(cause.policy_name), cause.control)
                      : cause.control;
}

bool CheckReport::anything_broken() const {
  return std::any_of(connections.begin(), connections.end(),
                     [](const ConnectionReport& r) { return r.health == Health::broken; });
}

Result<CheckReport> check(const TenantSnapshot& tenant, const std::vector<Profile>& profiles,
                          const Connections& connections, const Decide& decide, Instant now,
                          std::chrono::days horizon) {
  CheckReport report;
  report.now = now;
  std::vector<ConnectionTarget> targets;
  for (const Connection& connection : connections.items) {
    CAPROCK_TRY(const ConnectionTarget target, find_target(tenant, profiles, connection));
    targets.push_back(target);
    Assessment assessment = assess(target, decide, now);
    report.fully_evaluated = report.fully_evaluated && assessment.fully_evaluated;
    report.connections.push_back(report_on(target, std::move(assessment), decide, now));
    CAPROCK_TRY(report.connections.back().forecast,
                forecast(target, decide, {now, now + horizon, {}}));
  }
  report.conflicts = find_conflicts(targets, decide, now);
  std::stable_sort(
      report.connections.begin(), report.connections.end(),
      [](const ConnectionReport& a, const ConnectionReport& b) { return urgency(a) < urgency(b); });
  return report;
}

}  // namespace caprock
