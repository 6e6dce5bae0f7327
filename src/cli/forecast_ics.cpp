#include "cli/forecast_ics.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/code_points.h"
#include "base/printable.h"
#include "base/text.h"
#include "cli/forecast_words.h"
#include "token/token_words.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::size_t k_line_octets = 75;  // without the line end
constexpr std::chrono::hours k_entry{1};   // of a break whose instant is known

// `20261206T093000Z`
std::string ics_instant(Instant at) {
  std::string out = to_string(at);
  std::erase_if(out, [](char c) { return c == '-' || c == ':'; });
  return out;
}

// FNV-1a: the same in every run and version, which is all that is asked of it. Two connections
// whose names meet in it would share their entries.
std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
  return hash;
}

std::string ics_uid(const Forecast& forecast, std::string_view what, std::ptrdiff_t ordinal) {
  return fmt::format("{:016x}-{}-{}@caprock", name_hash(forecast.connection), what, ordinal);
}

std::string ics_alarm(std::string_view trigger, std::string_view summary) {
  return ics_line("BEGIN:VALARM") + ics_line("ACTION:DISPLAY") +
         ics_line("DESCRIPTION:" + ics_text(summary)) +
         ics_line(fmt::format("TRIGGER:{}", trigger)) + ics_line("END:VALARM");
}

// The members that every entry has.
std::string ics_entry(const Forecast& forecast, std::string_view uid, Instant from, Instant until,
                      std::string_view summary) {
  return ics_line(fmt::format("UID:{}", uid)) + ics_line("DTSTAMP:" + ics_instant(forecast.from)) +
         ics_line("DTSTART:" + ics_instant(from)) + ics_line("DTEND:" + ics_instant(until)) +
         ics_line("SUMMARY:" + ics_text(summary)) + ics_line("TRANSP:TRANSPARENT");
}

std::string break_description(const Forecast& forecast, const PredictedBreak& one) {
  std::vector<std::string> lines = {fmt::format("Cause: {}", cause_in_words(one.cause)),
                                    fmt::format("First refused request: {}", when_in_words(one)),
                                    fmt::format("Code: {}", code_in_words(one.cause)),
                                    fmt::format("Facts: {}", facts_of(one))};
  if (!one.says.empty()) lines.push_back(one.says);
  lines.push_back(fmt::format("What to do: {}", recovery_of(one)));
  for (const OtherAnswer& other : one.other_answers)
    lines.push_back(other_answer_in_words(forecast, other));
  lines.push_back(who_it_is(forecast));
  for (std::string& line : lines) line = printable(line);
  return join(lines, "\n");
}

// By cause and place among its like, so that a break that moves to another day moves its entry.
std::string break_uid(const Forecast& forecast, const PredictedBreak& one) {
  const auto before = std::count_if(forecast.breaks.data(), &one, [&](const PredictedBreak& other) {
    return other.cause.reason == one.cause.reason;
  });
  return ics_uid(forecast, word_for(one.cause.reason), before);
}

std::string break_entry(const Forecast& forecast, const PredictedBreak& one) {
  const bool certain = one.certainty == Match::yes;
  const std::string summary =
      printable(fmt::format("{} {}: {}", forecast.connection, certain ? "breaks" : "may break",
                            cause_in_short(one.cause)));
  return ics_line("BEGIN:VEVENT") +
         ics_entry(forecast, break_uid(forecast, one), one.earliest,
                   std::max(one.latest, one.earliest + k_entry), summary) +
         ics_line(certain ? "STATUS:CONFIRMED" : "STATUS:TENTATIVE") +
         ics_line("DESCRIPTION:" + ics_text(break_description(forecast, one))) +
         ics_alarm("-P7D", summary) + ics_alarm("-P1D", summary) + ics_line("END:VEVENT");
}

// A calendar has at least one component (RFC 5545 3.6).
std::string end_entry(const Forecast& forecast) {
  return ics_line("BEGIN:VEVENT") +
         ics_entry(forecast, ics_uid(forecast, "end", 0), forecast.until, forecast.until + k_entry,
                   printable(fmt::format("{}: the forecast ends, no break before",
                                         forecast.connection))) +
         ics_line("END:VEVENT");
}

}  // namespace

std::string ics_line(std::string_view content) {
  std::string out;
  std::size_t room = k_line_octets;
  while (!content.empty()) {
    const CodePoint next = first_code_point(content);
    if (next.length > room) {
      out += "\r\n ";
      room = k_line_octets - 1;
    }
    out += content.substr(0, next.length);
    room -= next.length;
    content.remove_prefix(next.length);
  }
  return out + "\r\n";
}

std::string ics_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    for (const char c : printable(text.substr(0, end))) {
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      out += c;
    }
    if (end == text.size()) break;
    out += "\\n";
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string forecasts_ics(const std::vector<Forecast>& forecasts) {
  std::string out = ics_line("BEGIN:VCALENDAR") + ics_line("VERSION:2.0") +
                    ics_line("PRODID:-//Caprock//forecast//EN") + ics_line("CALSCALE:GREGORIAN");
  for (const Forecast& forecast : forecasts) {
    for (const PredictedBreak& one : forecast.breaks) out += break_entry(forecast, one);
    if (forecast.breaks.empty()) out += end_entry(forecast);
  }
  return out + ics_line("END:VCALENDAR");
}

}  // namespace caprock
