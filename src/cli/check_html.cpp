#include "cli/check_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/check_html_connection.h"
#include "cli/check_words.h"
#include "cli/forecast_html_parts.h"
#include "cli/forecast_words.h"
#include "cli/html_page.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::string_view k_title = "Microsoft 365 integrations";

// What the words of the report mean, for a reader who has nothing but the page.
constexpr std::string_view k_how_to_read = R"html(<section aria-labelledby="legend">
<h2 id="legend">How to read this</h2>
<dl class="legend">
<div><dt><span class="state bad">BROKEN</span></dt><dd>Requests are refused now, or a known time after each sign-in that nobody can answer.</dd></div>
<div><dt><span class="state care">AT RISK</span></dt><dd>It works, and something is there that may end it, or will from a date.</dd></div>
<div><dt><span class="state open">UNKNOWN</span></dt><dd>Something that would end it may apply; what to add to find out is listed with it.</dd></div>
<div><dt><span class="state good">OK</span></dt><dd>Nothing certain or possible ends its token now or from a known date.</dd></div>
<div><dt>ends it</dt><dd>Now, or from the time given.</dd></div>
<div><dt>may end it</dt><dd>It depends on something that is not known, or on a person’s next sign-in.</dd></div>
<div><dt>note</dt><dd>It ends nothing now.</dd></div>
<div><dt>refused</dt><dd>The request is refused; the same token works again once the cause is gone. Do not disconnect the integration.</dd></div>
<div><dt>dead</dt><dd>The token never works again; somebody must sign in anew.</dd></div>
<div><dt>AADSTS</dt><dd>The error code of Microsoft to look for in the integration’s log.</dd></div>
<div><dt>documented</dt><dd>Microsoft says so.</dd></div>
<div><dt>the vendor says so</dt><dd>The vendor of the integration says so; the document is named in brackets, as the profile of the product calls it.</dd></div>
<div><dt>observed</dt><dd>It was seen in practice.</dd></div>
<div><dt>inferred</dt><dd>It follows from documents.</dd></div>
<div><dt>our reading</dt><dd>Documents are silent or contradict each other, and we chose.</dd></div>
<div><dt>unsure</dt><dd>It has not been measured yet.</dd></div>
<div><dt>CA 2.3, TS 5</dt><dd>The rule behind a statement, in <code>docs/semantics</code> of Caprock.</dd></div>
</dl>
</section>
)html";

// --- the top of the page -------------------------------------------------------------------------

// What the whole report rests on stands before any of it.
std::string reservations(const CheckReport& report) {
  std::string out;
  for (const Diagnostic& one : report.diagnostics)
    if (one.error.code == ErrorCode::policies_as_if_on)
      out += fmt::format("<p class=\"warn\">{}.</p>\n", html(capitalised(one.error.message)));
  if (!report.fully_evaluated)
    return out +
           "<p class=\"warn\">Not fully evaluated: a policy that matters has parts that this "
           "program does not know, or the export is incomplete.</p>\n";
  return out + "<p>Every policy that matters was evaluated in full.</p>\n";
}

std::string page_header(const CheckReport& report, std::string_view source) {
  return fmt::format(
             "<header>\n<h1>{}</h1>\n<p class=\"soft\">{}, as of {}, by <code>caprock "
             "check</code></p>\n<p>{} checked: "
             "<strong>{}</strong>.</p>\n",
             k_title, html(source), time_html(report.now),
             count_in_words(report.connections.size(), "integration", "integrations"),
             counts_in_words(report)) +
         reservations(report) + "</header>\n";
}

// --- the table of all integrations ---------------------------------------------------------------

std::string_view state_already(const Forecast& forecast) {
  switch (outlook_of(forecast)) {
    case Outlook::refused: return "refused already";
    case Outlook::dead: return "dead already";
    default: return "possibly refused already";
  }
}

std::string next_break(const Forecast& forecast) {
  if (forecast.breaks.empty())
    return fmt::format("none until {}", moment_in_words(forecast.until).substr(0, 10));
  const auto next = std::find_if(forecast.breaks.begin(), forecast.breaks.end(),
                                 [&](const PredictedBreak& one) { return !is_now(forecast, one); });
  if (next == forecast.breaks.end()) return std::string(state_already(forecast));
  return fmt::format("{}{}{}, <span>{}</span>", possibly(*next),
                     next->verdict == TokenVerdict::terminal ? "dead from " : "",
                     time_html(next->earliest), countdown(forecast, *next));
}

std::string start_html(const Cause& cause, Instant now) {
  if (!cause.from) return std::string(when_in_words(cause, now));
  return fmt::format("{} {}", *cause.from > now ? "from" : "since", time_html(*cause.from));
}

std::string row_of(const ConnectionReport& one, Instant now, std::size_t number) {
  const Cause* worst = ends_something(one) ? &one.causes.front() : nullptr;
  return fmt::format(
      "<tr><th scope=\"row\"><a href=\"#connection-{}\">{}</a></th><td>{}</td><td>{}</td>"
      "<td>{}</td><td class=\"next\">{}</td><td>{}</td><td>{}</td></tr>\n",
      number, html(one.name), health_html(one.health), html(what_ends_it(one)),
      worst ? start_html(*worst, now) : "-", next_break(one.forecast),
      worst && worst->aadsts != 0 ? std::to_string(worst->aadsts) : "-", html(fix_in_short(one)));
}

