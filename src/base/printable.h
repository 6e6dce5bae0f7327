// Text from a tenant made safe to print: names are data, not instructions to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// Control characters (C0, DEL, C1), bidirectional controls and non-characters: what can move a
// cursor, turn the direction of a line, or not be written in XML.
bool is_unprintable(char32_t code_point);

// `text` on one line: white space becomes a space, everything else unprintable U+FFFD.
std::string printable(std::string_view text);

// The same for a name that stands between backticks: its own backticks become apostrophes.
std::string quotable(std::string_view name);

// With the backticks around it.
std::string in_backticks(std::string_view name);

}  // namespace caprock
