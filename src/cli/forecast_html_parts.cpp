#include "cli/forecast_html_parts.h"

#include <fmt/format.h>

#include "cli/forecast_svg.h"
#include "cli/forecast_words.h"
#include "cli/html_page.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string when_html(const PredictedBreak& one) {
  if (one.earliest == one.latest) return time_html(one.earliest);
  return fmt::format("{} to {}", time_html(one.earliest), time_html(one.latest));
}

// What stands below the row of a break: why, how sure, and what else it could be.
std::string break_notes(const Forecast& forecast, const PredictedBreak& one) {
  std::string out;
  if (!one.says.empty()) out += fmt::format("<p>{}</p>", html(one.says));
  out += fmt::format("<p class=\"soft\">{}</p>", html(facts_of(one)));
  for (const TokenCause& also : one.also)
    out += fmt::format("<p>Also: {}, {}</p>", html(cause_in_words(also)), code_in_words(also));
  for (const OtherAnswer& other : one.other_answers)
    out += fmt::format("<p>Not sure. {}</p>", html(other_answer_in_words(forecast, other)));
  return out;
}

}  // namespace

std::string time_html(Instant at) {
  const std::string moment = moment_in_words(at);  // 2026-03-01 09:30 UTC
  return fmt::format("<time datetime=\"{}\"><span>{}</span> <span>{}</span></time>", to_string(at),
                     moment.substr(0, 10), moment.substr(11));
}

std::string_view possibly(const PredictedBreak& one) {
  return one.certainty == Match::yes ? "" : "possibly: ";
}

std::string list_html(std::string_view heading, const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  std::string out = fmt::format("<h3>{}</h3>\n<ul>\n", heading);
  for (const std::string& text : texts) out += fmt::format("<li>{}</li>\n", html(text));
  return out + "</ul>\n";
}

std::string time_line_html(const Forecast& forecast, std::size_t number) {
  return fmt::format(
      "<div class=\"wide\" role=\"group\" aria-label=\"Time line\" tabindex=\"0\">\n{}</div>\n",
      time_line_svg(forecast, fmt::format("time-line-{}", number)));
}

std::string breaks_html(const Forecast& forecast, std::size_t number) {
  if (forecast.breaks.empty()) return {};
  std::string out = fmt::format(
      "<h3 id=\"breaks-{0}\">Breaks</h3>\n"
      "<div class=\"wide\" role=\"group\" aria-labelledby=\"breaks-{0}\" tabindex=\"0\"><table>\n"
      "<thead><tr><th scope=\"col\">#</th><th scope=\"col\">when</th><th "
      "scope=\"col\">countdown</th>"
      "<th scope=\"col\" class=\"text\">cause</th><th scope=\"col\">code</th>"
      "<th scope=\"col\" class=\"text\">who does what</th></tr></thead>\n",
      number);
  for (std::size_t i = 0; i < forecast.breaks.size(); ++i) {
    const PredictedBreak& one = forecast.breaks[i];
    out += fmt::format(
        "<tbody><tr class=\"first\"><th scope=\"row\">{}</th><td>{}</td><td class=\"date\">{}</td>"
        "<td>{}</td><td>{}</td><td>{}</td></tr>\n<tr><td></td><td "
        "colspan=\"5\">{}</td></tr></tbody>\n",
        i + 1, when_html(one), countdown(forecast, one),
        html(std::string(possibly(one)) + cause_in_words(one.cause)), code_in_words(one.cause),
        html(recovery_of(one)), break_notes(forecast, one));
  }
  return out + "</table></div>\n";
}

std::vector<std::string> events_in_words(const Forecast& forecast) {
  std::vector<std::string> lines;
  for (const DatedEvent& event : forecast.life.events)
    lines.push_back(fmt::format("{}: {}", moment_in_words(event.at), event.label));
  return lines;
}

}  // namespace caprock
