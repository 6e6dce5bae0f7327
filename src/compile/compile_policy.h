// One policy made ready, with the tables of its tenant.
#pragma once

#include "compile/compiled_policy.h"
#include "compile/resources.h"
#include "compile/tenant_locations.h"
#include "compile/tenant_roles.h"
#include "model/evaluation_options.h"

namespace caprock {

struct TenantTables {
  const TenantSnapshot& snapshot;
  const People& people;
  const EvaluationOptions& options;
  const Resources& resources;
  const TenantLocations& locations;
  const TenantRoles& roles;
};

// REQUIRES: the policy is one of the snapshot's.
CompiledPolicy compile_policy(const Policy& policy, const TenantTables& tables);

}  // namespace caprock
