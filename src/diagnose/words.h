// Words of diagnoses: lengths, sureness, names made safe.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "diagnose/suspects.h"

namespace caprock {

// `2 policies`
std::string count_in_words(std::size_t count, std::string_view one, std::string_view many);

std::string_view to_string(Sureness sureness);

// `on`, `off`, `report-only`
std::string_view state_in_words(PolicyState state);

// A text from the input for people and files: long runs of letters and digits that look like a
// token, a secret or an assertion become `[redacted, 1200 characters]`. GUIDs and names stay.
std::string without_secrets(std::string_view text);

// The beginning of such a text, at most `most` bytes, cut at a space.
std::string excerpt(std::string_view text, std::size_t most);

// The same as a name in backticks, fit for a terminal.
std::string safe_name(std::string_view name);

}  // namespace caprock
