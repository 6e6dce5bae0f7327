// JSON for reports: indented, members in the order in which they were added.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"

namespace caprock {

// Two spaces a level, a newline at the end.
std::string pretty(const json::value& value);

json::object to_json(const Error& error);
json::array to_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
