#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/printable.h"
#include "base/text.h"
#include "cli/decision_json.h"
#include "cli/output.h"
#include "cli/policy_words.h"
#include "cli/table.h"
#include "cli/what_if_names.h"
#include "cli/what_if_parts.h"
#include "cli/what_if_report.h"
#include "integration/control_words.h"
#include "model/words.h"

namespace caprock {
namespace {

std::string who(const WhatIfReport& report) {
  const Subject& subject = report.question.sign_in.subject;
  const TenantSnapshot& tenant = *report.tenant;
  switch (subject.kind) {
    case SubjectKind::user:
      if (subject.user.id.empty()) return "somebody without an object in the tenant";
      return user_title(tenant, subject.user.id);
    case SubjectKind::agent_user: return "agent's user " + user_title(tenant, subject.user.id);
    case SubjectKind::service_principal:
      return "service principal " + service_principal_title(tenant, subject.service_principal.id);
    case SubjectKind::agent_identity:
      return "agent " + service_principal_title(tenant, subject.service_principal.id);
    case SubjectKind::managed_identity:
      return "managed identity " + service_principal_title(tenant, subject.service_principal.id);
  }
  return {};
}

std::string resources(const WhatIfReport& report) {
  const Request& request = report.question.sign_in.request;
  std::vector<std::string> names;
  for (const AppId& app : request.resources) names.push_back(app_title(*report.tenant, app));
  for (const std::string& scope : request.scopes) names.push_back(scope);
  if (request.user_action) names.push_back("user action " + *request.user_action);
  for (const ContextId& id : request.authentication_contexts)
    names.push_back("authentication context " + id.text());
  return names.empty() ? "not said" : join(names, ", ");
}

// Policies look at resources, which are others than those asked for when scopes name them.
std::string judged_for(const WhatIfReport& report) {
  std::vector<std::string> names;
  for (const AppId& app : report.decision.audiences)
    names.push_back(app_title(*report.tenant, app));
  return join(names, ", ");
}

std::string given(const WhatIfReport& report) {
  static const std::set<std::string_view> k_shown_above = {
      "--user",  "--service-principal", "--managed-identity", "--agent", "--agent-user", "--app",
      "--scope", "--user-action",       "--auth-context"};
  std::vector<std::string> parts;
  for (const SaidOption& one : report.said)
    if (!k_shown_above.contains(one.name))
      parts.push_back(fmt::format("{} {}", one.name.substr(2), one.value));
  for (const std::string& option : report.named_options) parts.push_back("option " + option);
  if (report.question.sign_in.device.is_absent()) parts.emplace_back("no device");
  return join(parts, ", ");
}

std::string head(const WhatIfReport& report, std::size_t width, const Style& style) {
  const auto& organization = report.tenant->organization;
  const std::string tenant = organization && !organization->display_name.empty()
                                 ? organization->display_name
                                 : "tenant without a name in the export";
  std::string out = fmt::format("{}  {}\n", style.bold(printable(tenant)), report.source);
  out += labelled("who", who(report), width);
  out += labelled("asks for", resources(report), width);
  if (const std::string judged = judged_for(report); !judged.empty() && judged != resources(report))
    out += labelled("judged for", judged, width);
  if (const std::string text = given(report); !text.empty()) out += labelled("given", text, width);
  out += listed("assumed", report.question.assumptions, width);
  if (report.options.mode == EvaluationMode::whatif)
    out += labelled("", "- what is not said takes the default of Graph's What If (--mode)", width);
  return out + listed("note", report.notes, width);
}

std::string_view met_in_words(const ControlResult& control) {
  if (control.met == Match::yes) return "met";
  if (!control.attainable) return "can never be met here";
  return control.met == Match::no ? "not met" : "not known";
}

// A policy that demands nothing before access says what it demands of the session.
std::string session_only(const PolicyResult& policy, const std::string& demands) {
  if (policy.outcome == PolicyOutcome::undetermined)
    return demands + ": whether that is kept is not known";
  const bool kept = policy.outcome == PolicyOutcome::success ||
                    policy.outcome == PolicyOutcome::report_only_success;
  return kept ? demands : demands + ": not kept";
}

std::string control_in_words(const ControlResult& result) {
  const bool block = result.control.kind == ControlKind::built_in &&
                     result.control.built_in == BuiltInControl::block;
  return block ? "blocks"
               : fmt::format("{}: {}", control_noun(result.control), met_in_words(result));
}

// Grant controls that are not known here, as the export writes them.
std::vector<std::string> unread_controls(const Policy& policy) {
  std::vector<std::string> words;
  for (const Unread& unread : policy.unread)
    if (unread.part == PolicyPart::grant_controls) words.push_back(in_backticks(unread.text));
  return words;
}

// What an applying policy demands, or why another does not apply: the first failing condition, as
// What If has it; of an open policy all open ones.
std::string why(const PolicyResult& policy, const Policy& object, const std::string& demands) {
  std::vector<std::string> parts;
  if (policy.applies == Match::yes) {
    for (const ControlResult& result : policy.controls) parts.push_back(control_in_words(result));
    for (const std::string& word : unread_controls(object))
      parts.push_back(word + ": not understood here");
    if (parts.empty()) return session_only(policy, demands);
    return join(parts, policy.combine == GrantOperator::any ? "; or " : "; and ");
  }
  for (const ConditionResult& condition : policy.conditions) {
    if (condition.match == policy.applies && !condition.why.empty()) parts.push_back(condition.why);
    if (policy.applies == Match::no && !parts.empty()) break;
  }
  return join(parts, "; ");
}

// A row of the table: a policy and what came of it.
struct Shown {
  const Policy* policy;
  const PolicyResult* result;
};

Table::Paint paint_of(const PolicyResult& policy, const Style& style) {
  if (policy.applies == Match::no) return [&style](std::string_view t) { return style.dim(t); };
  if (policy.outcome == PolicyOutcome::failure)
    return [&style](std::string_view t) { return style.red(t); };
  if (policy.applies == Match::unknown || policy.outcome == PolicyOutcome::undetermined)
    return [&style](std::string_view t) { return style.yellow(t); };
  return [&style](std::string_view t) { return style.green(t); };
}

std::string applies_in_words(const PolicyResult& policy) {
  return policy.applies == Match::unknown ? "perhaps" : std::string(to_string(policy.applies));
}

std::string reason_of(const PolicyResult& result, const Policy& policy,
                      const TenantSnapshot& tenant) {
  std::string because =
      printable(why(result, policy, describe(policy, tenant, Detail::brief).controls));
  if (result.applies == Match::yes) return because;
  const std::string_view reason = analysis_reason(result);
  return because.empty() ? std::string(reason) : fmt::format("{}: {}", reason, because);
}

// Five columns need so much; what is narrower has the reason under the policy.
constexpr std::size_t k_table_width = 80;

std::string stacked(const std::vector<Shown>& policies, const TenantSnapshot& tenant,
                    std::size_t width, const Style& style) {
  std::string out;
  for (const auto& [object, result] : policies) {
    out += paragraph(printable(result->display_name), width, 2, "- ");
    const std::string text =
        fmt::format("{}, applies: {}, {}: {}", state_words(*object), applies_in_words(*result),
                    word_for(result->outcome), reason_of(*result, *object, tenant));
    const Table::Paint paint = paint_of(*result, style);
    for (const std::string& line : wrap_text(text, width - 4)) out += "    " + paint(line) + "\n";
  }
  return out;
}

std::string table_of(const std::vector<Shown>& policies, const TenantSnapshot& tenant,
                     std::size_t width, const Style& style) {
  if (width < k_table_width) return stacked(policies, tenant, width, style);
  Table table;
  table.add_column("policy", 18);
  table.add_column("state", 11);
  table.add_column("applies");
  table.add_column("result", 12);
  table.add_column("reason", 20);
  for (const auto& [policy_object, policy] : policies) {
    table.add_row(
        {printable(policy->display_name), state_words(*policy_object), applies_in_words(*policy),
         std::string(word_for(policy->outcome)), reason_of(*policy, *policy_object, tenant)},
        {{}, {}, paint_of(*policy, style), paint_of(*policy, style)});
  }
  return table.render(width, style);
}

// Those that apply first, then those that may, then the rest; the tenant's order within.
std::string policies_text(const WhatIfReport& report, std::size_t width, const Style& style) {
  const auto& policies = report.tenant->policies.items;
  std::vector<Shown> shown;
  std::vector<std::string> off;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const PolicyResult& result = report.decision.policies[i];
    if (result.state == PolicyState::disabled)
      off.push_back(in_backticks(result.display_name));
    else if (result.applies != Match::no || !report.applied_only)
      shown.push_back({&policies[i], &result});
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Shown& a, const Shown& b) {
    return a.result->applies > b.result->applies;
  });
  std::string out = "\n";
  out += shown.empty() ? "no policy applies\n" : table_of(shown, *report.tenant, width, style);
  if (!off.empty() && !report.applied_only) out += "\n" + labelled("off", join(off, ", "), width);
  return out;
}

}  // namespace

std::string what_if_text(const WhatIfReport& report, std::size_t width, const Style& style) {
  std::string out = head(report, width, style) + policies_text(report, width, style) +
                    verdict_text(report, width, style);
  if (!report.diagnostics.empty()) out += "\n" + render_diagnostics(report.diagnostics, style, 20);
  return out;
}

}  // namespace caprock
