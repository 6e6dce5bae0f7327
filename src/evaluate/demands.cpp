#include "evaluate/demands.h"

#include <algorithm>

#include "base/text.h"
#include "compile/unread_parts.h"
#include "evaluate/answers.h"
#include "evaluate/exemptions.h"
#include "evaluate/reach.h"
#include "evaluate/reason.h"
#include "evaluate/session.h"
#include "evaluate/strength.h"
#include "model/aadsts.h"

namespace caprock::evaluate {
namespace {

Answer signalled(const Signal<bool>& signal, std::string_view path) {
  if (signal.is_unknown()) return open_by(path);
  return certain(signal.value() && *signal.value());
}

template <class Id>
Answer is_among(const Signal<std::set<Id>>& signal, const std::string& id, std::string_view path) {
  if (signal.is_unknown()) return open_by(path);
  return certain(signal.value() && signal.value()->contains(Id(id)));
}

// CA 2.12.4 to 2.12.6
Answer meets_built_in(const Facts& facts, BuiltInControl control) {
  const Session& session = facts.sign_in.session;
  if (is_exempt(facts.sign_in.request, control)) return certain(true);
  switch (control) {
    case BuiltInControl::block:
    case BuiltInControl::verified_id: return certain(false);
    case BuiltInControl::mfa: return has_mfa(facts);
    case BuiltInControl::compliant_device: return is_compliant(facts);
    case BuiltInControl::domain_joined_device: return is_hybrid_joined(facts);
    case BuiltInControl::approved_application:
      return signalled(session.approved_app, "session.approvedApp");
    case BuiltInControl::compliant_application:
      return signalled(session.app_protection, "session.appProtection");
    case BuiltInControl::password_change:
      return signalled(session.password_changed_for_risk, "session.passwordChangedForRisk");
    case BuiltInControl::risk_remediation:
      return signalled(session.risk_remediated, "session.riskRemediated");
  }
  return certain(false);
}

// CA 2.12.7, 2.12.8
int mfa_code(const Facts& facts, const Policy& policy) {
  if (registration_is_refused(facts, policy)) return aadsts::k_registration_refused;
  const bool* registered = facts.sign_in.session.mfa_registered.value();
  return registered && !*registered ? aadsts::k_mfa_not_registered : aadsts::k_mfa_needed;
}

// CA 2.12.9, 2.12.10
int code_of(const Facts& facts, const Policy& policy, WorkingOrder place) {
  switch (place) {
    case WorkingOrder::block: return aadsts::k_blocked;
    case WorkingOrder::mfa: return mfa_code(facts, policy);
    case WorkingOrder::compliant_device:
      return facts.sign_in.device.is_unknown() ? aadsts::k_device_not_known
                                               : aadsts::k_device_not_compliant;
    case WorkingOrder::hybrid_joined_device: return aadsts::k_device_not_hybrid_joined;
    case WorkingOrder::approved_application: return aadsts::k_app_not_approved;
    case WorkingOrder::compliant_application: return aadsts::k_app_not_protected;
    case WorkingOrder::password_change: return aadsts::k_password_change;
    case WorkingOrder::terms_of_use:
    case WorkingOrder::custom: return aadsts::k_external_challenge;
    case WorkingOrder::verified_id: return aadsts::k_none;
  }
  return aadsts::k_none;
}

// The control stands aside as far as the other policy's demand applies.
Answer overridden(Answer met, Match by_other, const std::vector<std::string>& open) {
  if (by_other == Match::no || met.match == Match::yes) return met;
  return either(std::move(met), {by_other, open});
}

Answer met_by(const Facts& facts, const CompiledPolicy& policy, const Control& control,
              const Overrides& overrides) {
  const Session& session = facts.sign_in.session;
  switch (control.kind) {
    case ControlKind::built_in: {
      Answer exists = exists_for(facts, control.built_in);
      if (exists.match != Match::no)
        exists = both(std::move(exists), meets_built_in(facts, control.built_in));
      if (control.built_in != BuiltInControl::password_change) return exists;
      return overridden(std::move(exists), overrides.password_changes,
                        overrides.password_changes_open);
    }
    case ControlKind::authentication_strength: {
      const auto& strength = policy.controls.strength;
      return overridden(
          meets_strength(facts, *policy.policy->grant_controls->authentication_strength,
                         strength ? &*strength : nullptr),
          overrides.strengths, overrides.strengths_open);
    }
    case ControlKind::terms_of_use:
      return is_among(session.terms_accepted, control.id, "session.termsAccepted");
    case ControlKind::custom:
      return is_among(session.custom_controls_satisfied, control.id,
                      "session.customControlsSatisfied");
    case ControlKind::reauthentication:
    case ControlKind::token_protection: break;  // no grant controls
  }
  return certain(false);
}

OutOfReach reach_for(const Facts& facts, const CompiledPolicy& policy, const Control& control) {
  if (control.kind == ControlKind::built_in)
    return reach_of(facts, *policy.policy, control.built_in);
  if (control.kind != ControlKind::authentication_strength) return reach_of_page(facts);
  const auto& strength = policy.controls.strength;
  return reach_of_strength(facts, *policy.policy, strength ? &*strength : nullptr);
}

// Risk remediation is worked off where a password change is, and has no code of its own.
bool has_no_code(const Control& control) {
  return control.kind == ControlKind::built_in &&
         control.built_in == BuiltInControl::risk_remediation;
}

Demand demand_of(const Facts& facts, const CompiledPolicy& policy, const CompiledControl& compiled,
                 const Overrides& overrides) {
  Answer met = met_by(facts, policy, compiled.control, overrides);
  Demand demand;
  demand.out_of_reach = reach_for(facts, policy, compiled.control);
  demand.needs_user = compiled.needs_user;
  demand.rank = static_cast<int>(compiled.place);
  ControlResult& result = demand.result;
  result.control = compiled.control;
  result.met = met.match;
  result.attainable = demand.out_of_reach == OutOfReach::no;
  result.undetermined_by = std::move(met.open);
  if (met.match != Match::yes && !has_no_code(compiled.control))
    result.aadsts = code_of(facts, *policy.policy, compiled.place);
  return demand;
}

bool is_operator(const Unread& unread) {
  return equal_ignoring_case(unread.pointer, "/grantControls/operator") ||
         equal_ignoring_case(unread.pointer, "/grantControls");
}

// Nobody knows whether all controls are needed or one.
bool has_unread_operator(const Policy& policy) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), is_operator);
}

