// The answer for one sign-in, with everything that led to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/match.h"
#include "model/controls.h"
#include "model/ids.h"
#include "model/policy.h"

namespace caprock {

// Outcomes are a closed list; each has its rule in docs/semantics/verdicts.md.
enum class Verdict : std::uint8_t {
  granted,
  needs_controls,  // something a person or device must still prove; see Decision::clauses
  blocked,
  undetermined,  // an input that nobody gave decides; see Decision::undetermined_by
};

// Order is the order in which What If reports the first failing one (CA 2.11).
enum class Condition : std::uint8_t {
  state,           // policyNotEnabled
  empty_policy,    // emptyPolicy
  invalid_policy,  // invalidPolicy
  applications,
  user_actions,
  authentication_context,
  users,
  workload_identities,
  agent_identities,
  client_app_types,
  platforms,
  locations,
  devices,
  sign_in_risk,
  service_principal_risk,
  user_risk,
  insider_risk,
  authentication_flows,
  agent_id_risk,
  unread,  // a condition this program does not know; never certain
};

// One configured condition of one policy, for one sign-in.
struct ConditionResult {
  Condition condition{};
  Match match = Match::unknown;
  // Graph's rule words (CA 1.15) that matched on the include and exclude side,
  // for example `allUsers` and `userId`.
  std::string include_rule;
  std::string exclude_rule;
  std::string why;  // in words, for people: "the account is in excludeGroups (`Break glass`)"
  // For Match::unknown: the input that would decide, as a path such as `client.ip` or
  // `tenant.groups[<id>].members`.
  std::vector<std::string> undetermined_by;
  bool operator==(const ConditionResult&) const = default;
};

enum class ControlKind : std::uint8_t {
  built_in,
  authentication_strength,
  terms_of_use,
  custom,
  reauthentication,  // sign-in frequency exceeded
  token_protection,  // session control secureSignInSession
};

struct Control {
  ControlKind kind = ControlKind::built_in;
  BuiltInControl built_in = BuiltInControl::mfa;  // for ControlKind::built_in
  std::string id;                                 // strength, terms of use or custom control
  std::string name;                               // its display name, when the export has it
  bool operator==(const Control&) const = default;
};

// A control and whether the sign-in meets it.
struct ControlResult {
  Control control;
  Match met = Match::unknown;
  bool attainable = true;  // false: this kind of sign-in can never meet it (CA 2.12, 2.19)
  int aadsts = 0;          // the code a non-interactive request gets when this one is missing
  std::vector<std::string> undetermined_by;
  bool operator==(const ControlResult&) const = default;
};

// Result words of appliedConditionalAccessPolicy (1.15, 2.17). `undetermined` is ours.
enum class PolicyOutcome : std::uint8_t {
  success,
  failure,
  not_applied,
  not_enabled,
  report_only_success,
  report_only_failure,
  report_only_not_applied,
  report_only_interrupted,
  undetermined,
};

struct PolicyResult {
  PolicyId id;
  std::string display_name;
  PolicyState state = PolicyState::disabled;
  // Do all conditions match? Says nothing about state: a report-only policy applies, too.
  Match applies = Match::no;
  // Every configured condition, in the order of `Condition`; the failing ones are all here.
  std::vector<ConditionResult> conditions;
  // Controls in the order in which they are worked off (CA 2.12), when the policy (perhaps)
  // applies.
  std::vector<ControlResult> controls;
  GrantOperator combine = GrantOperator::any;
  Match satisfied = Match::yes;  // grant controls; yes when there are none
  PolicyOutcome outcome = PolicyOutcome::not_applied;
  bool fully_read = true;
  // Sign-in log masks: bits of conditionalAccessConditions, as logs show them (CA 1.15).
  std::uint32_t conditions_satisfied = 0;
  std::uint32_t conditions_not_satisfied = 0;
  bool operator==(const PolicyResult&) const = default;
};

// What one policy still demands: all or any of these controls.
struct Clause {
  PolicyId policy;
  std::string display_name;
  GrantOperator combine = GrantOperator::any;
  std::vector<Control> controls;
  bool certain = true;  // false: only if the policy applies, which is not known
  bool operator==(const Clause&) const = default;
};

// Session controls of all applied enabled policies, merged (CA 2.14).
struct SessionDemands {
  bool application_enforced_restrictions = false;
  std::optional<CloudAppSecurityType> cloud_app_security;
  std::optional<std::chrono::seconds> sign_in_frequency;  // the shortest; zero for every time
  std::vector<PolicyId> sign_in_frequency_by;             // the policies that say so
  bool frequency_counts_secondary_only = false;
  std::optional<PersistentBrowserMode> persistent_browser;
  std::optional<CaeMode> continuous_access_evaluation;
  bool token_protection = false;
  bool disable_resilience_defaults = false;
  bool operator==(const SessionDemands&) const = default;
};

struct Decision {
  Verdict verdict = Verdict::undetermined;
  std::vector<PolicyId> determined_by;  // sorted, so that equal answers compare equal
  std::vector<Clause> clauses;          // what is still demanded, in policy order
  SessionDemands session;
  // Inputs that would settle an undetermined verdict, sorted, no repeats.
  std::vector<std::string> undetermined_by;
  std::vector<AppId> audiences;  // the resources it was decided for
  int aadsts = 0;  // the code a non-interactive request gets; 0 when granted or not known
  std::vector<PolicyResult> policies;  // in the tenant's order
  bool fully_evaluated = true;         // false: a policy that matters has parts not understood here
  bool operator==(const Decision&) const = default;
};

}  // namespace caprock
