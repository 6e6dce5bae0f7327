// Errors that programs and pages name without the letters AADSTS.
#pragma once

#include <optional>
#include <string_view>

#include "diagnose/found_error.h"

namespace caprock {

// All of them read what stands at the start of `text`, and look no further than the error reaches.

// The code in the address of a help page: `error?code=50076`.
std::optional<int> code_of_help_address(std::string_view text);

// The details of the page on which a person's sign-in ends: `Error Code: 53003`, then ids and a
// time stamp in lines of their own. Other programs write such words, too, so only known codes
// count.
std::optional<FoundError> read_sign_in_page(std::string_view text);

// What a library such as MSAL logs of an exception: `ErrorCode: invalid_grant`, a classification
// and a correlation id in the lines behind it.
std::optional<FoundError> read_library_log(std::string_view text);

}  // namespace caprock
