// A policy with every reference resolved and every rule parsed.
#pragma once

#include "compile/compiled_controls.h"
#include "model/people.h"
#include "model/policy.h"
#include "model/tenant_snapshot.h"

namespace caprock {

struct CompiledPolicy {
  const Policy* policy = nullptr;  // in the snapshot
  PolicyId name;                   // its id; in exports without ids its display name
  CompiledControls controls;       // what it demands

  bool is_enforced() const { return policy->state == PolicyState::enabled; }
};

}  // namespace caprock
