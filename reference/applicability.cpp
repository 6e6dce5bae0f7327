#include "reference/applicability.h"

#include <algorithm>

#include "base/text.h"
#include "reference/filter_rule.h"
#include "reference/match_applications.h"
#include "reference/match_client.h"
#include "reference/match_devices.h"
#include "reference/match_locations.h"
#include "reference/match_risks.h"
#include "reference/match_subject.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

bool has_unread(const Policy& policy, std::initializer_list<PolicyPart> parts) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [&](const Unread& one) {
    return std::find(parts.begin(), parts.end(), one.part) != parts.end();
  });
}

bool demands_something(const Policy& policy) {
  const auto& grants = policy.grant_controls;
  const bool grant = grants && (!grants->built_in_controls.empty() ||
                                !grants->custom_authentication_factors.empty() ||
                                !grants->terms_of_use.empty() || grants->authentication_strength);
  return grant || (policy.session_controls && policy.session_controls->effective()) ||
         has_unread(policy,
                    {PolicyPart::policy, PolicyPart::grant_controls, PolicyPart::session_controls});
}

bool targets_resources(const Applications& applications) {
  const auto& entries = applications.include_applications;
  return std::any_of(entries.begin(), entries.end(),
                     [](const AppId& entry) { return !entry.is(word::k_none); }) ||
         !applications.include_user_actions.empty() ||
         !applications.include_authentication_context_class_references.empty() ||
         (applications.application_filter &&
          applications.application_filter->mode == FilterMode::include);
}

bool targets_subjects(const Conditions& conditions) {
  return conditions.users || targets_workloads(conditions) || targets_agents(conditions);
}

// CA 2.11. A user list of `None` alone is a failing user condition, not an empty policy (CA-019).
std::string emptiness(const Policy& policy) {
  if (!demands_something(policy)) return "the policy demands nothing";
  if (has_unread(policy, {PolicyPart::policy, PolicyPart::conditions})) return {};
  if (!targets_resources(policy.conditions.applications)) return "the policy targets no resource";
  if (!targets_subjects(policy.conditions)) return "the policy is for nobody";
  return {};
}

struct FilterUse {
  const std::optional<Filter>& filter;
  FilterRealm realm;
  std::string_view member;
};

std::vector<FilterUse> filters_of(const Conditions& conditions) {
  static const std::optional<Filter> k_none;
  constexpr auto k_attributes = FilterRealm::custom_security_attribute;
  const auto& clients = conditions.client_applications;
  return {{conditions.applications.application_filter, k_attributes,
           "/conditions/applications/applicationFilter"},
          {clients ? clients->service_principal_filter : k_none, k_attributes,
           "/conditions/clientApplications/servicePrincipalFilter"},
          {clients ? clients->agent_id_service_principal_filter : k_none, k_attributes,
           "/conditions/clientApplications/agentIdServicePrincipalFilter"},
          {conditions.devices ? conditions.devices->device_filter : k_none, FilterRealm::device,
           "/conditions/devices/deviceFilter"}};
}

// CA 2.11: a filter without mode makes the policy invalid; a mode that is not understood does not.
// A rule that is refused here, for its length or its grammar, may be newer than this program: What
// If calls it invalid, strict evaluation does not know.
Finding validity(const Situation& situation, const Policy& policy) {
  for (const FilterUse& use : filters_of(policy.conditions)) {
    if (!use.filter) continue;
    if (!use.filter->mode)
      return touch(policy.unread, use.member)
                 ? unknown(unread_path(policy), "the mode of a filter is not understood here")
                 : no("a filter has no mode");
    const Result<FilterRule> rule = parse_filter_rule(use.filter->rule, use.realm);
    if (rule) continue;
    const std::string why = "a filter rule cannot be read: " + rule.error().message;
    if (situation.whatif()) return no(why);
    return unknown(unread_path(policy), why);
  }
  return yes();
}

void add_own_reasons(std::vector<ConditionResult>& results, const Situation& situation,
                     const Policy& policy) {
  if (policy.state == PolicyState::disabled)
    results.push_back(plain_condition(Condition::state, no("the policy is switched off")));
  const std::string empty = emptiness(policy);
  if (!empty.empty()) results.push_back(plain_condition(Condition::empty_policy, no(empty)));
  const Finding valid = validity(situation, policy);
  if (valid.match != Match::yes)
    results.push_back(plain_condition(Condition::invalid_policy, valid));
}

