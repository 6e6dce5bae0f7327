#include "token/call.h"

#include <algorithm>

#include "token/reasons.h"

namespace caprock {
namespace {

using Demands = std::vector<PolicyDemand>;

Match asks_strict_location(const Demands& policies) {
  Match strict = Match::no;
  for (const PolicyDemand& demand : policies)
    if (demand.strict_location) strict = any_of(strict, demand.applies);
  return strict;
}

Match forbids_address(const PolicyDemand& demand) {
  return demand.by_address && demand.blocks ? demand.applies : Match::no;
}

// The sign-in service accepts an address and the resource sees another one: the token is short and
// its address is not watched (TS 1.2.4).
bool is_seen_elsewhere(const TenantDemands& demands) {
  return demands.at_resource &&
         std::any_of(demands.at_resource->begin(), demands.at_resource->end(),
                     [](const auto& one) { return forbids_address(one) != Match::no; });
}

CallAnswer challenge(TokenReason reason, const std::optional<Instant>& not_before) {
  CallAnswer answer;
  answer.verdict = CallVerdict::challenged;
  answer.reason = reason;
  answer.not_before = not_before;
  return answer;
}

CallAnswer perhaps(CallAnswer answer, Match holds) {
  if (holds == Match::yes) return answer;
  answer.verdict = CallVerdict::accepted;
  answer.certainty = Match::unknown;
  return answer;
}

// TS 4.4.3: what ends the tokens of an application, which have no person.
std::optional<CallAnswer> application_event(const TokenWorld& world, Instant now) {
  if (world.app == AppPresence::deleted) return challenge(TokenReason::app_missing, now);
  if (world.app == AppPresence::disabled) return challenge(TokenReason::app_disabled, now);
  return std::nullopt;
}

bool came_after(const std::optional<Instant>& event, const AccessToken& access) {
  return event && *event > access.issued;
}

// TS 4.4.2
std::optional<CallAnswer> critical_event(const AccessToken& access, const HeldToken& token,
                                         const TokenWorld& world, Instant now) {
  if (!has_account(token.kind)) return application_event(world, now);
  if (world.account != AccountPresence::present)
    return challenge(TokenReason::account_missing, now);
  if (!world.account_enabled) return challenge(TokenReason::account_disabled, now);
  if (came_after(world.sessions_valid_from, access))
    return challenge(TokenReason::sessions_revoked, world.sessions_valid_from);
  if (came_after(world.password_changed, access))
    return challenge(TokenReason::password_changed, world.password_changed);
  return std::nullopt;
}

// TS 4.4.4: the first policy that forbids the address for certain, or perhaps.
std::optional<CallAnswer> address_challenge(const TenantDemands& demands, Instant now) {
  const Demands& seen = demands.at_resource ? *demands.at_resource : demands.policies;
  const auto first = std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
    return forbids_address(a) < forbids_address(b);
  });
  if (first == seen.end() || forbids_address(*first) == Match::no) return std::nullopt;
  CallAnswer answer = challenge(TokenReason::blocked, now);
  answer.policy = first->policy;
  answer.policy_name = first->name;
  return perhaps(std::move(answer), forbids_address(*first));
}

// TS 5.5.2
std::optional<CallAnswer> change_challenge(const AccessToken& access, const HeldToken& token,
                                           const TokenWorld& world, const TenantDemands& demands) {
  if (!demands.azure_management || !has_account(token.kind) || world.synchronization_account ||
      access.has_mfa == Match::yes)
    return std::nullopt;
  CallAnswer answer = challenge(TokenReason::mandatory_mfa, std::nullopt);
  answer.fix = FixKind::reauth_user;
  return perhaps(std::move(answer), negate(access.has_mfa));
}

// The first that is certain; otherwise the first that is possible.
CallAnswer judge(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                 const TenantDemands& demands, const ResourceCall& call) {
  std::optional<CallAnswer> event, address, change;
  if (access.evaluated) event = critical_event(access, token, world, call.at);
  if (access.watches_address) address = address_challenge(demands, call.at);
  if (call.changes) change = change_challenge(access, token, world, demands);
  for (const auto* found : {&event, &address, &change})
    if (*found && (*found)->verdict == CallVerdict::challenged) return **found;
  return address ? *address : change.value_or(CallAnswer{});
}

}  // namespace

bool is_evaluated(const HeldToken& token, const TenantDemands& demands) {
  return token.handles_claims && demands.continuous_access_evaluation &&
         token.kind != ConnectionKind::guest && token.kind != ConnectionKind::direct_connect &&
         token.kind != ConnectionKind::managed_identity;
}

Match is_refused_at_resource(const PolicyDemand& demand, const HeldToken& token,
                             const TenantDemands& demands) {
  if (!demands.at_resource || !is_evaluated(token, demands)) return Match::no;
  return all_of(forbids_address(demand), any_of(asks_strict_location(demands.policies),
                                                asks_strict_location(*demands.at_resource)));
}

std::chrono::minutes access_token_life(const HeldToken& token, const TokenWorld& world,
                                       const TenantDemands& demands, const TokenOptions& options) {
  const bool timed = std::any_of(demands.policies.begin(), demands.policies.end(),
                                 [](const PolicyDemand& one) { return one.frequency.has_value(); });
  // TS 1.2.2, 1.2.3, 1.2.4
  if (is_evaluated(token, demands) && !(timed && options.sif_forces_short_at)) {
    if (demands.unwatched_locations || is_seen_elsewhere(demands)) return std::chrono::hours(1);
    return options.at_lifetime_cae;
  }
  if (world.access_token_lifetime && token.kind != ConnectionKind::managed_identity)
    return *world.access_token_lifetime;
  return options.at_lifetime;
}

AccessToken issue_access_token(const HeldToken& token, const TokenWorld& world,
                               const TenantDemands& demands, Instant now,
                               const TokenOptions& options) {
  AccessToken access;
  access.issued = now;
  access.life = access_token_life(token, world, demands, options);
  access.evaluated = is_evaluated(token, demands);
  access.watches_address =
      access.evaluated && !demands.unwatched_locations && !is_seen_elsewhere(demands);
  access.has_mfa = shown_mfa(token);
  return access;
}

CallAnswer answer_call(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                       const TenantDemands& demands, const ResourceCall& call) {
  if (call.at - access.issued > access.life) {  // TS 1.7.1
    CallAnswer answer;
    answer.verdict = CallVerdict::expired;
    return answer;
  }
  CallAnswer answer = judge(access, token, world, demands, call);
  // TS 4.4.6: it said that it would ask for another token.
  if (answer.verdict == CallVerdict::challenged && call.repeats && access.evaluated)
    answer.fix = FixKind::client_bug;
  return answer;
}

}  // namespace caprock
