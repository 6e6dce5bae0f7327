// Whether claims from other tenants are accepted here (CA 2.19).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/match.h"
#include "compile/text_index.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// What people from elsewhere bring along; it counts here if this tenant trusts it.
enum class TrustedClaim : std::uint8_t { mfa, compliant_device, hybrid_joined_device };

// A partner's setting overrides the default one member at a time.
class InboundTrustTable {
 public:
  explicit InboundTrustTable(const TenantSnapshot& snapshot);

  bool partners_exported() const { return partners_exported_; }
  // What the default says; unknown without it. A member that is not set means "not accepted".
  Match standard(TrustedClaim claim) const { return claims_[index(claim)].standard; }
  // What the partner with this tenant says; nothing where the default counts.
  std::optional<bool> partner(TrustedClaim claim, std::string_view home_tenant) const;
  // Some partner differs from the default, so that the home tenant matters.
  bool depends_on_home(TrustedClaim claim) const;

 private:
  struct Claim {
    Match standard = Match::unknown;
    bool accepted_from_some = false;
    bool refused_from_some = false;
    TextIndex partners;  // home tenant to 0 or 1
  };
  static std::size_t index(TrustedClaim claim) { return static_cast<std::size_t>(claim); }

  bool partners_exported_ = false;
  std::array<Claim, 3> claims_;
};

}  // namespace caprock
