#include "base/instant.h"

#include <charconv>
#include <cstdio>

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Takes exactly `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<seconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (take(text, ':')) {
    const auto read = take_number(text, 2);
    if (!read || *read > 60) return std::nullopt;
    second = *read;
  }
  if (take(text, '.'))
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
  return hours(*hour) + minutes(*minute) + seconds(second);
}

std::optional<seconds> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return seconds(0);
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute) return std::nullopt;
  const seconds offset = hours(*hour) + minutes(*minute);
  return west ? -offset : offset;
}

std::optional<Instant> parse_powershell_date(std::string_view text) {
  if (!text.starts_with("/Date(") || !text.ends_with(")/")) return std::nullopt;
  text.remove_prefix(6);
  text.remove_suffix(2);
  long long milliseconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::chrono::floor<seconds>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(milliseconds)));
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.starts_with('/')) return parse_powershell_date(text);
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Instant(*date);
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant(*date) + *time - *offset;
}

std::optional<std::chrono::seconds> parse_time_span(std::string_view text) {
  constexpr std::size_t k_most_digits = 5, k_time = 8, k_seconds = 6;
  int day_count = 0;
  if (const std::size_t dot = text.find('.'); dot < text.find(':')) {
    const auto read = dot == 0 || dot > k_most_digits ? std::nullopt : take_number(text, dot);
    if (!read || !take(text, '.')) return std::nullopt;
    day_count = *read;
  }
  if (text.size() < k_time || text[k_seconds] > '5') return std::nullopt;
  if (text.size() > k_time && text[k_time] != '.') return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time || !text.empty()) return std::nullopt;
  return days(day_count) + *time;
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return buffer;
}

}  // namespace caprock