std::string table_of_all(const CheckReport& report) {
  if (report.connections.empty()) return "<p>The connections file names no connections.</p>\n";
  std::string out =
      "<section aria-labelledby=\"all\">\n<h2 id=\"all\">All integrations</h2>\n"
      "<div class=\"wide\" role=\"group\" aria-labelledby=\"all\" tabindex=\"0\"><table>\n"
      "<caption>Most urgent first</caption>\n"
      "<thead><tr><th scope=\"col\" class=\"text\">integration</th><th scope=\"col\">state</th>"
      "<th scope=\"col\" class=\"text\">what ends it</th><th scope=\"col\">when</th>"
      "<th scope=\"col\">next break</th><th scope=\"col\">AADSTS</th>"
      "<th scope=\"col\" class=\"text\">fix</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < report.connections.size(); ++i)
    out += row_of(report.connections[i], report.now, i + 1);
  return out + "</tbody></table></div>\n</section>\n";
}

// --- conflicts -----------------------------------------------------------------------------------

// A link where the name is that of a connection of this page.
std::string name_html(const ConflictSide& side, const std::string& name,
                      const CheckReport& report) {
  const auto at = std::find_if(
      report.connections.begin(), report.connections.end(),
      [&](const ConnectionReport& one) { return !side.profile.empty() && one.name == name; });
  if (at == report.connections.end()) return html(name);
  return fmt::format("<a href=\"#connection-{}\">{}</a>", at - report.connections.begin() + 1,
                     html(name));
}

std::string side_name(const ConflictSide& side, const CheckReport& report) {
  std::vector<std::string> names;
  for (const std::string& name : side.who) names.push_back(name_html(side, name, report));
  return join(names, ", ");
}

std::string side_row(const ConflictSide& side, const CheckReport& report) {
  const std::string document =
      side.document.empty() ? "" : fmt::format(" [{}]", html(side.document));
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}{}</td></tr>\n",
                     side_name(side, report), html(side.wants),
                     side.profile.empty() ? "the policy itself" : evidence_in_words(side.evidence),
                     document);
}

std::string conflict_html(const Conflict& conflict, const CheckReport& report, std::size_t number) {
  const std::string arrangement =
      fmt::format("<p><strong>What satisfies both:</strong> {}.</p>\n<p>{}</p>\n",
                  html(conflict.arrangement), html(proof_in_words(conflict)));
  return fmt::format(
             "<div class=\"together\">\n<h3 id=\"conflict-{0}\">{1}</h3>\n<div class=\"wide\" "
             "role=\"group\" aria-labelledby=\"conflict-{0}\" tabindex=\"0\"><table>\n"
             "<thead><tr><th scope=\"col\" class=\"text\">who</th><th scope=\"col\" "
             "class=\"text\">wants</th><th scope=\"col\">according to</th></tr></thead>\n<tbody>\n",
             number, html(capitalised(conflict.about))) +
         side_row(conflict.one, report) + side_row(conflict.other, report) +
         "</tbody></table></div>\n" + arrangement + "</div>\n";
}

std::string conflicts_html(const CheckReport& report) {
  if (report.conflicts.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"conflicts\">\n<h2 id=\"conflicts\">Conflicts</h2>\n"
      "<p class=\"soft\">Two integrations, or an integration and a policy, that cannot both have "
      "what they want.</p>\n";
  for (std::size_t i = 0; i < report.conflicts.size(); ++i)
    out += conflict_html(report.conflicts[i], report, i + 1);
  return out + "</section>\n";
}

// --- what it was made from -----------------------------------------------------------------------

std::string input_row(const InputHash& input) {
  const std::string name =
      input.is_folder
          ? fmt::format("{} ({})", html(input.name), count_in_words(input.files, "file", "files"))
          : html(input.name);
  if (input.sha256.empty())
    return fmt::format("<tr><th scope=\"row\">{}</th><td>-</td><td>not hashed</td></tr>\n", name);
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td><code>{}</code></td></tr>\n",
      name, input.bytes, input.sha256);
}

std::string inputs_html(const std::vector<InputHash>& inputs) {
  if (inputs.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"inputs\">\n<h2 id=\"inputs\">What it was made from</h2>\n"
      "<p class=\"soft\">The hash of a folder is that of the list which <code>sha256sum</code> "
      "prints of its files, sorted by name, hidden ones left out.</p>\n"
      "<div class=\"wide\" role=\"group\" aria-labelledby=\"inputs\" tabindex=\"0\"><table>\n"
      "<thead><tr><th scope=\"col\" class=\"text\">input</th><th scope=\"col\" "
      "class=\"number\">bytes</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n";
  for (const InputHash& input : inputs) out += input_row(input);
  return out + "</tbody></table></div>\n</section>\n";
}

}  // namespace

std::string check_html(const CheckReport& report, std::string_view source,
                       const std::vector<InputHash>& inputs) {
  std::string body = page_header(report, source) + table_of_all(report) + conflicts_html(report);
  for (std::size_t i = 0; i < report.connections.size(); ++i)
    body += connection_html(report.connections[i], report.now, i + 1);
  body += diagnostics_html(report.diagnostics);
  body += k_how_to_read;
  return html_page(k_title, body + inputs_html(inputs));
}

}  // namespace caprock
