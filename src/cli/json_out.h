// What every report in JSON has.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "graph_json/pretty_json.h"

namespace caprock {

json::object to_json(const Error& error);
json::array to_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
