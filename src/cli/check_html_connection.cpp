#include "cli/check_html_connection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/check_words.h"
#include "cli/forecast_html_parts.h"
#include "cli/forecast_words.h"
#include "cli/html_page.h"
#include "cli/profile_words.h"
#include "token/words.h"

namespace caprock {
namespace {

std::string tone_of(Health health) {
  switch (health) {
    case Health::ok: return "good";
    case Health::at_risk: return "care";
    case Health::broken: return "bad";
    case Health::unknown: return "open";
  }
  return "open";
}

std::string tone_of(const Cause& cause) {
  if (cause.severity == Severity::note) return "soft";
  return cause.severity == Severity::error && cause.certainty == Match::yes ? "bad" : "care";
}

std::string tone_of(Helps helps) {
  switch (helps) {
    case Helps::yes: return "good";
    case Helps::no: return "bad";
    case Helps::partly: return "care";
    case Helps::not_tried: return "soft";
  }
  return "soft";
}

std::string badge(std::string_view style, std::string_view word) {
  return fmt::format("<span class=\"badge {}\">{}</span>", style, word);
}

std::string paragraph_html(std::string_view label, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<p><strong>{}</strong> {}</p>\n", label, html(text));
}

// `text` with one full stop at its end.
std::string as_sentence(std::string_view text) {
  std::string out = capitalised(text);
  if (!out.empty() && out.back() != '.') out += '.';
  return out;
}

// --- causes --------------------------------------------------------------------------------------

std::string fact(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, html(value));
}

// Inputs under their names in Graph; what to add about them is said below the causes.
std::string certainty_of(const Cause& cause) {
  if (cause.certainty == Match::yes) return "certain";
  std::vector<std::string> inputs;
  for (const std::string& input : cause.undetermined_by) inputs.push_back(in_backticks(input));
  return inputs.empty() ? "possible" : "hangs on " + join(inputs, ", ");
}

std::string facts_html(const Cause& cause, Instant now) {
  return "<dl class=\"facts\">" + fact("when", when_in_words(cause, now)) +
         fact("code", cause.aadsts == 0 ? "" : fmt::format("AADSTS{}", cause.aadsts)) +
         fact("token", cause.end == TokenEnd::none ? "not touched" : end_in_words(cause.end)) +
         fact("certainty", certainty_of(cause)) +
         fact("evidence", evidence_in_words(cause.evidence)) +
         fact("rules", join(cause.rules, ", ")) + "</dl>\n";
}

std::string statement_html(const Cause& cause) {
  if (cause.vendor_says.empty()) return {};
  return fmt::format("<p><strong>{}:</strong> {} <span class=\"soft\">[{}]</span></p>\n",
                     capitalised(source_in_words(cause.vendor_evidence)), html(cause.vendor_says),
                     html(cause.vendor_document));
}

std::string cause_html(const Cause& cause, Instant now) {
  return fmt::format("<li>\n<p>{} {}</p>\n{}<p>{}</p>\n{}</li>\n",
                     badge(tone_of(cause), effect_in_words(cause)), html(who_does_what(cause)),
                     facts_html(cause, now), html(cause.explains), statement_html(cause));
}

// Numbered, because remedies say which of them they end.
std::string causes_html(const ConnectionReport& report, Instant now) {
  if (report.causes.empty()) return {};
  std::string out = "<h3>What hits it</h3>\n<ol class=\"items\">\n";
  for (const Cause& cause : report.causes) out += cause_html(cause, now);
  return out + "</ol>\n";
}

// --- what to do ----------------------------------------------------------------------------------

std::string steps_html(const ConnectionReport& report) {
  if (report.fix.empty())
    return fmt::format("<p>{}</p>\n", html(as_sentence(fix_in_short(report))));
  std::string out = "<ol>\n";
  for (const std::string& step : fix_in_full(report))
    out += fmt::format("<li>{}</li>\n", html(as_sentence(step)));
  return out + "</ol>\n";
}

std::string fix_html(const ConnectionReport& report) {
  if (!ends_something(report) && report.health != Health::unknown) return {};
  return "<h3>What to do</h3>\n" + steps_html(report) +
         paragraph_html("What it opens:", as_sentence(report.exposure)) +
         paragraph_html("Afterwards:", report.after_fix);
}

// `1, 3 above`
std::string causes_in_words(const std::vector<std::size_t>& indexes) {
  std::vector<std::string> numbers;
  for (const std::size_t index : indexes) numbers.push_back(std::to_string(index + 1));
  return join(numbers, ", ") + " above";
}

std::string effect_html(const TriedRemedy& remedy) {
  std::string out;
  if (!remedy.cures.empty())
    out += fmt::format("<p>It ends {}.</p>\n", causes_in_words(remedy.cures));
  if (!remedy.postpones.empty() && remedy.lasts_until)
    out += fmt::format("<p>It puts off {}, until {}.</p>\n", causes_in_words(remedy.postpones),
                       time_html(*remedy.lasts_until));
  return out;
}

std::string remedy_html(const TriedRemedy& remedy) {
  std::string out =
      fmt::format("<li>\n<p>{} {}", badge(tone_of(remedy.helps), helps_in_words(remedy.helps)),
                  html(remedy.says));
  if (remedy.by_vendor)
    out += fmt::format(" <span class=\"soft\">[vendor: {}]</span>", html(remedy.document));
  out += "</p>\n" + effect_html(remedy);
  if (!remedy.because.empty()) out += paragraph_html("Because:", remedy.because + ".");
  out += paragraph_html("Note:", remedy.caution);
  if (!remedy.widens.empty()) out += paragraph_html("Others:", "it " + remedy.widens + ".");
  return out + "</li>\n";
}

std::string remedies_html(const ConnectionReport& report) {
  if (report.remedies.empty()) return {};
  std::string out =
      "<h3>What would help</h3>\n<p class=\"soft\">Tried on a copy of the tenant, where that is "
      "possible.</p>\n<ul class=\"items\">\n";
  for (const TriedRemedy& remedy : report.remedies) out += remedy_html(remedy);
  return out + "</ul>\n";
}

// --- what lies ahead -----------------------------------------------------------------------------

std::string ahead_html(const ConnectionReport& report, std::size_t number) {
  const Forecast& forecast = report.forecast;
  std::vector<std::string> outlook = outlook_notes(forecast);
  if (forecast.breaks.empty() && !forecast.life.spans.empty())
    outlook.insert(outlook.begin(),
                   "No break is seen until " + moment_in_words(forecast.until) + ".");
  return breaks_html(forecast, number) +
         list_html("What happens until then", events_in_words(forecast)) +
         list_html("Looking ahead", outlook) + list_html("Why it lasts", forecast.lasts);
}

std::string heading_html(const ConnectionReport& report, std::size_t number) {
  std::string out =
      fmt::format("<div class=\"together\">\n<h2 id=\"connection-{}\">{} {}</h2>\n<p>{}</p>\n",
                  number, html(report.name), health_html(report.health), html(report.headline));
  out += fmt::format("<p class=\"soft\">{}{}</p>\n", html(what_it_is(report)),
                     report.account.empty() ? "" : "; account " + html(report.account));
  if (!report.forecast.life.spans.empty()) out += time_line_html(report.forecast, number);
  return out + "</div>\n";
}

}  // namespace

std::string health_html(Health health) {
  return fmt::format("<span class=\"state {}\">{}</span>", tone_of(health), title_of(health));
}

std::string connection_html(const ConnectionReport& report, Instant now, std::size_t number) {
  return fmt::format("<section aria-labelledby=\"connection-{}\">\n", number) +
         heading_html(report, number) + fix_html(report) + causes_html(report, now) +
         ahead_html(report, number) + remedies_html(report) +
         list_html("What is not known: please add", report.missing) +
         list_html("Requirements and notes", report.notes) +
         list_html("Taken for granted", report.forecast.assumptions) +
         "<p class=\"back\"><a href=\"#all\">All integrations</a></p>\n</section>\n";
}

}  // namespace caprock
