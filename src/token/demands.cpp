#include "token/demands.h"

#include <algorithm>

#include "model/aadsts.h"
#include "model/well_known.h"
#include "token/location_basis.h"
#include "token/words.h"

namespace caprock {
namespace {

// The methods that the request shows belong to the factors that it has; of others nobody knows
// which they would be.
void show_factors(bool with_mfa, Session& session) {
  const bool* has_mfa = session.mfa_claim.value();
  if (has_mfa != nullptr && *has_mfa != with_mfa) session.methods = {};
  session.mfa_claim = with_mfa;
}

// So that no age is too old, whatever the policies allow.
SignIn just_authenticated(SignIn request, bool with_mfa) {
  const Instant at = request.at.value() != nullptr ? *request.at.value() : Instant{};
  request.at = at;
  show_factors(with_mfa, request.session);
  request.session.last_primary_authentication = at;
  request.session.last_secondary_authentication =
      with_mfa ? Signal<Instant>(at) : Signal<Instant>::absent();
  return request;
}

// Report-only by its state and switched on in parts is enforced for some (CA 2.11.11); nobody can
// say for whom.
Match is_enforced(const PolicyResult& result, const Policy& policy) {
  if (result.state == PolicyState::enabled) return Match::yes;
  if (result.state == PolicyState::unknown) return Match::unknown;
  const bool in_parts =
      result.state == PolicyState::enabled_for_reporting && !unread_state(policy).empty();
  return in_parts ? Match::unknown : Match::no;
}

const ControlResult* first_unmet(const PolicyResult& result) {
  const auto unmet = [](const ControlResult& one) { return one.met != Match::yes; };
  const auto at = std::find_if(result.controls.begin(), result.controls.end(), unmet);
  return at == result.controls.end() ? nullptr : &*at;
}

// TS 8.5: the evaluator says that the device is not compliant; a request without any device, and a
// guest whose home tenant is not trusted, have codes of their own.
int device_code(const SignIn& request, const ControlResult& control) {
  if (control.aadsts != aadsts::k_device_not_compliant) return control.aadsts;
  const ExternalKind* external = request.subject.user.external_kind.value();
  const bool guest = external != nullptr && *external != ExternalKind::none &&
                     *external != ExternalKind::internal_guest;
  if (guest && !control.attainable) return aadsts::k_home_device_not_accepted;
  return request.device.is_absent() ? aadsts::k_device_not_presented
                                    : aadsts::k_device_not_compliant;
}

// The policy is one of those that make the verdict what it is.
bool decides(const Decision& decision, const PolicyId& policy) {
  return std::find(decision.determined_by.begin(), decision.determined_by.end(), policy) !=
         decision.determined_by.end();
}

bool decides_block(const Decision& decision, const PolicyId& policy) {
  return decision.verdict == Verdict::blocked && decides(decision, policy);
}

int code_of(const SignIn& request, const Decision& decision, const PolicyResult& result) {
  const ControlResult* unmet = first_unmet(result);
  if (unmet == nullptr) return aadsts::k_none;
  if (unmet->aadsts == aadsts::k_blocked && decides_block(decision, result.id))
    return decision.aadsts;  // 530036 where the block kills a tracked token (CA 2.8)
  return device_code(request, *unmet);
}

bool has_block(const PolicyResult& result) {
  return std::any_of(result.controls.begin(), result.controls.end(), [](const auto& one) {
    return one.control.kind == ControlKind::built_in &&
           one.control.built_in == BuiltInControl::block;
  });
}

bool asks_for_bound_token(const Decision& decision, const PolicyId& policy) {
  return std::any_of(decision.clauses.begin(), decision.clauses.end(), [&](const Clause& clause) {
    return clause.policy == policy &&
           std::any_of(clause.controls.begin(), clause.controls.end(), [](const Control& one) {
             return one.kind == ControlKind::token_protection;
           });
  });
}

bool has_unread_session(const Policy& policy) {
  return std::any_of(policy.unread.begin(), policy.unread.end(), [](const Unread& unread) {
    return unread.part == PolicyPart::session_controls || unread.part == PolicyPart::policy;
  });
}

// CA 2.2.2: a policy that goes by a position stops a request that cannot show one, whatever its
// controls; for certain where nothing else is open.
void add_missing_position(const Decision& with_mfa, PolicyDemand& demand) {
  const bool open = with_mfa.verdict == Verdict::undetermined && decides(with_mfa, demand.policy) &&
                    demand.met_with_mfa == Match::yes;
  if (!open && !decides_block(with_mfa, demand.policy)) return;
  demand.blocks = true;
  demand.met_without_mfa = demand.met_with_mfa = Match::no;
  demand.code_without_mfa = demand.code_with_mfa = aadsts::k_blocked;
  if (!open) demand.applies = Match::yes;
}

struct BothWays {
  const SignIn& request;
  const Decision& without_mfa;
  const Decision& with_mfa;
};

PolicyDemand demand_of(const BothWays& asked, std::size_t row, const Policy& policy,
                       Match enforced) {
  const PolicyResult& without = asked.without_mfa.policies[row];
  const PolicyResult& with = asked.with_mfa.policies[row];
  PolicyDemand demand;
  demand.policy = without.id;
  demand.name = without.display_name;
  demand.applies = all_of(without.applies, enforced);
  demand.blocks = has_block(without);
  demand.met_without_mfa = without.satisfied;
  demand.met_with_mfa = with.satisfied;
  demand.code_without_mfa = code_of(asked.request, asked.without_mfa, without);
  demand.code_with_mfa = code_of(asked.request, asked.with_mfa, with);
  if (const ControlResult* unmet = first_unmet(without))
    demand.control = control_noun(unmet->control);
  demand.token_protection = asks_for_bound_token(asked.with_mfa, without.id);
  demand.not_understood = has_unread_session(policy);
  add_frequency(policy, demand);
  if (demand.applies == Match::unknown && enforced == Match::yes)
    add_missing_position(asked.with_mfa, demand);
  return demand;
}

constexpr std::size_t k_watched_ranges = 5000;  // TS 1.2.4

// Whether a policy may be about this connection, wherever it is.
Match concerns(const PolicyResult& result) {
  Match concerns = Match::yes;
  for (const ConditionResult& one : result.conditions)
    if (one.condition != Condition::locations && one.condition != Condition::state)
      concerns = all_of(concerns, one.match);
  return concerns;
}

bool has_unwatched_locations(const BothWays& asked, const std::vector<Policy>& policies,
                             const std::vector<NamedLocation>& locations) {
  std::size_t ranges = 0;
  const std::size_t rows = std::min(policies.size(), asked.without_mfa.policies.size());
  for (std::size_t row = 0; row < rows; ++row) {
    const PolicyResult& result = asked.without_mfa.policies[row];
    if (all_of(concerns(result), is_enforced(result, policies[row])) == Match::no) continue;
    const LocationBasis basis = location_basis(policies[row], locations);
    if (!basis.ranges_only) return true;
    ranges += basis.ranges;
  }
  return ranges > k_watched_ranges;
}

bool is_strict(const Policy& policy) {
  if (!policy.session_controls) return false;
  const auto& mode = policy.session_controls->continuous_access_evaluation;
  return mode && *mode != CaeMode::disabled;
}

bool has_audience(const Decision& decision, std::initializer_list<std::string_view> apps) {
  return std::any_of(decision.audiences.begin(), decision.audiences.end(),
                     [&](const AppId& audience) {
                       return std::any_of(apps.begin(), apps.end(),
                                          [&](std::string_view one) { return audience.is(one); });
                     });
}

bool is_for_graph(const Request& request) {
  return std::any_of(request.resources.begin(), request.resources.end(),
                     [](const AppId& one) { return one.is(app::k_microsoft_graph); }) ||
         std::any_of(request.scopes.begin(), request.scopes.end(), [](const std::string& scope) {
           return scope.find('/') == std::string::npos ||
                  scope.starts_with("https://graph.microsoft.com/");
         });
}

// TS 4.4.1: of a resource that nobody names it is not known; it is taken to take part.
bool takes_part(const SignIn& request, const Decision& decision) {
  if (request.request.resources.empty() && request.request.scopes.empty()) return true;
  if (is_for_graph(request.request)) return true;
  return request.subject.is_person() &&
         has_audience(decision,
                      {app::k_exchange_online, app::k_sharepoint_online, app::k_teams_services});
}

// TS 5.5.1
bool is_admin_portal(const SignIn& request, const Decision& decision) {
  return request.request.client_app.is(app::k_azure_portal) ||
         has_audience(decision, {app::k_azure_portal});
}

void add_session(const SignIn& request, const Decision& decision, TenantDemands& demands) {
  const SessionDemands& session = decision.session;
  demands.persistent_browser = session.persistent_browser;
  demands.disable_resilience_defaults = session.disable_resilience_defaults;
  demands.continuous_access_evaluation =
      takes_part(request, decision) && (!session.continuous_access_evaluation ||
                                        *session.continuous_access_evaluation != CaeMode::disabled);
}

}  // namespace

void add_frequency(const Policy& policy, PolicyDemand& demand) {
  if (!policy.session_controls || !policy.session_controls->sign_in_frequency) return;
  const SignInFrequency& frequency = *policy.session_controls->sign_in_frequency;
  if (!frequency.is_enabled) return;
  demand.frequency = frequency.period();
  demand.frequency_secondary_only =
      frequency.authentication_type == FrequencyAuthentication::secondary;
}

TenantDemands demands_of(const SignIn& request, const std::vector<Policy>& policies,
                         const std::vector<NamedLocation>& locations, const DecideSignIn& decide) {
  const Decision without_mfa = decide(just_authenticated(request, false));
  const Decision with_mfa = decide(just_authenticated(request, true));
  const BothWays asked{request, without_mfa, with_mfa};
  TenantDemands demands;
  const std::size_t rows = std::min(policies.size(), without_mfa.policies.size());
  for (std::size_t row = 0; row < rows; ++row) {
    const Match enforced = is_enforced(without_mfa.policies[row], policies[row]);
    if (all_of(without_mfa.policies[row].applies, enforced) == Match::no) continue;
    PolicyDemand& demand =
        demands.policies.emplace_back(demand_of(asked, row, policies[row], enforced));
    const LocationBasis basis = location_basis(policies[row], locations);
    demand.by_address = basis.is_named && basis.ranges_only;
    demand.strict_location = is_strict(policies[row]);
  }
  demands.azure_management = has_audience(without_mfa, {app::k_azure_service_management});
  demands.admin_portal = is_admin_portal(request, without_mfa);
  demands.unwatched_locations = has_unwatched_locations(asked, policies, locations);
  add_session(request, without_mfa, demands);
  return demands;
}

}  // namespace caprock
