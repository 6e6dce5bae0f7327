#include "cli/forecast_ics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/forecast_samples.h"

namespace caprock {
namespace {

using testing::HasSubstr;
using testing::Not;

// What a reader of a calendar sees: folds undone (RFC 5545 3.1).
std::string unfolded(std::string text) {
  for (std::size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

TEST(forecast_ics, a_line_of_75_octets_is_not_folded_and_the_76th_is) {
  EXPECT_EQ(ics_line(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(ics_line(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  EXPECT_EQ(ics_line(std::string(150, 'a')),
            std::string(75, 'a') + "\r\n " + std::string(74, 'a') + "\r\n a\r\n");
  EXPECT_EQ(ics_line(""), "\r\n");
}

TEST(forecast_ics, a_fold_never_cuts_a_character) {
  for (std::size_t ahead = 60; ahead < 80; ++ahead)
    for (const char* letter : {"é", "漢", "🔒"}) {
      std::string content(ahead, 'a');
      for (int i = 0; i < 60; ++i) content += letter;
      const std::string line = ics_line(content);
      EXPECT_EQ(first_invalid_utf8(line), std::string::npos);
      EXPECT_EQ(unfolded(line), content + "\r\n");
      for (std::size_t at = 0, end; at < line.size(); at = end + 2) {
        end = line.find("\r\n", at);
        EXPECT_LE(end - at, 75U);
        EXPECT_EQ(first_invalid_utf8(std::string_view(line).substr(at, end - at)),
                  std::string::npos);
      }
    }
}

TEST(forecast_ics, text_is_escaped) {
  EXPECT_EQ(ics_text("a,b;c\\d\ne:f"), "a\\,b\\;c\\\\d\\ne:f");
  EXPECT_EQ(ics_text("a\x1b[2J\a"), "a\uFFFD[2J\uFFFD");
  EXPECT_EQ(ics_text("a\r\nEND:VEVENT"), "a \\nEND:VEVENT");
}

TEST(forecast_ics, a_break_is_an_entry_with_two_alarms) {
  const std::string text = unfolded(forecasts_ics({samples::ends_by_frequency()}));
  EXPECT_THAT(text, testing::StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  EXPECT_THAT(text, testing::EndsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  for (const char* line :
       {"DTSTAMP:20261122T090000Z", "DTSTART:20261206T101000Z", "DTEND:20261206T111000Z",
        "SUMMARY:Cayosoft connection account breaks: sign-in frequency of 14 days",
        "STATUS:CONFIRMED", "TRIGGER:-P7D", "TRIGGER:-P1D"})
    EXPECT_THAT(text, HasSubstr(std::string("\r\n") + line + "\r\n"));
  EXPECT_THAT(text, HasSubstr("-sign_in_frequency-0@caprock\r\n"));
  EXPECT_THAT(text, HasSubstr("\\nCode: AADSTS70043\\n"));
}

TEST(forecast_ics, an_entry_lasts_until_the_latest_first_refusal) {
  const std::string text = unfolded(forecasts_ics({samples::hangs_on_option()}));
  EXPECT_THAT(text, HasSubstr("\r\nDTEND:20261201T090000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nSTATUS:TENTATIVE\r\n"));
  EXPECT_THAT(text, HasSubstr("If `sif_confidential` is `enforced`: breaks in 7 days\\, on"));
}

std::string uid_of(const Forecast& forecast) {
  const std::string text = unfolded(forecasts_ics({forecast}));
  const std::size_t at = text.find("UID:");
  return text.substr(at, text.find("\r\n", at) - at);
}

TEST(forecast_ics, a_later_forecast_of_the_same_break_has_the_same_uid) {
  Forecast later = samples::ends_by_frequency();
  later.from += std::chrono::hours(50);
  later.breaks.front().earliest += std::chrono::minutes(20);
  EXPECT_EQ(uid_of(later), uid_of(samples::ends_by_frequency()));
  later.connection += "2";
  EXPECT_NE(uid_of(later), uid_of(samples::ends_by_frequency()));
}

TEST(forecast_ics, without_a_break_the_calendar_has_the_end_of_the_forecast) {
  const std::string text = unfolded(forecasts_ics({samples::lives_on()}));
  EXPECT_THAT(text, HasSubstr("\r\nSUMMARY:UMP 365 SP in Larkfield: the forecast ends\\, no break "
                              "before\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nDTSTART:20271122T090000Z\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("VALARM")));
}

TEST(forecast_ics, a_hostile_name_adds_no_line) {
  const std::string text = forecasts_ics({samples::hostile()});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202E")));
  std::size_t begins = 0;
  for (std::size_t at = 0; (at = text.find("\r\nBEGIN:", at)) != std::string::npos; ++at) ++begins;
  EXPECT_EQ(begins, 3U);
}

}  // namespace
}  // namespace caprock
