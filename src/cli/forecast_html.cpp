#include "cli/forecast_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/forecast_html_parts.h"
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

std::string summary_row(const Forecast& forecast, std::size_t number) {
  const PredictedBreak* first = forecast.breaks.empty() ? nullptr : &forecast.breaks.front();
  std::string out =
      fmt::format("<tr><th scope=\"row\"><a href=\"#connection-{}\">{}</a></th><td>{}</td>", number,
                  html(forecast.connection), state_html(forecast));
  if (!first)
    return out +
           fmt::format("<td>none until {}</td><td>-</td><td>-</td><td>nothing to do</td></tr>\n",
                       moment_in_words(forecast.until).substr(0, 10));
  out += fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     time_html(first->earliest), countdown(forecast, *first),
                     html(std::string(possibly(*first)) + cause_in_words(first->cause)),
                     html(recovery_of(*first)));
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

std::string forecast_section(const Forecast& forecast, std::size_t number) {
  std::string out = fmt::format(
      "<section aria-labelledby=\"connection-{0}\">\n<div class=\"together\">\n<h2 "
      "id=\"connection-{0}\">{1} {2}</h2>\n"
      "<p>{3}</p>\n<p class=\"soft\">{4}; from {5} to {6}</p>\n{7}</div>\n",
      number, html(forecast.connection), state_html(forecast), html(headline_of(forecast)),
      html(who_it_is(forecast)), time_html(forecast.from), time_html(forecast.until),
      time_line_html(forecast, number));
  out += breaks_html(forecast, number);
  out += list_html("What happens until then", events_in_words(forecast));
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
