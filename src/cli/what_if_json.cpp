#include "cli/decision_json.h"
#include "cli/json_out.h"
#include "cli/what_if_report.h"
#include "cli/what_if_tellings.h"
#include "graph_json/graph_json.h"
#include "model/words.h"

namespace caprock {
namespace {

constexpr std::string_view k_context =
    "https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.whatIfAnalysisResult)";

// The policy as it stands in the export, and What If's two members. Where it is not known whether
// the policy applies, Graph has no word; null is none of its two.
json::object analysis(const Policy& policy, const PolicyResult& result) {
  json::object out = write_policy(policy);
  const bool off = policy.state == PolicyState::disabled;
  out["policyApplies"] = !off && result.applies == Match::unknown
                             ? json::value(nullptr)
                             : json::value(!off && result.applies == Match::yes);
  out["analysisReasons"] = analysis_reason(result);
  return out;
}

json::array unknown_json(const WhatIfReport& report) {
  json::array out;
  for (const std::string& path : open_inputs(report.decision))
    out.push_back({{"input", path}, {"say", how_to_say(path, *report.tenant)}});
  return out;
}

std::string_view difference_word(Difference difference) {
  switch (difference) {
    case Difference::verdict: return "verdict";
    case Difference::demands: return "demands";
    case Difference::session: return "session";
  }
  return {};
}

json::array alternatives_json(const std::vector<Alternative>& alternatives) {
  json::array out;
  for (const Alternative& one : alternatives)
    out.push_back({{"option", one.option},
                   {"value", one.value},
                   {"otherValue", one.other},
                   {"changes", difference_word(one.difference)},
                   {"verdict", word_for(one.verdict)}});
  return out;
}

}  // namespace

std::string what_if_json(const WhatIfReport& report) {
  json::array value, policies;
  const auto& tenants = report.tenant->policies.items;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    const PolicyResult& result = report.decision.policies[i];
    const bool out = result.applies == Match::no || result.state == PolicyState::disabled;
    if (report.applied_only && out) continue;
    value.push_back(analysis(tenants[i], result));
    policies.push_back(policy_result_json(result));
  }
  json::object ours = verdict_json(report.decision);
  ours["mode"] = report.options.mode == EvaluationMode::whatif ? "whatif" : "strict";
  ours["options"] = texts_json(report.named_options);
  ours["assumptions"] = texts_json(report.question.assumptions);
  ours["notes"] = texts_json(report.notes);
  ours["unknown"] = unknown_json(report);
  ours["dependsOn"] = alternatives_json(report.alternatives);
  ours["policies"] = std::move(policies);
  ours["diagnostics"] = to_json(report.diagnostics);
  return pretty(json::object{
      {"@odata.context", k_context}, {"value", std::move(value)}, {"caprock", std::move(ours)}});
}

}  // namespace caprock
