// A question made ready, for the tests of this folder.
#pragma once

#include "compile/compiled_tenant.h"
#include "evaluate/decide.h"
#include "evaluate/facts.h"
#include "model/test_world.h"

namespace caprock::evaluate {

using namespace test_world;

// A question and all that it borrows from.
struct Asked {
  TenantSnapshot snapshot;
  SignIn sign_in;
  EvaluationOptions options = {};
  CompiledTenant tenant = compile_borrowed(snapshot, options);
  Facts facts = gather(tenant, sign_in);

  Asked(TenantSnapshot of, SignIn what, const EvaluationOptions& with = {})
      : snapshot(std::move(of)), sign_in(std::move(what)), options(with) {}
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  const CompiledPolicy& policy(std::size_t index = 0) const { return tenant.policies()[index]; }
};

}  // namespace caprock::evaluate