// The members of a policy that a condition is read from.
std::vector<std::string_view> members_of(Condition condition) {
  switch (condition) {
    case Condition::applications:
    case Condition::user_actions:
    case Condition::authentication_context: return {"/conditions/applications"};
    case Condition::users:
    case Condition::workload_identities:
    case Condition::agent_identities:
      return {"/conditions/users", "/conditions/clientApplications"};
    case Condition::client_app_types: return {"/conditions/clientAppTypes"};
    case Condition::platforms: return {"/conditions/platforms"};
    case Condition::locations: return {"/conditions/locations"};
    case Condition::devices: return {"/conditions/devices", "/conditions/deviceStates"};
    case Condition::sign_in_risk: return {"/conditions/signInRiskLevels"};
    case Condition::service_principal_risk: return {"/conditions/servicePrincipalRiskLevels"};
    case Condition::user_risk: return {"/conditions/userRiskLevels"};
    case Condition::insider_risk: return {"/conditions/insiderRiskLevels"};
    case Condition::authentication_flows: return {"/conditions/authenticationFlows"};
    case Condition::agent_id_risk: return {"/conditions/agentIdRiskLevels"};
    case Condition::state:
    case Condition::empty_policy:
    case Condition::invalid_policy:
    case Condition::unread: return {};
  }
  return {};
}

bool is_partly_unread(const Policy& policy, Condition condition) {
  const std::vector<std::string_view> members = members_of(condition);
  return std::any_of(members.begin(), members.end(),
                     [&](std::string_view member) { return touch(policy.unread, member); });
}

// CA 2.11: what was not understood of a condition may include or exclude, so that neither its yes
// nor its no can be relied on.
void doubt_partly_unread(std::vector<ConditionResult>& results, const Policy& policy) {
  for (ConditionResult& result : results) {
    if (!is_partly_unread(policy, result.condition)) continue;
    result.match = Match::unknown;
    result.why = "a part of the condition is not understood here";
    result.undetermined_by.push_back(unread_path(policy));
    tidy(result.undetermined_by);
  }
}

// CA 2.11.7, 2.11.14: why it can never be certain that the policy applies.
std::optional<std::string> doubt_of_the_whole(const Policy& policy) {
  if (has_unread(policy, {PolicyPart::policy, PolicyPart::conditions}))
    return "the policy has a condition that is not understood here";
  if (policy.state == PolicyState::unknown || has_unread(policy, {PolicyPart::state}))
    return "whether the policy is enforced is not known";
  return std::nullopt;
}

void add_if(std::vector<ConditionResult>& results, std::optional<ConditionResult> result) {
  if (result) results.push_back(std::move(*result));
}

bool is_configured(const Platforms& platforms) {
  return !platforms.include_platforms.empty() || !platforms.exclude_platforms.empty();
}

bool is_configured(const Locations& locations) {
  return !locations.include_locations.empty() || !locations.exclude_locations.empty();
}

}  // namespace

PolicyId name_of(const Policy& policy) {
  return policy.id.empty() ? PolicyId(policy.display_name) : policy.id;
}

bool is_rolled_out_in_parts(const Policy& policy) {
  return policy.state == PolicyState::enabled_for_reporting &&
         std::any_of(policy.unread.begin(), policy.unread.end(),
                     [](const Unread& one) { return equal_ignoring_case(one.pointer, "/state"); });
}

bool has_unreadable_filter(const Policy& policy) {
  const std::vector<FilterUse> filters = filters_of(policy.conditions);
  return std::any_of(filters.begin(), filters.end(), [](const FilterUse& use) {
    return use.filter && !parse_filter_rule(use.filter->rule, use.realm);
  });
}

std::vector<ConditionResult> match_policy(const Situation& situation, const Policy& policy) {
  const Conditions& conditions = policy.conditions;
  std::vector<ConditionResult> results;
  add_own_reasons(results, situation, policy);
  results.push_back(match_applications(situation, conditions.applications));
  results.push_back(match_subject(situation, conditions));
  add_if(results, match_client_app_types(situation, conditions.client_app_types));
  if (conditions.platforms && is_configured(*conditions.platforms))
    results.push_back(match_platforms(situation, *conditions.platforms));
  if (conditions.locations && is_configured(*conditions.locations))
    results.push_back(match_locations(situation, *conditions.locations));
  add_if(results, match_devices(situation, conditions));
  for (ConditionResult& result : match_risks(situation, conditions))
    results.push_back(std::move(result));
  doubt_partly_unread(results, policy);
  if (const auto doubt = doubt_of_the_whole(policy))
    results.push_back(plain_condition(Condition::unread, unknown(unread_path(policy), *doubt)));
  return results;
}

}  // namespace caprock::reference
