#include "cli/forecast_bands.h"

#include <gtest/gtest.h>

#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using samples::k_start;
using std::chrono::hours;
using std::chrono::minutes;

TEST(forecast_bands, a_connection_that_lives_on_is_one_band) {
  const Forecast forecast = samples::lives_on();
  EXPECT_EQ(bands_of(forecast),
            (std::vector<BandSpan>{{forecast.from, forecast.until, Band::works}}));
}

TEST(forecast_bands, what_is_refused_at_once_first_uses_its_last_access_token_up) {
  const Forecast forecast = samples::refused_by_mfa();
  EXPECT_EQ(bands_of(forecast),
            (std::vector<BandSpan>{{k_start, k_start + minutes(50), Band::last_token},
                                   {k_start + minutes(50), forecast.until, Band::refused}}));
}

TEST(forecast_bands, a_break_that_an_event_ends_is_followed_by_work) {
  const Forecast forecast = samples::ends_by_frequency();
  const Instant limit = k_start + hours(14 * 24);
  EXPECT_EQ(bands_of(forecast),
            (std::vector<BandSpan>{{k_start, limit, Band::works},
                                   {limit, limit + minutes(70), Band::last_token},
                                   {limit + minutes(70), k_start + hours(20 * 24), Band::refused},
                                   {k_start + hours(20 * 24), forecast.until, Band::works}}));
}

TEST(forecast_bands, a_dead_token_stays_dead) {
  const Forecast forecast = samples::dies_idle();
  const auto bands = bands_of(forecast);
  ASSERT_EQ(bands.size(), 2U);
  EXPECT_EQ(bands[1], (BandSpan{k_start + hours(240), forecast.until, Band::dead}));
}

TEST(forecast_bands, what_hangs_on_something_unknown_is_only_possible) {
  const Forecast forecast = samples::hangs_on_option();
  const auto bands = bands_of(forecast);
  ASSERT_EQ(bands.size(), 2U);
  EXPECT_EQ(bands[1], (BandSpan{k_start + hours(7 * 24), forecast.until, Band::possible}));
}

TEST(forecast_bands, without_a_cadence_the_first_refusal_lies_between_two_instants) {
  Forecast forecast = samples::ends_by_frequency(hours(24), 18);
  PredictedBreak& one = forecast.breaks.front();
  one.earliest = k_start + hours(14 * 24);
  one.latest = one.earliest + minutes(90);
  const auto bands = bands_of(forecast);
  ASSERT_EQ(bands.size(), 3U);
  EXPECT_EQ(bands[1], (BandSpan{one.earliest, one.latest, Band::possible}));
  EXPECT_EQ(bands[2].band, Band::refused);
}

TEST(forecast_bands, the_bands_cover_the_forecast) {
  for (const Forecast& forecast :
       {samples::ends_by_frequency(hours(288)), samples::ends_by_frequency(hours(24), 60),
        samples::hangs_on_option(hours(1)), samples::hostile()}) {
    const auto bands = bands_of(forecast);
    ASSERT_FALSE(bands.empty());
    EXPECT_EQ(bands.front().from, forecast.from);
    EXPECT_EQ(bands.back().until, forecast.until);
    for (std::size_t i = 1; i < bands.size(); ++i) {
      EXPECT_EQ(bands[i].from, bands[i - 1].until);
      EXPECT_NE(bands[i].band, bands[i - 1].band);
    }
  }
}

}  // namespace
}  // namespace caprock
