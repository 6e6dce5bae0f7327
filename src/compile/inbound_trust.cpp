#include "compile/inbound_trust.h"

namespace caprock {
namespace {

constexpr std::array k_claims = {TrustedClaim::mfa, TrustedClaim::compliant_device,
                                 TrustedClaim::hybrid_joined_device};

std::optional<bool> setting(const CrossTenantAccess& access, TrustedClaim claim) {
  if (!access.inbound_trust) return std::nullopt;
  switch (claim) {
    case TrustedClaim::mfa: return access.inbound_trust->is_mfa_accepted;
    case TrustedClaim::compliant_device: return access.inbound_trust->is_compliant_device_accepted;
    case TrustedClaim::hybrid_joined_device:
      return access.inbound_trust->is_hybrid_azure_ad_joined_device_accepted;
  }
  return std::nullopt;
}

}  // namespace

InboundTrustTable::InboundTrustTable(const TenantSnapshot& snapshot)
    : partners_exported_(snapshot.cross_tenant_partners.exported) {
  for (const TrustedClaim claim : k_claims) {
    Claim& row = claims_[index(claim)];
    if (const auto& standard = snapshot.cross_tenant_default)
      row.standard = match_if(setting(*standard, claim).value_or(false));
    for (const CrossTenantAccess& partner : snapshot.cross_tenant_partners.items) {
      const std::optional<bool> accepted = setting(partner, claim);
      if (!accepted) continue;
      (*accepted ? row.accepted_from_some : row.refused_from_some) = true;
      if (partner.tenant_id) row.partners.add(partner.tenant_id->text(), *accepted ? 1 : 0);
    }
  }
}

std::optional<bool> InboundTrustTable::partner(TrustedClaim claim,
                                               std::string_view home_tenant) const {
  const auto found = claims_[index(claim)].partners.find(home_tenant);
  if (!found) return std::nullopt;
  return *found != 0;
}

bool InboundTrustTable::depends_on_home(TrustedClaim claim) const {
  const Claim& row = claims_[index(claim)];
  return (row.accepted_from_some && row.standard != Match::yes) ||
         (row.refused_from_some && row.standard != Match::no);
}

}  // namespace caprock
