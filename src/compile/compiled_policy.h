// A policy with every reference resolved and every rule parsed.
#pragma once

#include "model/people.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

struct CompiledPolicy {
  const Policy* policy = nullptr;  // in the snapshot
  PolicyId name;                   // its id; in exports without ids its display name

  bool is_enforced() const { return policy->state == PolicyState::enabled; }
};

}  // namespace caprock
