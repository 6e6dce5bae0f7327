// What a policy demands, as far as no sign-in changes it.
#pragma once

#include <optional>
#include <vector>

#include "model/authentication_strength.h"
#include "model/decision.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Places in the order in which missing controls are worked off (CA 2.12.3).
enum class WorkingOrder : std::uint8_t {
  block,
  mfa,  // and strengths
  compliant_device,
  hybrid_joined_device,
  approved_application,
  compliant_application,
  password_change,  // and risk remediation
  terms_of_use,
  custom,
  verified_id,
};

struct CompiledControl {
  Control control;
  WorkingOrder place = WorkingOrder::block;
  bool needs_user = false;  // CA 2.17: a person can do it on the spot
};

struct CompiledControls {
  std::vector<CompiledControl> grants;  // in working order, equals as the policy has them
  bool blocks = false;
  bool changes_password = false;  // the control itself; remediation stands in for it (CA 2.12.11)
  bool remediates_risk = false;
  // CA 2.12.1.8: a strength for registering security information, instead of those for all
  // resources.
  bool strengthens_registration = false;
  // What the strength that the policy names allows; nothing if nobody describes it (CA 2.12.1).
  std::optional<AuthenticationStrength> strength;
};

CompiledControls compile_controls(const TenantSnapshot& tenant, const Policy& policy);

}  // namespace caprock
