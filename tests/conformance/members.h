// Members of the JSON objects that vectors are written in; what is wrong is told with its place.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "graph_json/json_text.h"

namespace caprock::conformance {

Failure bad(std::string message, const Place& where);

Place step(const Place& where, std::string_view member);
Place step(const Place& where, std::size_t index);

Result<void> only_members(const json::object& object, std::span<const std::string_view> members,
                          const Place& where);

// The member as an object or array; an empty one when it is missing.
Result<json::object> object_at(const json::object& object, std::string_view member,
                               const Place& where);
Result<json::array> array_at(const json::object& object, std::string_view member,
                             const Place& where);
// A text that is not empty.
Result<std::string> text_at(const json::object& object, std::string_view member,
                            const Place& where);

}  // namespace caprock::conformance
