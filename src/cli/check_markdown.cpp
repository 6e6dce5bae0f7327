#include "cli/check_markdown.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/check_forecast.h"
#include "cli/check_words.h"
#include "cli/markdown.h"
#include "cli/profile_words.h"

namespace caprock {
namespace {

std::string_view sign_of(Health health) {
  switch (health) {
    case Health::ok: return "🟢";
    case Health::at_risk: return "🟡";
    case Health::broken: return "🔴";
    case Health::unknown: return "⚪";
  }
  return "";
}

std::string row(const ConnectionReport& one) {
  constexpr MarkdownPlace k_cell = MarkdownPlace::table;
  return fmt::format("| {} | {} | {} {} | {} | {} |\n", markdown_name(one.name, k_cell),
                     markdown_name(one.account, k_cell), sign_of(one.health), title_of(one.health),
                     markdown(one.headline, k_cell), markdown(fix_in_short(one), k_cell));
}

// The lines are Markdown already.
std::string markdown_bullets(std::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string out = fmt::format("\n{}\n\n", heading);
  for (const std::string& line : lines) out += fmt::format("- {}\n", line);
  return out;
}

std::vector<std::string> markdown_lines(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const std::string& line : lines) out.push_back(markdown(line));
  return out;
}

std::string cause_line(const Cause& cause, Instant now) {
  std::string line =
      fmt::format("{} ({}). {}", who_does_what(cause), facts_of(cause, now), cause.explains);
  if (!cause.vendor_says.empty())
    line += fmt::format(" {}: {}", capitalised(source_in_words(cause.vendor_evidence)),
                        cause.vendor_says);
  return fmt::format("**{}**: {}", to_string(cause.severity), markdown(line));
}

std::string remedy_line(const TriedRemedy& remedy) {
  std::string line = remedy.says;
  if (!remedy.because.empty()) line += fmt::format(" Because: {}.", remedy.because);
  const std::string caution = caution_of(remedy);
  if (!caution.empty()) line += fmt::format(" Note: {}", caution);
  return fmt::format("**{}**: {}", helps_in_words(remedy.helps), markdown(line));
}

std::string section(const ConnectionReport& one, Instant now) {
  std::string out = fmt::format("\n### {}: {}\n\n{}\n", markdown_name(one.name),
                                title_of(one.health), markdown(what_it_is(one)));
  std::vector<std::string> causes, remedies;
  for (const Cause& cause : one.causes) causes.push_back(cause_line(cause, now));
  for (const TriedRemedy& remedy : one.remedies) remedies.push_back(remedy_line(remedy));
  out += markdown_bullets("What hits it:", causes);
  std::vector<std::string> ahead = markdown_lines(coming_breaks(one));
  for (std::string& line : markdown_lines(forecast_conditions(one)))
    ahead.push_back(std::move(line));
  out += markdown_bullets("Next break:", ahead);
  out += markdown_bullets("Would it help? Tried on a copy of the tenant:", remedies);
  if (!one.exposure.empty())
    out += fmt::format("\nThe fix opens something: {}.\n", markdown(one.exposure));
  if (!one.after_fix.empty()) out += fmt::format("\nAfterwards: {}\n", markdown(one.after_fix));
  out += markdown_bullets("To say more, please add:", markdown_lines(one.missing));
  out += markdown_bullets("Also:", markdown_lines(one.notes));
  return out;
}

std::string conflict_section(const Conflict& conflict) {
  return fmt::format("\n### Conflict: {}\n", conflict.about) +
         markdown_bullets(
             "Two that cannot both hold as things stand:",
             markdown_lines({side_in_words(conflict.one), side_in_words(conflict.other)})) +
         fmt::format("\n{}. {}\n", markdown(conflict.arrangement),
                     markdown(proof_in_words(conflict)));
}

}  // namespace

std::string check_markdown(const CheckReport& report) {
  std::string out = fmt::format("## Integrations: {}\n\n", counts_in_words(report));
  out += "| integration | account | health | what ends it | fix |\n";
  out += "|---|---|---|---|---|\n";
  for (const ConnectionReport& one : report.connections) out += row(one);
  for (const Conflict& conflict : report.conflicts) out += conflict_section(conflict);
  for (const ConnectionReport& one : report.connections)
    if (one.health != Health::ok) out += section(one, report.now);
  if (!report.fully_evaluated)
    out +=
        "\n**Not fully evaluated:** a policy that matters has parts this program does not know.\n";
  return out;
}

}  // namespace caprock
