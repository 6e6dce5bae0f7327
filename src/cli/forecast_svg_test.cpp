#include "cli/forecast_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using samples::k_start;
using std::chrono::hours;
using testing::HasSubstr;
using testing::Not;

TEST(forecast_svg, says_its_state_its_bands_and_its_breaks) {
  const std::string svg = forecast_svg(samples::ends_by_frequency());
  for (const char* part :
       {"<title id=\"forecast-title\">Forecast: Cayosoft connection account</title>",
        ">2026-12-06, in 14 days</text>", ">sign-in frequency of 14 days</text>",
        ">svc-cayosoft signs in again</text>", ">refused</text>", ">works</text>", ">now</text>",
        ">To do: Somebody signs in as svc-cayosoft@larkfield.example</text>",
        "(policy “Short sessions for administrators”)"})
    EXPECT_THAT(svg, HasSubstr(part));
}

TEST(forecast_svg, a_break_of_an_hour_is_wide_enough_to_see_in_a_year) {
  Forecast forecast = samples::ends_by_frequency(hours(24), 18);
  forecast.until = k_start + hours(365 * 24);
  forecast.breaks.front().over = forecast.breaks.front().earliest + hours(1);
  forecast.life.spans.resize(1);
  const std::string svg = forecast_svg(forecast);
  const std::size_t narrow = svg.find("<rect fill=\"url(#forecast-refused)\" x=\"66.5\" ");
  ASSERT_NE(narrow, std::string::npos);
  EXPECT_THAT(svg.substr(narrow, 100), HasSubstr(" width=\"3.0\""));
  EXPECT_LT(svg.find("<rect class=\"works\" x=\"66.6\""), narrow);
}

TEST(forecast_svg, breaks_at_one_place_share_a_mark) {
  Forecast forecast = samples::dies_idle();
  forecast.breaks.resize(3, forecast.breaks.front());
  const std::string svg = forecast_svg(forecast);
  EXPECT_THAT(svg, HasSubstr(">1-3</text>"));
  EXPECT_THAT(svg, HasSubstr(">breaks 1 to 3</text>"));
}

TEST(forecast_svg, signs_of_many_breaks_do_not_overlap) {
  Forecast forecast = samples::lives_on(hours(30 * 24));
  for (int i = 0; i < 700; ++i)
    forecast.breaks.push_back(
        samples::one_break(k_start + hours(i), TokenReason::blocked, TokenVerdict::refused, 53003));
  const std::string svg = forecast_svg(forecast);
  double end = 0;
  std::size_t signs = 0;
  const std::string sign = "class=\"number\" text-anchor=\"middle\">";
  for (std::size_t at = 0; (at = svg.find(sign, at)) != std::string::npos; ++at, ++signs) {
    const double x = std::stod(svg.substr(svg.rfind(" x=\"", at) + 4));
    const std::size_t letters = svg.find('<', at) - at - sign.size();
    const double half = 9 + 3.5 * static_cast<double>(letters - 1);
    EXPECT_GE(x - half, end - 0.2);
    end = x + half;
  }
  EXPECT_GT(signs, 5U);
}

TEST(forecast_svg, needs_nothing_from_elsewhere) {
  for (const Forecast& forecast : samples::all()) {
    const std::string svg = forecast_svg(forecast);
    for (const char* foreign :
         {"<script", "href", "@import", "font-face", "<image", "foreignObject"})
      EXPECT_THAT(svg, Not(HasSubstr(foreign)));
  }
}

TEST(forecast_svg, a_hostile_name_stays_text) {
  const std::string svg = forecast_svg(samples::hostile());
  for (const char* raw : {"\x1b", "\a", "\u009b", "\u202E", "<script"})
    EXPECT_THAT(svg, Not(HasSubstr(raw)));
  EXPECT_THAT(svg, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)"));
}

}  // namespace
}  // namespace caprock
