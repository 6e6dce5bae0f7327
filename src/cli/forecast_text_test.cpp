#include "cli/forecast_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "cli/forecast_chart.h"
#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using std::chrono::hours;
using testing::HasSubstr;
using testing::Not;

TEST(forecast_text, fits_the_width_it_is_given) {
  for (const std::size_t width : {80U, 100U, 140U})
    for (const Forecast& forecast : samples::all()) {
      std::istringstream lines(forecast_text(forecast, width, Style::plain()));
      for (std::string line; std::getline(lines, line);)
        EXPECT_LE(display_width(line), width) << line;
    }
}

TEST(forecast_text, the_chart_shows_breaks_and_events_over_the_dates) {
  EXPECT_EQ(forecast_chart(samples::ends_by_frequency(), 72, Style::plain()),
            "  events                                            A\n"
            "  requests  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━××××××××××××━━━━━━━━━━━━━━━━━━━━\n"
            "  breaks                                1\n"
            "            └┴─────────────┴─────────────┴─────────────┴─────────────┴──\n"
            "            now            30 Nov        7 Dec         14 Dec\n"
            "            ━ works   × refused\n");
}

TEST(forecast_text, a_day_shows_the_last_access_token) {
  const std::string chart = forecast_chart(samples::refused_by_mfa(hours(24)), 72, Style::plain());
  EXPECT_THAT(chart, HasSubstr("  requests  ╌╌×××"));
  EXPECT_THAT(chart, HasSubstr("╌ on its last access token   × refused"));
}

TEST(forecast_text, marks_that_stand_too_close_get_lines_of_their_own) {
  Forecast forecast = samples::dies_idle();
  forecast.breaks.push_back(forecast.breaks.front());
  const std::string chart = forecast_chart(forecast, 72, Style::plain());
  EXPECT_THAT(chart, HasSubstr("  breaks                        1\n"
                               "                                2\n"));
}

TEST(forecast_text, says_who_does_what_and_what_hangs_on_an_option) {
  const std::string text = forecast_text(samples::hangs_on_option(), 200, Style::plain());
  EXPECT_THAT(text, HasSubstr("possibly: sign-in frequency of 7 days"));
  EXPECT_THAT(text, HasSubstr("AADSTS70043  Somebody signs in as svc-mio@larkfield.example"));
  EXPECT_THAT(text,
              HasSubstr("not sure      If `sif_confidential` is `enforced`: breaks in 7 days, "
                        "on 2026-11-29 09:00 UTC. Microsoft documents"));
  EXPECT_THAT(text, HasSubstr("If `sif_forces_short_at` is `off`: does not break."));
  EXPECT_THAT(forecast_text(samples::lives_on(), 200, Style::plain()),
              HasSubstr("why it lasts  - it asks every 75 minutes"));
}

TEST(forecast_text, colours_change_no_character) {
  for (const Forecast& forecast : samples::all()) {
    std::string coloured = forecast_text(forecast, 100, Style::coloured());
    EXPECT_THAT(coloured, HasSubstr("\x1b["));
    for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;)
      coloured.erase(at, coloured.find('m', at) - at + 1);
    EXPECT_EQ(coloured, forecast_text(forecast, 100, Style::plain()));
  }
}

TEST(forecast_text, a_hostile_name_reaches_no_terminal_raw) {
  const std::string text = forecast_text(samples::hostile(), 100, Style::plain());
  for (const char* raw : {"\x1b", "\a", "\u009b", "\u202E"}) EXPECT_THAT(text, Not(HasSubstr(raw)));
}

}  // namespace
}  // namespace caprock
