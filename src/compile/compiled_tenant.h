// A tenant made ready for decisions: everything that does not depend on the single sign-in is
// decided here, once (docs/architecture.md). Immutable; any number of threads may read it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "compile/compiled_policy.h"
#include "model/evaluation_options.h"
#include "model/people.h"
#include "model/tenant_snapshot.h"

namespace caprock {

class CompiledTenant {
 public:
  // `snapshot` gives everything but people; its users and groups may be left out of it when
  // `people` has them. REQUIRES: neither is changed afterwards. Cost: policies times what they
  // name.
  CompiledTenant(std::shared_ptr<const TenantSnapshot> snapshot,
                 std::shared_ptr<const People> people, const EvaluationOptions& options);

  const TenantSnapshot& snapshot() const { return *snapshot_; }
  const People& people() const { return *people_; }
  const std::shared_ptr<const People>& shared_people() const { return people_; }
  const EvaluationOptions& options() const { return options_; }
  bool whatif() const { return options_.mode == EvaluationMode::whatif; }

  // In the tenant's order.
  std::span<const CompiledPolicy> policies() const { return policies_; }

 private:
  std::shared_ptr<const TenantSnapshot> snapshot_;
  std::shared_ptr<const People> people_;
  EvaluationOptions options_;
  std::vector<CompiledPolicy> policies_;
};

// The same for a caller who keeps the snapshot alive and unchanged as long as the result.
CompiledTenant compile_borrowed(const TenantSnapshot& snapshot, const EvaluationOptions& options);

}  // namespace caprock
