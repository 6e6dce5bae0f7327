#include "cli/time_axis.h"

#include <gtest/gtest.h>

namespace caprock {
namespace {

std::vector<std::string> labels(std::string_view from, std::string_view until, std::size_t most) {
  std::vector<std::string> out;
  for (const Tick& tick : ticks_between(*parse_instant(from), *parse_instant(until), most))
    out.push_back(tick.label);
  return out;
}

using Labels = std::vector<std::string>;

TEST(time_axis, a_day_has_hours_and_names_the_new_day_at_midnight) {
  EXPECT_EQ(labels("2026-11-22T09:00:00Z", "2026-11-23T09:00:00Z", 6),
            (Labels{"12:00", "18:00", "23 Nov", "06:00"}));
}

TEST(time_axis, weeks_begin_on_mondays) {
  EXPECT_EQ(labels("2026-11-22T09:00:00Z", "2026-12-22T09:00:00Z", 6),
            (Labels{"23 Nov", "30 Nov", "7 Dec", "14 Dec", "21 Dec"}));
}

TEST(time_axis, months_name_the_year_in_january) {
  EXPECT_EQ(labels("2026-10-22", "2027-03-15", 6), (Labels{"Nov", "Dec", "2027", "Feb", "Mar"}));
}

TEST(time_axis, centuries_have_few_ticks_too) {
  EXPECT_EQ(labels("1970-01-01", "9999-12-31", 8).size(), 8U);
  EXPECT_EQ(labels("2026-01-01", "2031-06-01", 6),
            (Labels{"2026", "2027", "2028", "2029", "2030", "2031"}));
}

TEST(time_axis, an_instant_alone_is_a_tick_when_it_is_round) {
  EXPECT_EQ(labels("2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z", 4), (Labels{"09:00"}));
  EXPECT_TRUE(labels("2026-11-22T09:00:01Z", "2026-11-22T09:00:01Z", 4).empty());
}

TEST(time_axis, there_are_never_more_ticks_than_asked_for) {
  const Instant from = *parse_instant("2026-11-22T09:17:03Z");
  for (int hours = 1; hours < 100000; hours += hours / 7 + 1)
    for (const std::size_t most : {1U, 4U, 14U}) {
      const auto ticks = ticks_between(from, from + std::chrono::hours(hours), most);
      EXPECT_LE(ticks.size(), most) << hours;
      if (most == 14U && hours > 12) {
        EXPECT_GE(ticks.size(), 4U) << hours;
      }
    }
}

}  // namespace
}  // namespace caprock
