// All rules over a tenant.
#pragma once

#include <string_view>
#include <vector>

#include "lint/rule.h"

namespace caprock {

// What Graph refuses (V), what surprises (L), the rest (C); by number.
const std::vector<const Rule*>& lint_rules();

// The rule with this id, without case, or nullptr.
const Rule* lint_rule(std::string_view id);

// The order of reports: worst first, then as lint_rules() has them.
bool precedes(const Finding& a, const Finding& b);

// In the order of `precedes`, then of the tenant. `now` decides what depends on a date.
std::vector<Finding> lint(const CompiledTenant& tenant, Instant now);

}  // namespace caprock
