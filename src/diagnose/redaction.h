// What of a pasted text may be printed: texts that people paste hold tokens, secrets and passwords.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caprock {

// For names and ids: what stands behind a key such as `client_secret=` or behind `Bearer`, and long
// runs that look like a token, a secret or an assertion, become `[redacted, 1200 characters]`.
// GUIDs and names stay.
std::string without_secrets(std::string_view text);

// For free text, at most `most` bytes, cut at a space. Only what is surely harmless stays: words of
// letters, numbers, dates, AADSTS codes and GUIDs, unless they stand behind a key.
std::string excerpt(std::string_view text, std::size_t most);

// A word of the protocol, such as `invalid_grant`; anything else is redacted.
std::string safe_word(std::string_view word);

}  // namespace caprock
