#include "integration/assessment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/printable.h"
#include "integration/account_state.h"
#include "integration/causes.h"
#include "integration/connection_sign_ins.h"
#include "integration/missing_words.h"
#include "integration/tenant_switches.h"

namespace caprock {
namespace {

int badness(Verdict verdict) {
  switch (verdict) {
    case Verdict::granted: return 0;
    case Verdict::undetermined: return 1;
    case Verdict::needs_controls: return 2;
    case Verdict::blocked: return 3;
  }
  return 0;
}

// Severity first, then certainty, then the earliest; what is broken without a date is broken now.
auto rank(const Cause& cause) {
  return std::tuple(-static_cast<int>(cause.severity), -static_cast<int>(cause.certainty),
                    cause.moment, cause.from.value_or(Instant()));
}

bool same_cause(const Cause& a, const Cause& b) {
  return a.topic == b.topic && a.policy == b.policy && a.policy_name == b.policy_name &&
         a.control == b.control;
}

// Several addresses or both moments may show one cause; the worst of each is kept.
void keep_worst(std::vector<Cause>& causes) {
  std::stable_sort(causes.begin(), causes.end(),
                   [](const Cause& a, const Cause& b) { return rank(a) < rank(b); });
  std::vector<Cause> kept;
  for (Cause& cause : causes)
    if (std::none_of(kept.begin(), kept.end(),
                     [&](const Cause& other) { return same_cause(other, cause); }))
      kept.push_back(std::move(cause));
  causes = std::move(kept);
}

template <class T>
void append_new(std::vector<T>& all, const std::vector<T>& more) {
  for (const T& item : more)
    if (std::find(all.begin(), all.end(), item) == all.end()) all.push_back(item);
}

EvaluationOptions options_for(const ConnectionTarget& target) {
  EvaluationOptions options;
  options.sif_confidential = target.way->sif_confidential;
  return options;
}

void add_causes(Assessment& assessment, std::vector<Cause> causes) {
  for (Cause& cause : causes) {
    const bool dormant =
        cause.policy_state == PolicyState::enabled_for_reporting && !cause.rolled_out_in_parts;
    (dormant ? assessment.dormant : assessment.causes).push_back(std::move(cause));
  }
}

// Returns the verdict for this address.
Verdict assess_refresh(const ConnectionTarget& target, const SignIn& sign_in, const Decide& decide,
                       Instant now, Assessment& assessment) {
  Decision decision = decide(*target.tenant, sign_in, options_for(target));
  add_causes(assessment, policy_causes(target, sign_in, decision, Moment::refresh, now));
  SwitchFindings switches = switch_findings(target, sign_in, decision, now);
  add_causes(assessment, std::move(switches.causes));
  append_new(assessment.notes, switches.notes);
  append_new(assessment.missing, switches.missing);
  assessment.fully_evaluated = assessment.fully_evaluated && decision.fully_evaluated;
  const bool first = assessment.at_refresh.policies.empty() && assessment.at_refresh.aadsts == 0;
  if (first || badness(decision.verdict) > badness(assessment.at_refresh.verdict))
    assessment.at_refresh = decision;
  return decision.verdict;
}

// Report-only policies that would hit, and policies that matter only in an outage.
void add_policy_notes(const ConnectionTarget& target, Assessment& assessment) {
  for (const Cause& cause : assessment.dormant)
    if (matters(cause))
      assessment.notes.push_back(fmt::format(
          "report-only policy `{}` {}: it ends nothing today, but {} end this connection when "
          "somebody switches it on",
          quotable(cause.policy_name), cause.control,
          cause.severity == Severity::error && cause.certainty == Match::yes ? "will" : "may"));
  const std::vector<Policy>& policies = target.tenant->policies.items;
  const std::size_t rows = std::min(policies.size(), assessment.at_refresh.policies.size());
  for (std::size_t i = 0; i < rows; ++i) {
    const auto& session = policies[i].session_controls;
    if (policies[i].state == PolicyState::enabled && session &&
        session->disable_resilience_defaults.value_or(false) &&
        assessment.at_refresh.policies[i].applies == Match::yes)
      assessment.notes.push_back(fmt::format(
          "policy `{}` disables resilience defaults: while Microsoft's sign-in service is down, "
          "refreshes may be refused (TS 4.3)",
          quotable(policies[i].display_name)));
  }
}

// What would settle the worst cause comes first.
void add_missing(const ConnectionTarget& target, Assessment& assessment) {
  std::vector<std::string> missing;
  for (const Cause& cause : assessment.causes) {
    if (cause.certainty != Match::unknown || !matters(cause)) continue;
    for (const std::string& path : cause.undetermined_by)
      append_new(missing, {how_to_tell(path, target)});
  }
  append_new(missing, assessment.missing);
  assessment.missing = std::move(missing);
}

}  // namespace

bool matters(const Cause& cause) { return cause.severity != Severity::note; }

Health health_of(const std::vector<Cause>& causes, Instant now) {
  Health health = Health::ok;
  for (const Cause& cause : causes) {
    if (!matters(cause)) continue;
    const bool ends_it = cause.severity == Severity::error;
    const bool later = cause.from && *cause.from > now;
    if (ends_it && cause.certainty == Match::yes && !later) return Health::broken;
    if (ends_it && cause.certainty == Match::unknown) health = Health::unknown;
    if (health == Health::ok) health = Health::at_risk;
  }
  return health;
}

Assessment assess(const ConnectionTarget& target, const Decide& decide, Instant now) {
  Assessment assessment;
  const ConnectionSignIns sign_ins = sign_ins_of(target, now);
  add_causes(assessment, account_state_causes(target));
  append_new(assessment.notes, account_state_notes(target));
  std::set<Verdict> verdicts;
  for (const SignIn& sign_in : sign_ins.refresh)
    verdicts.insert(assess_refresh(target, sign_in, decide, now, assessment));
  assessment.at_sign_in = assessment.at_refresh;
  for (const SignIn& sign_in : sign_ins.interactive) {
    assessment.at_sign_in = decide(*target.tenant, sign_in, options_for(target));
    add_causes(assessment, policy_causes(target, sign_in, assessment.at_sign_in,
                                         Moment::interactive_sign_in, now));
  }
  add_vendor_statements(target, assessment.causes);
  add_vendor_statements(target, assessment.dormant);
  keep_worst(assessment.causes);
  keep_worst(assessment.dormant);
  add_policy_notes(target, assessment);
  add_missing(target, assessment);
  if (verdicts.size() > 1)
    assessment.notes.emplace_back(
        "not all addresses of its network get the same answer; the worst one counts");
  return assessment;
}

}  // namespace caprock
