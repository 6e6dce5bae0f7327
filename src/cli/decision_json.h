// A decision in JSON, as all reports write it.
#pragma once

#include "graph_json/json_text.h"
#include "model/decision.h"

namespace caprock {

json::array texts_json(const std::vector<std::string>& texts);

template <class Tag>
json::array ids_json(const std::vector<Id<Tag>>& ids) {
  json::array out;
  for (const Id<Tag>& id : ids) out.emplace_back(id.text());
  return out;
}

// `verdict`, `determinedBy`, `clauses`, `possibleBlocks`, `session`, `undeterminedBy`, `audiences`,
// `aadsts`, `fullyEvaluated`: what counts besides the single policies.
json::object verdict_json(const Decision& decision);

// `id`, `displayName`, `result` in the words of appliedConditionalAccessPolicy, and `applies`:
// true, false or, when it is not known, null.
json::object applied_policy_json(const PolicyResult& policy);

// The same with every condition and control.
json::object policy_result_json(const PolicyResult& policy);

// What If's reason for a policy (CA 2.11): `notSet` when it applies, the first failing condition,
// or `notEnoughInformation`.
std::string_view analysis_reason(const PolicyResult& policy);

// It is not known whether the policy applies, and it blocks if it does.
bool may_block(const PolicyResult& policy);

}  // namespace caprock
