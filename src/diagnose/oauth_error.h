// An error response of the token endpoint, as JSON (TS 8.1).
#pragma once

#include "diagnose/found_error.h"
#include "graph_json/json_text.h"

namespace caprock {

// Is this object an OAuth error, and not only one with a member of that name?
bool is_oauth_error(const json::object& object);

// Members of another type than the protocol gives them are left out. `whole`: nothing of the object
// is missing, so that a response without `claims` carries none.
FoundError read_oauth_error(const json::object& object, bool whole);

}  // namespace caprock
