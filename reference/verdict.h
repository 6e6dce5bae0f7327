// One verdict out of all policies (CA 2.2).
#pragma once

#include <vector>

#include "model/decision.h"
#include "reference/judged_policy.h"

namespace caprock::reference {

// Fills verdict, determined_by, clauses, undetermined_by and aadsts.
void give_verdict(Decision& decision, const Situation& situation,
                  const std::vector<JudgedPolicy>& all);

}  // namespace caprock::reference