// Something is demanded that is not understood: more than the operator between known controls.
bool demands_the_unread(const CompiledPolicy& policy) {
  const auto& unread = policy.policy->unread;
  return std::any_of(unread.begin(), unread.end(), [&](const Unread& one) {
    return one.part == PolicyPart::grant_controls &&
           (!is_operator(one) || policy.controls.grants.empty());
  });
}

// CA 2.12.14: where the operator is not understood, both readings must agree.
Answer by_either_operator(Match all, Match any, std::vector<std::string> open,
                          const CompiledPolicy& policy) {
  if (all == any && all != Match::unknown) return {all, {}};
  return both({Match::unknown, std::move(open)}, open_by(policy.unread_path));
}

// CA 2.12.2, 2.12.12: a control that is not understood is one whose state nobody knows.
Answer satisfaction(const CompiledPolicy& policy, const Demands& demands) {
  if (demands.blocks) return certain(false);
  const bool unread = demands.has_unread_control;
  if (demands.controls.empty() && !unread) return certain(true);
  Match all = unread ? Match::unknown : Match::yes;
  Match any = unread ? Match::unknown : Match::no;
  std::vector<std::string> open;
  if (unread) open.push_back(policy.unread_path);
  for (const Demand& demand : demands.controls) {
    all = all_of(all, demand.result.met);
    any = any_of(any, demand.result.met);
    const auto& paths = demand.result.undetermined_by;
    open.insert(open.end(), paths.begin(), paths.end());
  }
  sort_without_repeats(open);
  if (demands.has_unread_operator) return by_either_operator(all, any, std::move(open), policy);
  const Match satisfied = demands.combine == GrantOperator::all ? all : any;
  if (satisfied != Match::unknown) open.clear();
  return {satisfied, std::move(open)};
}

// CA 2.2.3: with AND one control that can never be met, with OR all of them.
template <class Predicate>
bool hinges_on(const Demands& demands, GrantOperator combine, Predicate is_hopeless) {
  const auto& controls = demands.controls;
  if (controls.empty()) return false;
  return combine == GrantOperator::all ? std::any_of(controls.begin(), controls.end(), is_hopeless)
                                       : std::all_of(controls.begin(), controls.end(), is_hopeless);
}

// What is not understood may be a block.
bool may_hide_a_block(const CompiledPolicy& policy, const Demands& demands) {
  return demands.has_unread_control || has_unread(*policy.policy, {PolicyPart::policy});
}

bool may_be_hopeless(const Demand& one) {
  return one.result.met != Match::yes && one.out_of_reach == OutOfReach::blocked;
}

}  // namespace

Demands demands_of(const Facts& facts, const CompiledPolicy& policy, const Overrides& overrides) {
  Demands demands;
  if (policy.policy->grant_controls) demands.combine = policy.policy->grant_controls->combine;
  demands.blocks = policy.controls.blocks;
  demands.controls.reserve(policy.controls.grants.size());
  for (const CompiledControl& control : policy.controls.grants)
    demands.controls.push_back(demand_of(facts, policy, control, overrides));
  demands.has_unread_control = demands_the_unread(policy);
  demands.has_unread_operator = has_unread_operator(*policy.policy);
  demands.satisfied = satisfaction(policy, demands);
  demands.frequency = violates_frequency(facts, policy);
  demands.token_protection = violates_token_protection(facts, policy);
  return demands;
}

Judgement judgement_of(const CompiledPolicy& policy, const Demands& demands) {
  Judgement judgement;
  judgement.satisfied = demands.satisfied.match;
  judgement.blocks = demands.blocks;
  judgement.frequency = demands.frequency.match;
  judgement.token_protection = demands.token_protection.match;
  if (judgement.satisfied == Match::yes) return judgement;
  // An operator that is not understood may be either: certain is what both say.
  const bool either = demands.has_unread_operator;
  judgement.never_met =
      judgement.satisfied == Match::no &&
      hinges_on(demands, either ? GrantOperator::any : demands.combine, [](const Demand& one) {
        return one.result.met == Match::no && one.out_of_reach == OutOfReach::blocked;
      });
  judgement.may_block =
      demands.blocks || may_hide_a_block(policy, demands) ||
      hinges_on(demands, either ? GrantOperator::all : demands.combine, may_be_hopeless);
  return judgement;
}

std::vector<std::string> open_blocks(const CompiledPolicy& policy, const Demands& demands) {
  std::vector<std::string> open;
  if (demands.blocks) return open;
  for (const Demand& one : demands.controls) {
    const auto& paths = one.result.undetermined_by;
    if (may_be_hopeless(one)) open.insert(open.end(), paths.begin(), paths.end());
  }
  if (may_hide_a_block(policy, demands) || demands.has_unread_operator)
    open.push_back(policy.unread_path);
  return open;
}

}  // namespace caprock::evaluate
