// JSON text to values, with places: Boost.JSON underneath, plus what it does not say.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

namespace json = boost::json;

// Deeper nesting is refused: no Graph object comes near it, and recursion stays bounded.
inline constexpr int k_max_json_depth = 128;

// Parses one JSON document. Members keep their order; of a member given twice the last one counts
// and a json.duplicate_member warning is added.
// Errors: json.malformed with line and column, json.too_deep, text.encoding.
Result<Read<json::value>> parse_json(std::string_view text, const std::string& file);

// A step down a JSON pointer: `/conditions` and `users` give `/conditions/users` (RFC 6901
// escapes).
std::string pointer_to(std::string_view pointer, std::string_view member);
std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace caprock
