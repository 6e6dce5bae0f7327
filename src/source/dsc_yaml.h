// Microsoft365DSC property sets in YAML, as Datum keeps configuration data: under the name of their
// resource (`AADConditionalAccessPolicy:`), or in a file of their own, which the tool knows by its
// name and which is known here by its properties.
#pragma once

#include <string>
#include <string_view>

#include "source/dsc_objects.h"

namespace caprock {

bool is_dsc_yaml(std::string_view text);
// Errors: yaml.malformed, file.too_large.
Result<Converted> read_dsc_yaml(std::string_view text, const std::string& file);

}  // namespace caprock
