// Policies and groups in CSV: one row an object, a column a member (`conditions.users.includeUsers`
// or `conditions/users/includeUsers`), lists inside cells.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "source/converted.h"

namespace caprock {

// The header decides: `displayName`, `state`, and a column of the conditions or controls.
bool is_policy_csv(std::string_view text);

// Policies with what the columns say. A member that has no column, and that the policy could have,
// is a loss. Errors: csv.malformed, source.cut_short with line and column.
Result<Converted> read_policy_csv(std::string_view text, const std::string& file);

// The header decides: `displayName`, `id`, and members of groups; no other columns.
bool is_group_csv(std::string_view text);

// Groups with their names. Errors: csv.malformed with line and column.
Result<Converted> read_group_csv(std::string_view text, const std::string& file);

}  // namespace caprock
