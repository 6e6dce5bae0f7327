// Parsing for whoever reads many JSON texts, one after another.
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <string>
#include <string_view>

#include "graph_json/json_text.h"

namespace caprock {

// As parse_json; the value lives in `storage`, for example a monotonic one.
Result<Read<json::value>> parse_json_in(json::storage_ptr storage, std::string_view text,
                                        const std::string& file);

}  // namespace caprock
