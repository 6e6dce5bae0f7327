// Unknown inputs in words, with the options or files that say them.
#pragma once

#include <string>
#include <string_view>

#include "model/tenant_snapshot.h"

namespace caprock {

// What tells an input that a decision about the tenant names in `undetermined_by`: `ipAddress`
// gives "the address: --ip".
std::string how_to_say(std::string_view path, const TenantSnapshot& tenant);

}  // namespace caprock
