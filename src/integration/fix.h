// Which of the tried remedies to carry out, and what they open.
#pragma once

#include <string>
#include <vector>

#include "integration/check.h"
#include "integration/connection_target.h"

namespace caprock {

// The remedies that together end most of what certainly ends the connection, least exposure first;
// one that only postpones a cause comes last, when nothing ends that cause. What may or may not end
// it gets no step: an exception is made for what is known.
std::vector<FixStep> fix_for(const std::vector<Cause>& causes,
                             const std::vector<TriedRemedy>& remedies);

// What the steps open, and how to fence an account of the product's own; empty when they open
// nothing.
std::string exposure_of_fix(const ConnectionTarget& target, const std::vector<FixStep>& fix);

}  // namespace caprock
