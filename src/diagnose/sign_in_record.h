// Records of the sign-in log as Graph (v1.0, beta), Azure Monitor and Log Analytics write them
// (CA 1.15): why a sign-in failed, and what was applied to it.
#pragma once

#include <vector>

#include "diagnose/found_error.h"
#include "graph_json/json_text.h"

namespace caprock {

// Does the object look like one record? Graph's members, an Azure Monitor envelope with
// `properties`, or a row of Log Analytics with columns in PascalCase.
bool is_sign_in_record(const json::object& object);

// Could the object be the beginning of one that is cut off before its result?
bool may_be_record(const json::object& object);

// Members of a type that they cannot have are left out; JSON in a text, as the tables of
// non-interactive sign-ins have it, is read.
FoundError read_sign_in_record(const json::object& object);

// Is the object an answer of Log Analytics, `{"tables": [{"columns": ..., "rows": ...}]}`?
bool is_log_table(const json::object& object);

// The rows of such an answer as objects with the columns as members; at most `limit`.
std::vector<json::object> rows_of_log_table(const json::object& object, std::size_t limit);

}  // namespace caprock
