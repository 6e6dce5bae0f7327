#include "reference/grant_controls.h"

#include <algorithm>

#include "base/text.h"
#include "model/well_known.h"
#include "reference/match_client.h"
#include "reference/match_devices.h"
#include "reference/people.h"
#include "reference/reach.h"
#include "reference/scopes.h"
#include "reference/strengths.h"
#include "reference/unread.h"

namespace caprock::reference {
namespace {

Finding signalled(const Signal<bool>& signal, std::string path) {
  if (signal.is_unknown()) return unknown(std::move(path));
  return found(signal.value() && *signal.value());
}

template <class Id>
Finding contains(const Signal<std::set<Id>>& signal, const Id& id, std::string path) {
  if (signal.is_unknown()) return unknown(std::move(path));
  return found(signal.value() && signal.value()->contains(id));
}

// CA 2.15: a compliant device is not demanded of Authenticator reading its own methods, and no
// approved app of Defender reporting a device's posture.
bool is_exempt(const Situation& situation, BuiltInControl control) {
  const Request& request = situation.sign_in.request;
  if (control == BuiltInControl::approved_application)
    return request.client_app.is(app::k_defender_mobile);
  if (control != BuiltInControl::compliant_device || !request.client_app.is(app::k_authenticator))
    return false;
  const AskedScopes asked = asked_scopes(request);
  const auto harmless = [](std::string_view scope) {
    return is_open_id_scope(scope) || equal_ignoring_case(scope, "UserAuthenticationMethod.Read");
  };
  const bool only_graph =
      asked.unknown_resources.empty() &&
      std::all_of(asked.resources.begin(), asked.resources.end(),
                  [](const AppId& app) { return app.is(app::k_microsoft_graph); });
  return only_graph && !asked.graph.empty() && !asked.asks_consented() &&
         std::all_of(asked.graph.begin(), asked.graph.end(), harmless);
}

// CA 2.12: the column "met when".
Finding meets(const Situation& situation, BuiltInControl control) {
  const Session& session = situation.sign_in.session;
  if (is_exempt(situation, control)) return yes();
  switch (control) {
    case BuiltInControl::block:
    case BuiltInControl::verified_id: return no();
    case BuiltInControl::mfa: return has_mfa(situation);
    case BuiltInControl::compliant_device: return is_compliant(situation);
    case BuiltInControl::domain_joined_device: return is_hybrid_joined(situation);
    case BuiltInControl::approved_application:
      return signalled(session.approved_app, "session.approvedApp");
    case BuiltInControl::compliant_application:
      return signalled(session.app_protection, "session.appProtection");
    case BuiltInControl::password_change:
      return signalled(session.password_changed_for_risk, "session.passwordChangedForRisk");
    case BuiltInControl::risk_remediation:
      return signalled(session.risk_remediated, "session.riskRemediated");
  }
  return no();
}

// CA 2.12: the order of working off; the last ones are ours.
int rank_of(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return 0;
    case BuiltInControl::mfa: return 1;
    case BuiltInControl::compliant_device: return 2;
    case BuiltInControl::domain_joined_device: return 3;
    case BuiltInControl::approved_application: return 4;
    case BuiltInControl::compliant_application: return 5;
    case BuiltInControl::password_change:
    case BuiltInControl::risk_remediation: return 6;
    case BuiltInControl::verified_id: return 9;
  }
  return 9;
}
constexpr int k_rank_strength = 1;
constexpr int k_rank_terms = 7;
constexpr int k_rank_custom = 8;

int mfa_code(const Situation& situation, const Policy& policy) {
  if (registration_is_refused(situation, policy)) return 53004;
  const bool* registered = situation.sign_in.session.mfa_registered.value();
  return registered && !*registered ? 50079 : 50076;
}

// CA 2.12: the column "unmet, non-interactive". 0 where the code is not known.
int code_of(const Situation& situation, const Policy& policy, BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return 53003;
    case BuiltInControl::mfa: return mfa_code(situation, policy);
    case BuiltInControl::compliant_device:
      return situation.sign_in.device.is_unknown() ? 50097 : 53000;
    case BuiltInControl::domain_joined_device: return 53001;
    case BuiltInControl::approved_application: return 53002;
    case BuiltInControl::compliant_application: return 53009;
    case BuiltInControl::password_change: return 50142;
    case BuiltInControl::risk_remediation:
    case BuiltInControl::verified_id: return 0;
  }
  return 0;
}

bool needs_user(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::mfa:
    case BuiltInControl::password_change:
    case BuiltInControl::risk_remediation:
    case BuiltInControl::verified_id: return true;
    case BuiltInControl::block:
    case BuiltInControl::compliant_device:
    case BuiltInControl::domain_joined_device:
    case BuiltInControl::approved_application:
    case BuiltInControl::compliant_application: return false;
  }
  return false;
}

DemandedControl demanded(Control control, const Finding& met, int rank, bool user, int code) {
  DemandedControl demand;
  demand.result.control = std::move(control);
  demand.result.met = met.match;
  demand.result.undetermined_by = met.undetermined_by;
  demand.result.aadsts = met.match == Match::yes ? 0 : code;
  demand.rank = rank;
  demand.needs_user = user;
  return demand;
}

// The control stands aside as far as the other policy's demand applies.
Finding overridden(const Finding& met, const Finding& by_other) { return any_of({met, by_other}); }

