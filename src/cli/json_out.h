// What every report in JSON has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "graph_json/pretty_json.h"

namespace caprock {

json::object to_json(const Error& error);
json::array to_json(const std::vector<Diagnostic>& diagnostics);
// Null for what is not known.
json::value instant_or_null(const std::optional<Instant>& at);

}  // namespace caprock
