// One policy against one sign-in: does it apply, and what does it demand?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluate/demands.h"
#include "model/decision.h"

namespace caprock::evaluate {

struct JudgedPolicy {
  const CompiledPolicy& compiled;
  PolicyResult result;
  Demands demands;  // what a policy without controls demands where it does not apply
  Judgement judgement;

  // An enforced policy that applies for certain; one that is, or may be, enforced and may apply.
  bool applies() const { return compiled.is_enforced() && result.applies == Match::yes; }
  bool counts() const { return compiled.may_be_enforced() && result.applies != Match::no; }

  // Inputs that decide whether the policy applies, one list per open condition, not sorted.
  std::vector<std::string> open_conditions() const;
};

// Of which policies the conditions are listed: all, or those that may apply and may not, because
// their conditions tell what is open.
enum class Explained : std::uint8_t { all, open };

// All policies of the tenant, in its order.
std::vector<JudgedPolicy> judge_policies(const Facts& facts, Explained which = Explained::all);

}  // namespace caprock::evaluate
