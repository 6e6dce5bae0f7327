// Policies, locations and strengths in Graph's own spelling, whatever the source had.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// What is understood of it, and nothing else.
json::object understood(const Policy& policy);
json::object understood(const NamedLocation& location);
json::object understood(const AuthenticationStrength& strength);

// With what is not understood in its place, and the members that only describe.
json::object plain(const Policy& policy);
json::object plain(const NamedLocation& location);
json::object plain(const AuthenticationStrength& strength);

// Session controls that are off mean nothing (CA 1.10), nor does a switch that is `false`.
void drop_what_is_off(json::object& policy);

// The value at steps such as `conditions/users`, names without case; nullptr when it is not there.
const json::value* value_at(const json::object& object, std::string_view steps);

}  // namespace caprock
