#include "reference/token_call.h"

#include "reference/token_kinds.h"

namespace caprock::reference {
namespace {

using std::chrono::hours;

// What the resource sees: the policies at its address, or at the common one.
const std::vector<PolicyDemand>& seen_by_resource(const TenantDemands& demands) {
  return demands.at_resource ? *demands.at_resource : demands.policies;
}

// TS 4.4.4: only blocks by address ranges.
bool is_about_addresses(const PolicyDemand& demand) { return demand.by_address && demand.blocks; }

// TS 1.2.4
bool resource_may_see_forbidden_address(const TenantDemands& demands) {
  if (!demands.at_resource) return false;
  for (const PolicyDemand& demand : *demands.at_resource)
    if (is_about_addresses(demand) && demand.applies != Match::no) return true;
  return false;
}

// TS 1.2.4
bool addresses_can_be_watched(const TenantDemands& demands) {
  return !demands.unwatched_locations && !resource_may_see_forbidden_address(demands);
}

// TS 1.2.3
bool frequency_shortens(const TenantDemands& demands, const TokenOptions& options) {
  if (!options.sif_forces_short_at) return false;
  for (const PolicyDemand& demand : demands.policies)
    if (demand.frequency && demand.applies != Match::no) return true;
  return false;
}

// One call while it is looked at: the first certain challenge, and the first possible one.
struct Looking {
  std::optional<CallAnswer> certain;
  std::optional<CallAnswer> possible;

  void tell(TokenReason reason, std::optional<Instant> not_before, Match holds,
            const PolicyDemand* by = nullptr) {
    if (holds == Match::no || certain || (holds == Match::unknown && possible)) return;
    CallAnswer answer;
    answer.reason = reason;
    answer.not_before = not_before;
    answer.certainty = holds;
    if (by != nullptr) answer.policy = by->policy;
    if (by != nullptr) answer.policy_name = by->name;
    if (reason == TokenReason::mandatory_mfa) answer.fix = FixKind::reauth_user;
    if (holds == Match::yes) answer.verdict = CallVerdict::challenged;
    (holds == Match::yes ? certain : possible) = answer;
  }
  void tell(TokenReason reason, Instant not_before, bool holds) {
    tell(reason, not_before, match_if(holds));
  }
};

// TS 4.4.2, 4.4.3
void look_at_application(const TokenWorld& world, Instant now, Looking& looking) {
  looking.tell(TokenReason::app_missing, now, world.app == AppPresence::deleted);
  looking.tell(TokenReason::app_disabled, now, world.app == AppPresence::disabled);
}

// TS 4.4.2, 4.4.7
void look_at_account(const AccessToken& access, const TokenWorld& world, Instant now,
                     Looking& looking) {
  looking.tell(TokenReason::account_missing, now, world.account != AccountPresence::present);
  looking.tell(TokenReason::account_disabled, now, !world.account_enabled);
  const auto& revoked = world.sessions_valid_from;
  if (revoked) looking.tell(TokenReason::sessions_revoked, *revoked, *revoked > access.issued);
  const auto& changed = world.password_changed;
  if (changed) looking.tell(TokenReason::password_changed, *changed, *changed > access.issued);
}

// TS 4.4.4
void look_at_address(const TenantDemands& demands, Instant now, Looking& looking) {
  for (const PolicyDemand& demand : seen_by_resource(demands))
    if (is_about_addresses(demand))
      looking.tell(TokenReason::blocked, now, demand.applies, &demand);
}

// TS 5.5.2
void look_at_change(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                    const TenantDemands& demands, Looking& looking) {
  if (!demands.azure_management) return;
  if (is_an_application(token.kind) || world.synchronization_account) return;
  looking.tell(TokenReason::mandatory_mfa, std::nullopt, negate(access.has_mfa));
}

}  // namespace

bool takes_part_in_evaluation(const HeldToken& token, const TenantDemands& demands) {
  if (comes_from_elsewhere(token.kind) || token.kind == ConnectionKind::managed_identity)
    return false;
  return token.handles_claims && demands.continuous_access_evaluation;
}

Match refuses_strictly(const HeldToken& token, const TenantDemands& demands,
                       const PolicyDemand& seen) {
  if (!takes_part_in_evaluation(token, demands) || !is_about_addresses(seen)) return Match::no;
  Match strict = Match::no;
  for (const PolicyDemand& demand : demands.policies)
    if (demand.strict_location) strict = any_of(strict, demand.applies);
  if (demands.at_resource)
    for (const PolicyDemand& demand : *demands.at_resource)
      if (demand.strict_location) strict = any_of(strict, demand.applies);
  return all_of(strict, seen.applies);
}

std::chrono::minutes access_token_life_aloud(const HeldToken& token, const TokenWorld& world,
                                             const TenantDemands& demands,
                                             const TokenOptions& options) {
  if (takes_part_in_evaluation(token, demands) && !frequency_shortens(demands, options)) {
    if (!addresses_can_be_watched(demands)) return hours(1);  // TS 1.2.4
    return options.at_lifetime_cae;                           // TS 1.2.2
  }
  // TS 1.2.1
  if (world.access_token_lifetime && token.kind != ConnectionKind::managed_identity)
    return *world.access_token_lifetime;
  return options.at_lifetime;  // TS 1.2.1
}

AccessToken issue_aloud(const HeldToken& token, const TokenWorld& world,
                        const TenantDemands& demands, Instant now, const TokenOptions& options) {
  const bool evaluated = takes_part_in_evaluation(token, demands);
  return {now, access_token_life_aloud(token, world, demands, options), evaluated,
          evaluated && addresses_can_be_watched(demands), shown_second_factor(token)};
}

CallAnswer call_aloud(const AccessToken& access, const HeldToken& token, const TokenWorld& world,
                      const TenantDemands& demands, const ResourceCall& call) {
  CallAnswer answer;
  if (call.at > access.issued + access.life) {  // TS 1.7.1
    answer.verdict = CallVerdict::expired;
    return answer;
  }
  Looking looking;
  if (access.evaluated && is_an_application(token.kind))
    look_at_application(world, call.at, looking);
  else if (access.evaluated)
    look_at_account(access, world, call.at, looking);
  if (access.watches_address) look_at_address(demands, call.at, looking);
  if (call.changes) look_at_change(access, token, world, demands, looking);
  if (looking.certain) {
    answer = *looking.certain;
    // TS 4.4.6
    if (call.repeats && access.evaluated) answer.fix = FixKind::client_bug;
    return answer;
  }
  return looking.possible.value_or(answer);
}

}  // namespace caprock::reference
