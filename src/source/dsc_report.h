// Microsoft365DSC resources as JSON: the report of a configuration, a list of property sets with
// `ResourceName`, and the snapshots of Microsoft's configuration management API, where `resources`
// have a `resourceType` and `properties`.
#pragma once

#include <string>

#include "source/dsc_objects.h"

namespace caprock {

bool is_dsc_report(const json::value& document);
// Errors: none; what cannot be read is a diagnostic.
Result<Converted> read_dsc_report(const json::value& document, const std::string& file);

}  // namespace caprock
