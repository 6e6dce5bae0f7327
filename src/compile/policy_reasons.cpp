#include "compile/policy_reasons.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "compile/unread_parts.h"

namespace caprock {
namespace {

bool demands_something(const Policy& policy) {
  const auto& grants = policy.grant_controls;
  const bool grant = grants && (!grants->built_in_controls.empty() ||
                                !grants->custom_authentication_factors.empty() ||
                                !grants->terms_of_use.empty() || grants->authentication_strength);
  const bool session = policy.session_controls && policy.session_controls->effective();
  return grant || session ||
         has_unread(policy,
                    {PolicyPart::policy, PolicyPart::grant_controls, PolicyPart::session_controls});
}

bool targets_something(const Applications& applications) {
  const auto& entries = applications.include_applications;
  const auto& filter = applications.application_filter;
  return std::any_of(entries.begin(), entries.end(),
                     [](const AppId& entry) { return !entry.is(word::k_none); }) ||
         !applications.include_user_actions.empty() ||
         !applications.include_authentication_context_class_references.empty() ||
         (filter && filter->mode == FilterMode::include);
}

// CA 2.11.3, 2.11.4; empty when there is something to do.
std::string emptiness(const CompiledPolicy& compiled) {
  const Policy& policy = *compiled.policy;
  if (!demands_something(policy)) return "the policy demands nothing";
  if (has_unread(policy, {PolicyPart::policy, PolicyPart::conditions})) return {};
  if (!targets_something(policy.conditions.applications)) return "the policy targets no resource";
  if (!compiled.has_users && !compiled.for_workloads && !compiled.for_agents)
    return "the policy is for nobody";
  return {};
}

struct FilterUse {
  const std::optional<CompiledFilter>& filter;
  std::string_view member;
};

std::array<FilterUse, 4> filters_of(const CompiledPolicy& compiled) {
  return {{{compiled.targets.filter, "/conditions/applications/applicationFilter"},
           {compiled.workload_filter, "/conditions/clientApplications/servicePrincipalFilter"},
           {compiled.agent_filter, "/conditions/clientApplications/agentIdServicePrincipalFilter"},
           {compiled.device_filter, "/conditions/devices/deviceFilter"}}};
}

// CA 2.11.5, 2.11.6, 2.11.12: the first filter that is not in order decides.
std::optional<OwnReason> invalidity(const CompiledPolicy& compiled, EvaluationMode mode) {
  constexpr Condition k_invalid = Condition::invalid_policy;
  for (const FilterUse& use : filters_of(compiled)) {
    if (!use.filter) continue;
    if (!use.filter->mode) {
      if (!touch(compiled.policy->unread, use.member))
        return OwnReason{k_invalid, Match::no, "a filter has no mode", false};
      return OwnReason{k_invalid, Match::unknown, "the mode of a filter is not understood here",
                       true};
    }
    if (use.filter->rule) continue;
    const std::string why = "a filter rule cannot be read: " + use.filter->rule.error().message;
    const bool whatif = mode == EvaluationMode::whatif;
    return OwnReason{k_invalid, whatif ? Match::no : Match::unknown, why, !whatif};
  }
  return std::nullopt;
}

bool has_unreadable_filter(const CompiledPolicy& compiled) {
  const auto filters = filters_of(compiled);
  return std::any_of(filters.begin(), filters.end(),
                     [](const FilterUse& use) { return use.filter && !use.filter->rule; });
}

// CA 2.11.7, 2.11.14
std::string doubt_of(const Policy& policy) {
  if (has_unread(policy, {PolicyPart::policy, PolicyPart::conditions}))
    return "the policy has a condition that is not understood here";
  const bool open_state =
      policy.state == PolicyState::unknown || has_unread(policy, {PolicyPart::state});
  return open_state ? "whether the policy is enforced is not known" : "";
}

bool has_unread_strength(const CompiledPolicy& compiled) {
  const auto& strength = compiled.controls.strength;
  return strength && !strength->unread.empty();
}

constexpr std::uint32_t bits_of(std::initializer_list<Condition> conditions) {
  std::uint32_t bits = 0;
  for (const Condition condition : conditions) bits |= 1U << static_cast<unsigned>(condition);
  return bits;
}

struct ConditionMember {
  std::string_view member;
  std::uint32_t conditions = 0;  // 1 << Condition
};

// The members of a policy that conditions are read from (CA 2.11.10).
std::uint32_t doubted_conditions(const std::vector<Unread>& parts) {
  using enum Condition;
  constexpr std::array k_members = {
      ConditionMember{"/conditions/applications",
                      bits_of({applications, user_actions, authentication_context})},
      ConditionMember{"/conditions/users", bits_of({users, workload_identities, agent_identities})},
      ConditionMember{"/conditions/clientApplications",
                      bits_of({users, workload_identities, agent_identities})},
      ConditionMember{"/conditions/clientAppTypes", bits_of({client_app_types})},
      ConditionMember{"/conditions/platforms", bits_of({platforms})},
      ConditionMember{"/conditions/locations", bits_of({locations})},
      ConditionMember{"/conditions/devices", bits_of({devices})},
      ConditionMember{"/conditions/deviceStates", bits_of({devices})},
      ConditionMember{"/conditions/signInRiskLevels", bits_of({sign_in_risk})},
      ConditionMember{"/conditions/servicePrincipalRiskLevels", bits_of({service_principal_risk})},
      ConditionMember{"/conditions/userRiskLevels", bits_of({user_risk})},
      ConditionMember{"/conditions/insiderRiskLevels", bits_of({insider_risk})},
      ConditionMember{"/conditions/authenticationFlows", bits_of({authentication_flows})},
      ConditionMember{"/conditions/agentIdRiskLevels", bits_of({agent_id_risk})},
  };
  std::uint32_t doubted = 0;
  for (const ConditionMember& row : k_members)
    if (touch(parts, row.member)) doubted |= row.conditions;
  return doubted;
}

}  // namespace

void add_own_reasons(CompiledPolicy& compiled, const EvaluationOptions& options) {
  const Policy& policy = *compiled.policy;
  compiled.unread_path = "policies[" + compiled.name.text() + "].unread";
  compiled.doubt = doubt_of(policy);
  compiled.fully_read =
      policy.fully_read() && !has_unreadable_filter(compiled) && !has_unread_strength(compiled);
  compiled.doubted = doubted_conditions(policy.unread);
  if (policy.state == PolicyState::disabled)
    compiled.own_reasons.push_back(
        {Condition::state, Match::no, "the policy is switched off", false});
  if (std::string empty = emptiness(compiled); !empty.empty())
    compiled.own_reasons.push_back({Condition::empty_policy, Match::no, std::move(empty), false});
  if (std::optional<OwnReason> invalid = invalidity(compiled, options.mode))
    compiled.own_reasons.push_back(std::move(*invalid));
  if (!compiled.doubt.empty()) compiled.own = Match::unknown;
  for (const OwnReason& reason : compiled.own_reasons)
    compiled.own = all_of(compiled.own, reason.match);
}

}  // namespace caprock
