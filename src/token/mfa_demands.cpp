#include "token/mfa_demands.h"

#include "token/life.h"
#include "token/reasons.h"

namespace caprock {
namespace {

// A second factor would meet it (TS 5.2.3).
Match mfa_would_meet(const PolicyDemand& demand) {
  if (demand.blocks) return Match::no;
  return all_of(demand.applies, all_of(negate(demand.met_without_mfa), demand.met_with_mfa));
}

}  // namespace

Match defaults_demand_mfa(const Checks& checks) {
  const TokenWorld& world = checks.world;
  if (world.synchronization_account) return Match::no;
  Match asked = match_if(checks.demands.azure_management);
  if (checks.options.sd_admin_refresh == SdAdminRefresh::strict ||
      checks.is(ConnectionKind::password))
    asked = any_of(asked, world.admin_role);
  // Whoever has not registered is stopped at a password sign-in.
  if (checks.is(ConnectionKind::password)) asked = any_of(asked, negate(world.mfa_registered));
  return all_of(world.security_defaults, asked);
}

bool per_user_mfa_demands(const TokenWorld& world) {
  return world.per_user_mfa != PerUserMfa::disabled && !world.from_trusted_ip;
}

bool portal_demands_mfa(const TokenWorld& world, const TenantDemands& demands) {
  return demands.admin_portal && !world.synchronization_account;
}

Match mfa_is_demanded(const Checks& checks) {
  Match demanded =
      any_of(defaults_demand_mfa(checks), match_if(per_user_mfa_demands(checks.world)));
  demanded = any_of(demanded, match_if(portal_demands_mfa(checks.world, checks.demands)));
  if (!checks.options.remember_mfa_applies_to_ca) return demanded;
  for (const PolicyDemand& demand : checks.demands.policies)
    demanded = any_of(demanded, mfa_would_meet(demand));
  return demanded;
}

Match sign_in_asks_for_mfa(const HeldToken& token, const TokenWorld& world,
                           const TenantDemands& demands) {
  if (!has_account(token.kind) || token.kind == ConnectionKind::legacy_protocol) return Match::no;
  Match by_defaults = match_if(demands.azure_management);
  by_defaults = any_of(by_defaults, any_of(world.admin_role, negate(world.mfa_registered)));
  if (world.synchronization_account) by_defaults = Match::no;
  Match asked = all_of(world.security_defaults, by_defaults);
  asked = any_of(asked, match_if(per_user_mfa_demands(world)));
  asked = any_of(asked, match_if(portal_demands_mfa(world, demands)));
  for (const PolicyDemand& demand : demands.policies) asked = any_of(asked, mfa_would_meet(demand));
  return asked;
}

}  // namespace caprock
