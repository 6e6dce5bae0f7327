// Which tool wrote a file of Graph objects, for people: all of them are read alike.
#pragma once

#include <span>
#include <string_view>

#include "graph_json/json_text.h"

namespace caprock {

// `EntraExporter`, `CIPP template`; `Graph JSON` when nothing tells. `file` is relative to the
// source, because some tools are told by their folders.
std::string_view graph_format_of(const json::value& document, std::string_view file);

// All that `graph_format_of` answers.
std::span<const std::string_view> graph_format_names();

}  // namespace caprock
