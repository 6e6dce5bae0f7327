// What differs between two descriptions of one object.
#pragma once

#include <string>
#include <vector>

#include "graph_json/json_text.h"

namespace caprock {

// Adds the pointers of the members that differ. Null, missing and empty are one, because logs and
// many exports leave out what is null; a list differs as a whole, and the date of the last change
// does not count.
void list_differences(const json::value& before, const json::value& after,
                      const std::string& pointer, std::vector<std::string>& out);

}  // namespace caprock
