// What somebody would have to say so that an open question closes.
#pragma once

#include <string>
#include <string_view>

#include "integration/connection_target.h"

namespace caprock {

// `path` is an input as decisions name it in `undetermined_by`, for example `client.ip`; the answer
// says what to add to the connections file or to the export.
std::string how_to_tell(std::string_view path, const ConnectionTarget& target);

}  // namespace caprock
