// What PowerShell writes where it was told to go no deeper: the name of a type instead of a value.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "graph_json/json_text.h"

namespace caprock {

// `System.Object[]`, `Microsoft.Graph.PowerShell.Models.MicrosoftGraphConditionalAccessUsers`,
// `@{IncludeUsers=System.Object[]}`.
bool is_type_name(std::string_view text);

// What to do about it.
std::string_view deeper_export_hint();

// Fails when the name of a type stands in a member of a policy that is an object or a list: what
// was there is gone, and a policy without it would mean something else. Looks at every text once.
// Errors: source.cut_short with the place of the first.
Result<void> check_depth(const json::value& document, const std::string& file);

}  // namespace caprock
