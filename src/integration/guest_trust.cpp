#include "integration/guest_trust.h"

#include "integration/connection_kinds.h"

namespace caprock {
namespace {

using Claim = std::optional<bool> InboundTrust::*;

std::optional<bool> setting(const CrossTenantAccess& access, Claim claim) {
  return access.inbound_trust ? *access.inbound_trust.*claim : std::nullopt;
}

Match trusts(const ConnectionTarget& target, Claim claim) {
  if (!is_external_guest(target.kind())) return Match::no;
  const TenantSnapshot& tenant = *target.tenant;
  if (!tenant.cross_tenant_default) return Match::unknown;
  const bool standard = setting(*tenant.cross_tenant_default, claim).value_or(false);
  const auto& home = target.connection->home_tenant;
  for (const CrossTenantAccess& partner : tenant.cross_tenant_partners.items) {
    if (home && partner.tenant_id == home)
      return match_if(setting(partner, claim).value_or(standard));
    if (home) continue;
    if (setting(partner, claim).value_or(standard) != standard) return Match::unknown;
  }
  return match_if(standard);
}

}  // namespace

Match trusts_home_mfa(const ConnectionTarget& target) {
  return trusts(target, &InboundTrust::is_mfa_accepted);
}

Match trusts_home_devices(const ConnectionTarget& target) {
  return trusts(target, &InboundTrust::is_compliant_device_accepted);
}

}  // namespace caprock
