// Address ranges as the directory packs them: comma-joined, deflated without a header, in base64.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace caprock {

// The ranges, as texts. At most 1 MiB of them: a location holds 2000 ranges (CA 2.6), so more is an
// attack. Errors: location.bad_range, without a place.
Result<std::vector<std::string>> unpack_ranges(std::string_view base64);

}  // namespace caprock
