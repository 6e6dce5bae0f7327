// A tenant made ready for decisions: everything that does not depend on the single sign-in is
// decided here, once (docs/architecture.md). Immutable; any number of threads may read it.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "compile/address_table.h"
#include "compile/compiled_policy.h"
#include "compile/inbound_trust.h"
#include "compile/resources.h"
#include "compile/tenant_locations.h"
#include "compile/tenant_roles.h"
#include "compile/text_index.h"
#include "model/evaluation_options.h"
#include "model/people.h"
#include "model/tenant_snapshot.h"

namespace caprock {

class CompiledTenant {
 public:
  // `snapshot` gives everything but people; its users and groups may be left out of it when
  // `people` has them. REQUIRES: neither is changed afterwards. Cost: policies times what they
  // name, and the service principals, locations and role assignments once.
  CompiledTenant(std::shared_ptr<const TenantSnapshot> snapshot,
                 std::shared_ptr<const People> people, const EvaluationOptions& options);

  const TenantSnapshot& snapshot() const { return *snapshot_; }
  const People& people() const { return *people_; }
  const std::shared_ptr<const People>& shared_people() const { return people_; }
  const EvaluationOptions& options() const { return options_; }
  bool whatif() const { return options_.mode == EvaluationMode::whatif; }

  // In the tenant's order.
  std::span<const CompiledPolicy> policies() const { return policies_; }

  const Resources& resources() const { return resources_; }
  const TenantLocations& locations() const { return locations_; }
  const AddressTable& addresses() const { return locations_.addresses(); }
  const TenantRoles& roles() const { return roles_; }
  const InboundTrustTable& inbound_trust() const { return trust_; }

  // The service principal with this object id or appId, or nullptr. Of several the first counts.
  const ServicePrincipal* find_service_principal(std::string_view id_or_app_id) const;

  // For texts to people only: the display name where the snapshot has it, otherwise the id.
  std::string account_name(People::Row row) const;

 private:
  std::shared_ptr<const TenantSnapshot> snapshot_;
  std::shared_ptr<const People> people_;
  EvaluationOptions options_;
  TextIndex service_principals_;
  Resources resources_;
  TenantLocations locations_;
  TenantRoles roles_;
  InboundTrustTable trust_;
  std::vector<CompiledPolicy> policies_;
};

// The same for a caller who keeps the snapshot alive and unchanged as long as the result.
CompiledTenant compile_borrowed(const TenantSnapshot& snapshot, const EvaluationOptions& options);

}  // namespace caprock
