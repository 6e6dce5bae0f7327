// The SQLite database that ROADrecon gathers a tenant into (`roadrecon.db`).
#pragma once

#include <string>

#include "base/error.h"
#include "source/converted.h"

namespace caprock {

// Policies, named locations and custom authentication strengths from `Policys`; users, groups with
// their members, service principals, roles and the organization from tables of their own. `bytes`
// is the whole file. A database of something else is a warning, with no objects. Costs a few times
// the file's size in memory. Errors: sqlite.malformed.
Result<Converted> read_roadrecon(std::string bytes, const std::string& file);

}  // namespace caprock
