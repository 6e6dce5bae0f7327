// Text the way Graph compares it: ASCII letters without case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caprock {

// ASCII only.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string to_lower(std::string_view text);
bool equal_letters(std::string_view a, std::string_view b);  // REQUIRES: as long as each other
inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a == b || equal_letters(a, b));
}
bool less_ignoring_case(std::string_view a, std::string_view b);
bool contains_ignoring_case(std::string_view text, std::string_view part);
bool starts_with_ignoring_case(std::string_view text, std::string_view part);
bool ends_with_ignoring_case(std::string_view text, std::string_view part);

std::string_view trim(std::string_view text);

// Splits at every `separator` and trims the parts; empty parts are dropped.
std::vector<std::string> split(std::string_view text, char separator);

// `1 policy`, `2 policies`.
std::string count_in_words(std::size_t count, std::string_view one, std::string_view many);

// The first letter, if it is ASCII, as a capital.
std::string capitalised(std::string_view text);

std::string join(const std::vector<std::string>& parts, std::string_view separator);

// True for the 8-4-4-4-12 hexadecimal form in which Graph writes object ids.
bool looks_like_guid(std::string_view text);

// The offset of the first byte that is not valid UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view text);

// How many terminal columns a UTF-8 text takes, as columns_of counts them.
std::size_t display_width(std::string_view text);

}  // namespace caprock
