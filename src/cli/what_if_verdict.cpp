#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/decision_json.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/what_if_parts.h"
#include "cli/what_if_tellings.h"
#include "integration/control_words.h"
#include "model/words.h"

namespace caprock {
namespace {

// `multifactor authentication or a compliant device (policy `P`)`
std::string clause_in_words(const Clause& clause) {
  std::vector<std::string> nouns;
  for (const Control& control : clause.controls) nouns.push_back(control_noun(control));
  const std::string demanded =
      nouns.empty() ? "what is not understood here"
                    : join(nouns, clause.combine == GrantOperator::all ? " and " : " or ");
  return fmt::format("{} (policy {})", demanded, in_backticks(clause.display_name));
}

std::string policies_named(const WhatIfReport& report, const std::vector<PolicyId>& ids) {
  std::vector<std::string> names;
  for (const PolicyResult& policy : report.decision.policies)
    for (const PolicyId& id : ids)
      if (policy.id == id || (policy.id.empty() && id.is(policy.display_name)))
        names.push_back(in_backticks(policy.display_name));
  return (names.size() == 1 ? "policy " : "policies ") + join(names, ", ");
}

std::string code_in_words(const Decision& decision) {
  return decision.aadsts == 0 ? "" : fmt::format(", AADSTS{}", decision.aadsts);
}

// CA 2.2.5: this kind of sign-in can show nothing that would meet the clause.
bool is_out_of_reach(const Clause& clause, const Decision& decision) {
  const auto policy =
      std::find_if(decision.policies.begin(), decision.policies.end(),
                   [&](const PolicyResult& one) { return comes_from(clause, one); });
  if (!clause.certain || policy == decision.policies.end()) return false;
  const auto never = [&](const Control& control) {
    return std::any_of(
        policy->controls.begin(), policy->controls.end(),
        [&](const ControlResult& one) { return one.control == control && !one.attainable; });
  };
  if (clause.controls.empty()) return false;
  return clause.combine == GrantOperator::all
             ? std::any_of(clause.controls.begin(), clause.controls.end(), never)
             : std::all_of(clause.controls.begin(), clause.controls.end(), never);
}

std::string needs_sentence(const WhatIfReport& report) {
  const Decision& decision = report.decision;
  std::vector<PolicyId> never;
  for (const Clause& clause : decision.clauses)
    if (is_out_of_reach(clause, decision)) never.push_back(clause.policy);
  if (!never.empty())
    return fmt::format("The request is refused{}: such a sign-in can never show what {} demand{}.",
                       code_in_words(decision), policies_named(report, never),
                       never.size() == 1 ? "s" : "");
  if (!report.question.sign_in.request.interactive)
    return fmt::format("The request is refused{}: nobody is there to show what is demanded.",
                       code_in_words(decision));
  const bool more = std::any_of(decision.clauses.begin(), decision.clauses.end(),
                                [](const Clause& clause) { return !clause.certain; });
  return fmt::format("The sign-in gets its token once it has shown {}what is demanded below.",
                     more ? "at least " : "");
}

std::string verdict_sentence(const WhatIfReport& report) {
  const Decision& decision = report.decision;
  const auto applying = std::count_if(
      decision.policies.begin(), decision.policies.end(), [](const PolicyResult& policy) {
        return policy.state == PolicyState::enabled && policy.applies == Match::yes;
      });
  switch (decision.verdict) {
    case Verdict::granted:
      return applying == 0
                 ? "No enabled policy applies: the sign-in gets its token."
                 : fmt::format("The sign-in gets its token: {} {}, and what {} is met.", applying,
                               applying == 1 ? "policy applies" : "policies apply",
                               applying == 1 ? "it demands" : "they demand");
    case Verdict::needs_controls: return needs_sentence(report);
    case Verdict::blocked:
      return fmt::format("The sign-in is blocked by {}{}.",
                         policies_named(report, decision.determined_by), code_in_words(decision));
    case Verdict::undetermined:
      return fmt::format("What is not known decides, through {}.",
                         policies_named(report, decision.determined_by));
  }
  return {};
}

std::string verdict_title(Verdict verdict, const Style& style) {
  switch (verdict) {
    case Verdict::granted: return style.green("GRANTED");
    case Verdict::needs_controls: return style.yellow("NEEDS CONTROLS");
    case Verdict::blocked: return style.red("BLOCKED");
    case Verdict::undetermined: return style.yellow("UNDETERMINED");
  }
  return {};
}

std::vector<std::string> clauses_in_words(const Decision& decision, bool certain) {
  std::vector<std::string> out;
  for (const Clause& clause : decision.clauses)
    if (clause.certain == certain) out.push_back(clause_in_words(clause));
  return out;
}

std::vector<std::string> perhaps_in_words(const Decision& decision) {
  std::vector<std::string> out;
  if (decision.verdict == Verdict::blocked) return out;
  for (const PolicyResult& policy : decision.policies)
    if (may_block(policy))
      out.push_back(fmt::format("a block (policy {})", in_backticks(policy.display_name)));
  for (std::string& clause : clauses_in_words(decision, false)) out.push_back(std::move(clause));
  return out;
}

std::vector<std::string> session_in_words(const WhatIfReport& report) {
  const SessionDemands& session = report.decision.session;
  std::vector<std::string> out;
  if (session.sign_in_frequency)
    out.push_back(fmt::format(
        "sign-in frequency {}{} ({})",
        session.sign_in_frequency->count() == 0 ? "every time"
                                                : period_in_words(*session.sign_in_frequency),
        session.frequency_counts_secondary_only ? ", of the second factor" : "",
        policies_named(report, session.sign_in_frequency_by)));
  if (session.persistent_browser)
    out.push_back(
        fmt::format("persistent browser session: {}", word_for(*session.persistent_browser)));
  if (session.token_protection) out.emplace_back("token protection");
  if (session.application_enforced_restrictions) out.emplace_back("app enforced restrictions");
  if (session.cloud_app_security)
    out.push_back(fmt::format("app control: {}", word_for(*session.cloud_app_security)));
  if (session.continuous_access_evaluation)
    out.push_back(fmt::format("continuous access evaluation: {}",
                              word_for(*session.continuous_access_evaluation)));
  if (session.disable_resilience_defaults) out.emplace_back("resilience defaults off");
  return out;
}

}  // namespace

std::string verdict_text(const WhatIfReport& report, std::size_t width, const Style& style) {
  const Decision& decision = report.decision;
  std::string out = "\n" + verdict_title(decision.verdict, style) + "\n";
  out += paragraph(printable(verdict_sentence(report)), width, 0);
  out += listed("demanded", clauses_in_words(decision, true), width);
  out += listed("perhaps", perhaps_in_words(decision), width);
  // A sign-in that is blocked has no session.
  if (decision.verdict != Verdict::blocked)
    out += listed("session", session_in_words(report), width);
  std::vector<std::string> unknown;
  for (const std::string& path : open_inputs(decision)) {
    std::string line = how_to_say(path, *report.tenant);
    if (std::find(unknown.begin(), unknown.end(), line) == unknown.end())
      unknown.push_back(std::move(line));
  }
  out += listed("unknown", unknown, width);
  std::vector<std::string> rests;
  for (const Alternative& one : report.alternatives) rests.push_back(in_words(one));
  out += listed("depends on", rests, width);
  if (!decision.fully_evaluated) out += not_fully_evaluated(style);
  return out;
}

}  // namespace caprock
