#include "cli/check_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/check_forecast.h"
#include "cli/check_words.h"
#include "cli/output.h"
#include "cli/profile_words.h"
#include "cli/table.h"

namespace caprock {
namespace {

constexpr std::size_t k_detail_label = 17;  // columns of the labels on the left of the details

std::string paint(Health health, std::string_view text, const Style& style) {
  switch (health) {
    case Health::ok: return style.green(text);
    case Health::at_risk: return style.yellow(text);
    case Health::broken: return style.red(text);
    case Health::unknown: return style.cyan(text);
  }
  return std::string(text);
}

std::string overview(const CheckReport& report, std::size_t width, const Style& style) {
  Table table;
  table.add_column("integration", 22);
  table.add_column("health", 7);
  table.add_column("what ends it", 24);
  table.add_column("when", 10);
  table.add_column("AADSTS", 6);
  table.add_column("fix", 21);
  for (const ConnectionReport& one : report.connections) {
    const Health health = one.health;
    const Cause* worst = ends_something(one) ? &one.causes.front() : nullptr;
    table.add_row(
        {printable(one.name), std::string(title_of(health)), what_ends_it(one),
         worst ? when_in_words(*worst, report.now) : "-",
         worst && worst->aadsts != 0 ? std::to_string(worst->aadsts) : "-", fix_in_short(one)},
        {{}, [health, &style](std::string_view t) { return paint(health, t, style); }});
  }
  return table.render(width, style);
}

std::string detail(std::string_view label, std::string_view text, std::size_t width) {
  if (text.empty()) return {};
  return paragraph(printable(text), width, k_detail_label, fmt::format("  {}", label));
}

std::string list_of(std::string_view label, const std::vector<std::string>& lines,
                    std::size_t width) {
  return bullets(lines, width, k_detail_label, fmt::format("  {}", label));
}

std::string cause_text(const Cause& cause, Instant now, std::size_t width) {
  std::string out = detail(effect_in_words(cause), who_does_what(cause), width);
  out += detail("", facts_of(cause, now), width);
  out += detail("", cause.explains, width);
  if (!cause.vendor_says.empty())
    out += detail("",
                  fmt::format("{}: {} [{}]", capitalised(source_in_words(cause.vendor_evidence)),
                              cause.vendor_says, cause.vendor_document),
                  width);
  return out;
}

std::string remedy_text(const TriedRemedy& remedy, std::size_t width) {
  std::string out = detail(
      helps_in_words(remedy.helps),
      remedy.by_vendor ? fmt::format("{} [vendor: {}]", remedy.says, remedy.document) : remedy.says,
      width);
  if (!remedy.because.empty()) out += detail("", "Because: " + remedy.because + ".", width);
  const std::string caution = caution_of(remedy);
  if (!caution.empty()) out += detail("", "Note: " + caution, width);
  return out;
}

std::string details(const ConnectionReport& one, Instant now, std::size_t width,
                    const Style& style) {
  std::string out = fmt::format("\n{}  {}\n", style.bold(printable(one.name)),
                                paint(one.health, title_of(one.health), style));
  out += detail("is", what_it_is(one), width);
  out += detail("account", printable(one.account), width);
  out += list_of("fix", fix_in_full(one), width);
  out += detail("what it opens", one.exposure, width);
  for (const Cause& cause : one.causes) out += cause_text(cause, now, width);
  out += list_of("next break", coming_breaks(one), width);
  out += list_of("", forecast_conditions(one), width);
  if (!one.remedies.empty()) out += "  " + style.dim("would it help? tried on a copy") + "\n";
  for (const TriedRemedy& remedy : one.remedies) out += remedy_text(remedy, width);
  out += detail("afterwards", one.after_fix, width);
  out += list_of("please add", one.missing, width);
  out += list_of("also", one.notes, width);
  return out;
}

std::string conflict_text(const Conflict& conflict, std::size_t width, const Style& style) {
  std::string out = fmt::format("\n{}  {}\n", style.bold(conflict.about), style.red("CONFLICT"));
  out += detail("one side", side_in_words(conflict.one), width);
  out += detail("other side", side_in_words(conflict.other), width);
  out += detail("arrangement", conflict.arrangement + ".", width);
  return out + detail("", proof_in_words(conflict), width);
}

std::string legend(std::size_t width, const Style& style) {
  std::string out = "\n" + style.dim("how to read this") + "\n";
  out += detail("ends it", "now, or from the time given", width);
  out += detail("may end it",
                "depends on something that is not known, or on a person's next sign-in", width);
  out += detail("note", "ends nothing now", width);
  out += detail("refused",
                "the request is refused; the same token works again once the cause is "
                "gone, so do not disconnect",
                width);
  out += detail("dead", "this token never works again; somebody must sign in anew", width);
  out += detail("AADSTS", "the code to look for in the integration's log", width);
  out += detail("documented",
                "Microsoft says so; observed: seen in practice; inferred: follows "
                "from documents; unsure: not measured yet",
                width);
  out += detail("CA 2.3, TS 5", "the rule behind a statement, in docs/semantics", width);
  return out;
}

}  // namespace

std::string check_text(const CheckReport& report, std::size_t width, const Style& style) {
  if (report.connections.empty()) return "the connections file names no connections\n";
  std::string out;
  for (const Diagnostic& diagnostic : report.diagnostics)
    if (diagnostic.error.code == ErrorCode::policies_as_if_on)
      out += paragraph(style.yellow(diagnostic.error.message), width, 0) + "\n";
  out += overview(report, width, style);
  out += fmt::format("\n{}\n", style.bold(counts_in_words(report)));
  for (const Conflict& conflict : report.conflicts) out += conflict_text(conflict, width, style);
  for (const ConnectionReport& one : report.connections)
    out += details(one, report.now, width, style);
  out += legend(width, style);
  if (!report.diagnostics.empty()) out += "\n" + render_diagnostics(report.diagnostics, style, 20);
  if (!report.fully_evaluated) out += not_fully_evaluated(style);
  return out;
}

}  // namespace caprock
