// Points in time. No clock is read here: time always comes in as an argument.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace caprock {

using Instant = std::chrono::sys_seconds;

// Reads ISO 8601 with `Z` or an offset and any number of fractional digits (dropped), a bare date
// (midnight UTC), and the `/Date(ms)/` form of Windows PowerShell.
std::optional<Instant> parse_instant(std::string_view text);

// A .NET time span: `90.00:00:00`, `1.00:00:00`, `12:00:00`, days first; fractions of a second are
// dropped.
std::optional<std::chrono::seconds> parse_time_span(std::string_view text);

// `2026-03-01T09:30:00Z`
std::string to_string(Instant instant);

}  // namespace caprock
