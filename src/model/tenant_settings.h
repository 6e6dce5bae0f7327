// Switches of a tenant outside Conditional Access that end tokens all the same.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ip.h"
#include "model/ids.h"
#include "model/origin.h"

namespace caprock {

// Graph: policies/identitySecurityDefaultsEnforcementPolicy
struct SecurityDefaults {
  bool is_enabled = false;
  Origin origin;
  bool operator==(const SecurityDefaults&) const = default;
};

// The legacy "multifactor authentication service settings" page. Graph has no resource for it;
// our snapshot carries it as `mfaServiceSettings.json` (docs/snapshot-format.md).
struct MfaServiceSettings {
  // Days for "remember multifactor authentication on trusted devices"; absent: switched off.
  std::optional<std::chrono::days> remember_mfa;
  std::vector<IpRange> trusted_ips;  // IPv4 only
  bool app_passwords_allowed = false;
  Origin origin;
  bool operator==(const MfaServiceSettings&) const = default;
};

// Graph: inboundTrust of crossTenantAccessPolicy.
struct InboundTrust {
  std::optional<bool> is_mfa_accepted;
  std::optional<bool> is_compliant_device_accepted;
  std::optional<bool> is_hybrid_azure_ad_joined_device_accepted;
  bool operator==(const InboundTrust&) const = default;
};

// Graph: crossTenantAccessPolicyConfigurationDefault (no tenant_id) or ...Partner.
struct CrossTenantAccess {
  std::optional<TenantId> tenant_id;
  std::optional<InboundTrust> inbound_trust;
  std::optional<bool> is_service_provider;
  Origin origin;
  bool operator==(const CrossTenantAccess&) const = default;
};

// Graph: tokenLifetimePolicy. Only the access token lifetime still has an effect.
struct TokenLifetimePolicy {
  std::string id;
  std::string display_name;
  std::optional<std::chrono::seconds> access_token_lifetime;
  bool is_organization_default = false;
  Origin origin;
  bool operator==(const TokenLifetimePolicy&) const = default;
};

// Graph: authenticationContextClassReference
struct AuthenticationContext {
  ContextId id;
  std::string display_name;
  std::optional<bool> is_available;
  Origin origin;
  bool operator==(const AuthenticationContext&) const = default;
};

// Graph: agreement. Names for the ids in grantControls.termsOfUse.
struct TermsOfUse {
  TermsOfUseId id;
  std::string display_name;
  Origin origin;
  bool operator==(const TermsOfUse&) const = default;
};

}  // namespace caprock
