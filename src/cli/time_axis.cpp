#include "cli/time_axis.h"

#include <fmt/format.h>

#include <array>

#include "base/assert.h"

namespace caprock {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::array<std::string_view, 12> k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array k_hour_steps = {1, 2, 3, 6, 12, 24, 48, 7 * 24, 14 * 24};
constexpr std::array k_month_steps = {1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 12000};
// 1970 began on a Thursday; weeks are counted from the Monday after.
constexpr days k_first_monday{4};

std::string_view month_name(std::chrono::year_month_day date) {
  return k_months[static_cast<unsigned>(date.month()) - 1];
}

std::string hour_label(Instant at) {
  const auto midnight = std::chrono::floor<days>(at);
  if (at != midnight)
    return fmt::format("{:02}:00", std::chrono::floor<hours>(at - midnight).count());
  const std::chrono::year_month_day date(midnight);
  return fmt::format("{} {}", static_cast<unsigned>(date.day()), month_name(date));
}

std::string month_label(std::chrono::year_month_day date) {
  if (date.month() == std::chrono::January) return std::to_string(static_cast<int>(date.year()));
  return std::string(month_name(date));
}

// Every `step` hours, counted from a Monday at midnight.
std::vector<Tick> hour_ticks(Instant from, Instant until, hours step) {
  const Instant origin{k_first_monday};
  std::vector<Tick> ticks;
  auto at = origin + step * ((from - origin) / step);
  if (at < from) at += step;
  for (; at <= until; at += step) ticks.push_back({at, hour_label(at)});
  return ticks;
}

// Every `step` months, counted from January of the year 0.
std::vector<Tick> month_ticks(Instant from, Instant until, int step) {
  const std::chrono::year_month_day first(std::chrono::floor<days>(from));
  int month = static_cast<int>(first.year()) * 12 + static_cast<int>(unsigned{first.month()}) - 1;
  std::vector<Tick> ticks;
  for (month -= month % step;; month += step) {
    const std::chrono::year_month_day date(
        std::chrono::year(month / 12), std::chrono::month(static_cast<unsigned>(month % 12 + 1)),
        std::chrono::day(1));
    const Instant at = std::chrono::sys_days(date);
    if (at > until) return ticks;
    if (at >= from) ticks.push_back({at, month_label(date)});
  }
}

}  // namespace

std::vector<Tick> ticks_between(Instant from, Instant until, std::size_t most) {
  CAPROCK_ASSERT(from <= until && most > 0);
  for (const int step : k_hour_steps) {
    if ((until - from) / hours(step) > static_cast<std::int64_t>(most)) continue;
    if (auto ticks = hour_ticks(from, until, hours(step)); ticks.size() <= most) return ticks;
  }
  for (const int step : k_month_steps) {
    if ((until - from) / (std::chrono::months(1) * step) > static_cast<std::int64_t>(most) + 1)
      continue;
    if (auto ticks = month_ticks(from, until, step); ticks.size() <= most) return ticks;
  }
  return {};
}

}  // namespace caprock
