// The breaks of a connection as entries of a calendar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// One calendar. RFC 5545: an entry a break, with alarms 7 days and 1 day before. Its UID hangs on
// the connection and the cause, so a calendar that reads a later forecast replaces what it has.
// Without a break, the one entry that a calendar must have is the end of the forecast.
std::string forecasts_ics(const std::vector<Forecast>& forecasts);

// A content line: folded at 75 octets, never inside a character, with CRLF at the end (RFC
// 5545 3.1).
std::string ics_line(std::string_view content);

// A value of type TEXT (RFC 5545 3.3.11). Control characters besides the newline become U+FFFD.
std::string ics_text(std::string_view text);

}  // namespace caprock
