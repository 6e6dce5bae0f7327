// What the text of an error says besides its code: times, lengths, ids (TS 3.7, 8.1).
//
// Works on texts in any language: codes, dates, lengths and ids look the same in all of them.
#pragma once

#include <string_view>

#include "diagnose/found_error.h"

namespace caprock {

// The number behind the letters `AADSTS` at the start of `text`; nothing when there is none, or it
// is zero or has more than nine digits. `length` becomes the length of both together.
std::optional<int> code_at(std::string_view text, std::size_t& length);

// How much of `text`, which starts with a code, is about this one error: up to its time stamp, the
// end of its paragraph or JSON string, or the next code. At most k_longest_description bytes.
std::size_t length_of_description(std::string_view text);
inline constexpr std::size_t k_longest_description = 2000;

// Adds what a description says to an error whose codes are set. What is known already stays.
void add_text_facts(std::string_view description, FoundError& error);

// The GUID or the time behind a label such as `Trace ID:`, with a few letters between them at most;
// without one, nothing.
std::string guid_behind(std::string_view text, std::string_view label);
std::optional<Instant> instant_behind(std::string_view text, std::string_view label);

// The ids of `capolids` (before 2018 `polids`) in a text in which JSON may be escaped any number of
// times: every GUID between the word and the end of the list.
std::vector<PolicyId> policies_in_claims(std::string_view text);

// A word that stands behind a member name of this kind in any notation: `"suberror":"bad_token"`,
// `\"suberror\":\"bad_token\"`, `suberror: bad_token`, `'suberror': 'bad_token'`. Letters
// and `_` only, at most 40; empty when there is none.
std::string word_behind(std::string_view text, std::string_view member);

}  // namespace caprock
