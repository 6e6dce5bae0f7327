// One verdict out of all policies (CA 2.2).
#pragma once

#include <vector>

#include "evaluate/judged_policy.h"
#include "model/decision.h"

namespace caprock::evaluate {

// Fills verdict, determined_by, clauses, undetermined_by and aadsts.
void give_verdict(Decision& decision, const Facts& facts, const std::vector<JudgedPolicy>& all);

}  // namespace caprock::evaluate
