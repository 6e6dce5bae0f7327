#include "cli/lint_conflicts.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/check_words.h"
#include "cli/connection_input.h"
#include "cli/decider.h"
#include "integration/conflicts.h"
#include "lint/lint.h"

namespace caprock {
namespace {

constexpr std::string_view k_conflict_rule = "C12";

Finding finding_of(const Conflict& conflict) {
  const Rule& rule = *lint_rule(k_conflict_rule);
  Finding finding;
  finding.rule = rule.id;
  finding.severity = rule.severity;
  finding.where = conflict.one.where;
  finding.subject = conflict.one.who.front();
  finding.message = printable(
      fmt::format("conflict about {}: {}; against it {}; what satisfies both: {}. {}",
                  conflict.about, side_in_words(conflict.one), side_in_words(conflict.other),
                  conflict.arrangement, proof_in_words(conflict)));
  if (finding.message.ends_with('.')) finding.message.pop_back();
  finding.consequence = rule.why;
  finding.fix = rule.fix;
  return finding;
}

}  // namespace

Result<std::vector<Finding>> conflict_findings(const TenantSnapshot& tenant,
                                               const std::filesystem::path& connections,
                                               const std::vector<std::filesystem::path>& profiles,
                                               Instant now) {
  CAPROCK_TRY(const std::vector<Profile> known, read_profiles(profiles));
  CAPROCK_TRY(const Connections named, read_connections(connections));
  std::vector<ConnectionTarget> targets;
  for (const Connection& one : named.items) {
    CAPROCK_TRY(ConnectionTarget target, find_target(tenant, known, one));
    targets.push_back(std::move(target));
  }
  std::vector<Finding> findings;
  for (const Conflict& conflict : find_conflicts(targets, decide_once, now))
    findings.push_back(finding_of(conflict));
  return findings;
}

}  // namespace caprock
