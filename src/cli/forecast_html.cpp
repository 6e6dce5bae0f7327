#include "cli/forecast_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/forecast_svg.h"
#include "cli/forecast_words.h"
#include "cli/html_page.h"
#include "token/words.h"

namespace caprock {
namespace {

// Refused and dead ones first, then by the first break; the certain one first on the same instant.
bool more_urgent(const Forecast* a, const Forecast* b) {
  const auto rank = [](const Forecast& one) {
    const Outlook outlook = outlook_of(one);
    const bool red = outlook == Outlook::refused || outlook == Outlook::dead;
    return red ? 0 : outlook == Outlook::keeps ? 2 : 1;
  };
  if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
  if (a->breaks.empty() || b->breaks.empty()) return false;
  const PredictedBreak &first = a->breaks.front(), &other = b->breaks.front();
  if (first.earliest != other.earliest) return first.earliest < other.earliest;
  return first.certainty > other.certainty;
}

std::string state_html(const Forecast& forecast) {
  const Outlook outlook = outlook_of(forecast);
  return fmt::format("<span class=\"state {}\">{}</span>", word_of(outlook), title_of(outlook));
}

// Lines end between the day and the hour, not inside of them.
std::string time_html(Instant at) {
  const std::string moment = moment_in_words(at);  // 2026-03-01 09:30 UTC
  return fmt::format("<time datetime=\"{}\"><span>{}</span> <span>{}</span></time>", to_string(at),
                     moment.substr(0, 10), moment.substr(11));
}

std::string when_html(const PredictedBreak& one) {
  if (one.earliest == one.latest) return time_html(one.earliest);
  return fmt::format("{} to {}", time_html(one.earliest), time_html(one.latest));
}

std::string possibly(const PredictedBreak& one) {
  return one.certainty == Match::yes ? "" : "possibly: ";
}

std::string summary_row(const Forecast& forecast, std::size_t number) {
  const PredictedBreak* first = forecast.breaks.empty() ? nullptr : &forecast.breaks.front();
  std::string out =
      fmt::format("<tr><th scope=\"row\"><a href=\"#connection-{}\">{}</a></th><td>{}</td>", number,
                  html(forecast.connection), state_html(forecast));
  if (!first)
    return out +
           fmt::format("<td>none until {}</td><td>-</td><td>-</td><td>nothing to do</td></tr>\n",
                       moment_in_words(forecast.until).substr(0, 10));
  out +=
      fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", time_html(first->earliest),
                  countdown(forecast, *first),
                  html(possibly(*first) + cause_in_words(first->cause)), html(recovery_of(*first)));
  return out;
}

std::string summary(const std::vector<const Forecast*>& forecasts) {
  std::string out =
      "<section aria-labelledby=\"all\">\n<h2 id=\"all\">All connections</h2>\n"
      "<div class=\"wide\" role=\"group\" aria-labelledby=\"all\" tabindex=\"0\"><table>\n"
      "<caption>Most urgent first</caption>\n"
      "<thead><tr><th scope=\"col\">connection</th><th scope=\"col\">state</th>"
      "<th scope=\"col\">next break</th><th scope=\"col\">countdown</th>"
      "<th scope=\"col\" class=\"text\">cause</th>"
      "<th scope=\"col\" class=\"text\">who does what</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < forecasts.size(); ++i) out += summary_row(*forecasts[i], i + 1);
  return out + "</tbody></table></div>\n</section>\n";
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
        html(possibly(one) + cause_in_words(one.cause)), code_in_words(one.cause),
        html(recovery_of(one)), break_notes(forecast, one));
  }
  return out + "</table></div>\n";
}

std::string list_html(std::string_view heading, const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  std::string out = fmt::format("<h3>{}</h3>\n<ul>\n", heading);
  for (const std::string& text : texts) out += fmt::format("<li>{}</li>\n", html(text));
  return out + "</ul>\n";
}

std::string forecast_section(const Forecast& forecast, std::size_t number) {
  std::vector<std::string> events;
  for (const DatedEvent& event : forecast.life.events)
    events.push_back(fmt::format("{}: {}", moment_in_words(event.at), event.label));
  std::string out = fmt::format(
      "<section aria-labelledby=\"connection-{0}\">\n<div class=\"together\">\n<h2 "
      "id=\"connection-{0}\">{1} {2}</h2>\n"
      "<p>{3}</p>\n<p class=\"soft\">{4}; from {5} to {6}</p>\n"
      "<div class=\"wide\" role=\"group\" aria-label=\"Time line\" "
      "tabindex=\"0\">\n{7}</div>\n</div>\n",
      number, html(forecast.connection), state_html(forecast), html(headline_of(forecast)),
      html(who_it_is(forecast)), time_html(forecast.from), time_html(forecast.until),
      time_line_svg(forecast, fmt::format("time-line-{}", number)));
  out += breaks_html(forecast, number);
  out += list_html("What happens until then", events);
  out += list_html("Then", outlook_notes(forecast));
  out += list_html("Why it lasts", forecast.lasts);
  out += list_html("Assumed", forecast.assumptions);
  return out + "</section>\n";
}

}  // namespace

std::string forecasts_html(std::string_view title, std::string_view source,
                           const std::vector<Forecast>& forecasts,
                           const std::vector<Diagnostic>& diagnostics) {
  std::vector<const Forecast*> sorted;
  for (const Forecast& forecast : forecasts) sorted.push_back(&forecast);
  std::stable_sort(sorted.begin(), sorted.end(), more_urgent);
  std::string body =
      fmt::format("<header>\n<h1>{}</h1>\n<p class=\"soft\">{}", html(title), html(source));
  if (!sorted.empty()) body += fmt::format(", as of {}", moment_in_words(sorted.front()->from));
  body += "</p>\n</header>\n";
  body += sorted.empty() ? std::string("<p>There are no connections.</p>\n") : summary(sorted);
  for (std::size_t i = 0; i < sorted.size(); ++i) body += forecast_section(*sorted[i], i + 1);
  return html_page(title, body + diagnostics_html(diagnostics));
}

}  // namespace caprock
