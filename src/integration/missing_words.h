// What somebody would have to say so that an open question closes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "integration/connection_target.h"

namespace caprock {

// `path` is an input as decisions name it in `undetermined_by`, for example `client.ip`; the answer
// says what to add to the connections file or to the export.
std::string how_to_tell(std::string_view path, const ConnectionTarget& target);

// The same for what a policy of the tenant says in words that are not known here
// (`policies[<id>].unread`): "what is not known here of policy `P`: look at the policy". Nothing
// for other paths.
std::optional<std::string> how_to_tell_unread(std::string_view path, const TenantSnapshot& tenant);

}  // namespace caprock
