// Policies written by people in YAML, with the members of Graph's JSON.
#pragma once

#include <string>
#include <string_view>

#include "source/converted.h"

namespace caprock {

// It has lines `conditions:` and `grantControls:` or `sessionControls:`, in any letter case.
bool is_policy_yaml(std::string_view text);

// Every map that has conditions, and controls or a state, is a policy, wherever it stands; `name`
// counts as `displayName` where that is missing. Nothing is lost: what is not written is not there.
// Errors: yaml.malformed, file.too_large, source.unknown_format when there is no policy.
Result<Converted> read_policy_yaml(std::string_view text, const std::string& file);

}  // namespace caprock
