// Unknown inputs in words, with the options or files that say them.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// What tells an input that a decision names in `undetermined_by`: `ipAddress` gives
// "the address: --ip".
std::string how_to_say(std::string_view path);

}  // namespace caprock
