// JSON for people and files: indented, members in the order in which they were added.
#pragma once

#include <string>

#include "graph_json/json_text.h"

namespace caprock {

// Two spaces a level, a newline at the end.
std::string pretty(const json::value& value);

}  // namespace caprock