// Keeps the controls in working order; equals stay as the policy has them.
void add(Demands& demands, DemandedControl demand) {
  demand.result.attainable = demand.out_of_reach == OutOfReach::no;
  const auto behind =
      std::upper_bound(demands.controls.begin(), demands.controls.end(), demand.rank,
                       [](int rank, const DemandedControl& one) { return rank < one.rank; });
  demands.controls.insert(behind, std::move(demand));
}

void add_built_in(Demands& demands, const Situation& situation, const Policy& policy,
                  BuiltInControl built_in, const Overrides& overrides) {
  Finding met = all_of({meets(situation, built_in), negate(is_impossible(situation, built_in))});
  if (built_in == BuiltInControl::password_change)
    met = overridden(met, overrides.password_changes);
  Control control;
  control.built_in = built_in;
  DemandedControl demand = demanded(std::move(control), met, rank_of(built_in),
                                    needs_user(built_in), code_of(situation, policy, built_in));
  demand.out_of_reach = reach_of(situation, policy, built_in);
  demands.blocks = demands.blocks || built_in == BuiltInControl::block;
  add(demands, std::move(demand));
}

void add_strength(Demands& demands, const Situation& situation, const Policy& policy,
                  const StrengthReference& reference, const Overrides& overrides) {
  const std::optional<AuthenticationStrength> strength = strength_of(situation, reference);
  Control control;
  control.kind = ControlKind::authentication_strength;
  control.id = reference.id.text();
  control.name = strength ? strength->display_name : "";
  DemandedControl demand = demanded(
      std::move(control), overridden(meets_strength(situation, reference), overrides.strengths),
      k_rank_strength, true, mfa_code(situation, policy));
  demand.out_of_reach = reach_of_strength(situation, policy, strength ? &*strength : nullptr);
  add(demands, std::move(demand));
}

void add_others(Demands& demands, const Situation& situation, const GrantControls& grants) {
  constexpr int k_external_challenge = 50158;
  for (const TermsOfUseId& id : grants.terms_of_use) {
    const TermsOfUse* terms = situation.tenant.terms_of_use.find(id);
    Control control;
    control.kind = ControlKind::terms_of_use;
    control.id = id.text();
    control.name = terms ? terms->display_name : "";
    const Finding met =
        contains(situation.sign_in.session.terms_accepted, id, "session.termsAccepted");
    DemandedControl demand =
        demanded(std::move(control), met, k_rank_terms, true, k_external_challenge);
    demand.out_of_reach = reach_of_page(situation);
    add(demands, std::move(demand));
  }
  for (const CustomControlId& id : grants.custom_authentication_factors) {
    Control control;
    control.kind = ControlKind::custom;
    control.id = id.text();
    const Finding met = contains(situation.sign_in.session.custom_controls_satisfied, id,
                                 "session.customControlsSatisfied");
    DemandedControl demand =
        demanded(std::move(control), met, k_rank_custom, true, k_external_challenge);
    demand.out_of_reach = reach_of_page(situation);
    add(demands, std::move(demand));
  }
}

// Nobody knows whether all controls are needed or one.
bool has_unread_operator(const Policy& policy) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [](const Unread& one) {
    return equal_ignoring_case(one.pointer, "/grantControls") ||
           equal_ignoring_case(one.pointer, "/grantControls/operator");
  });
}

// Something is demanded that is not understood: not only the operator between known controls.
bool has_unread_control(const Policy& policy, const std::vector<DemandedControl>& known) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [&](const Unread& one) {
    const bool operator_only = equal_ignoring_case(one.pointer, "/grantControls/operator") ||
                               equal_ignoring_case(one.pointer, "/grantControls");
    return one.part == PolicyPart::grant_controls && !(operator_only && !known.empty());
  });
}

// CA 2.12: where the operator is not understood, both readings must agree.
Finding by_either_operator(const std::vector<Finding>& each, const Policy& policy) {
  Finding all = all_of(each);
  const Finding any = any_of(each);
  if (all.match == any.match && all.match != Match::unknown) return all;
  std::vector<Finding> open = {unknown(unread_path(policy))};
  for (const Finding& one : each)
    if (one.match == Match::unknown) open.push_back(one);
  return all_of(open);
}

// CA 2.12: AND needs all, OR needs one. A control that was not understood is one whose state nobody
// knows.
void settle(Demands& demands, const Policy& policy) {
  std::vector<Finding> each;
  for (const DemandedControl& demand : demands.controls)
    each.push_back({demand.result.met, {}, {}, demand.result.undetermined_by});
  demands.has_unread_control = has_unread_control(policy, demands.controls);
  demands.has_unread_operator = has_unread_operator(policy);
  if (demands.has_unread_control) each.push_back(unknown(unread_path(policy)));
  Finding satisfied = each.empty()                            ? yes()
                      : demands.has_unread_operator           ? by_either_operator(each, policy)
                      : demands.combine == GrantOperator::all ? all_of(each)
                                                              : any_of(each);
  if (demands.blocks) satisfied = no();
  demands.satisfied = satisfied.match;
  demands.undetermined_by = satisfied.undetermined_by;
}

}  // namespace

Demands demands_of(const Situation& situation, const Policy& policy, const Overrides& overrides) {
  Demands demands;
  if (policy.grant_controls) {
    const GrantControls& grants = *policy.grant_controls;
    demands.combine = grants.combine;
    for (const BuiltInControl built_in : grants.built_in_controls)
      add_built_in(demands, situation, policy, built_in, overrides);
    if (grants.authentication_strength)
      add_strength(demands, situation, policy, *grants.authentication_strength, overrides);
    add_others(demands, situation, grants);
  }
  settle(demands, policy);
  return demands;
}

}  // namespace caprock::reference
