// Two answers to one question, side by side.
#pragma once

#include <string>
#include <vector>

#include "model/decision.h"

namespace caprock::differential {

// The reasons in words are left out: they are for people and may differ. So may the letter case of
// ids, also inside paths (CA 1.2).
bool same(const Decision& a, const Decision& b);

// One line for each value that differs: `policies[P1].applies: yes, but no`. Empty exactly when the
// answers are the same.
std::vector<std::string> differences(const Decision& expected, const Decision& got);

}  // namespace caprock::differential
