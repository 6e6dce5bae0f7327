#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "cli/check_words.h"
#include "cli/diagnose_report.h"
#include "cli/output.h"
#include "cli/table.h"
#include "diagnose/redaction.h"
#include "diagnose/words.h"
#include "model/well_known.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::size_t k_said_label = 15;  // columns of the labels on the left

std::string said(std::string_view label, std::string_view text, std::size_t width) {
  if (text.empty()) return {};
  return paragraph(printable(text), width, k_said_label, fmt::format("  {}", label));
}

std::string title_of(const Diagnosis& one) {
  if (one.error.code() != 0) return fmt::format("AADSTS{}", one.error.code());
  return one.error.error.empty() ? "no code" : safe_word(one.error.error);
}

std::string painted(Sureness sureness, std::string_view text, const Style& style) {
  switch (sureness) {
    case Sureness::certain: return style.red(text);
    case Sureness::likely: return style.yellow(text);
    case Sureness::possible: return style.dim(text);
  }
  return std::string(text);
}

std::string name_of(const Suspect& suspect) {
  std::string name = without_secrets(suspect.name.empty() ? suspect.policy.text() : suspect.name);
  if (suspect.state) name += fmt::format(" ({})", state_in_words(*suspect.state));
  return name;
}

// `likely: LK-08 ... (on): it has ...`; the first word coloured behind the wrapping.
std::string suspect_text(const Suspect& suspect, std::string_view label, std::size_t width,
                         const Style& style) {
  const std::string_view word = to_string(suspect.sureness);
  std::string out =
      said(label, fmt::format("{}: {}: {}", word, name_of(suspect), suspect.because), width);
  const std::size_t at = out.find(word);
  if (at != std::string::npos) out.replace(at, word.size(), painted(suspect.sureness, word, style));
  return out;
}

std::string suspects_text(const Suspects& suspects, std::size_t width, const Style& style) {
  constexpr std::size_t k_most = 10;
  std::string out;
  const std::size_t shown = std::min(k_most, suspects.items.size());
  for (std::size_t i = 0; i < shown; ++i)
    out += suspect_text(suspects.items[i], i == 0 ? "because of" : "", width, style);
  if (suspects.items.size() > shown)
    out += said("", fmt::format("and {} more", suspects.items.size() - shown), width);
  out += said(suspects.items.empty() ? "because of" : "", suspects.summary, width);
  if (!suspects.missing.empty())
    out +=
        said("please add", "what the export does not say: " + join(suspects.missing, "; "), width);
  return out;
}

std::string party(const std::string& id, const std::string& name) {
  const WellKnownApp* known = well_known_app(id);
  const std::string_view best = !name.empty() ? std::string_view(name)
                                : known       ? known->name
                                              : std::string_view();
  if (best.empty()) return without_secrets(id);
  return id.empty() ? without_secrets(best)
                    : fmt::format("{} ({})", without_secrets(best), without_secrets(id));
}

// Who asked for what, in one line each.
std::string parties_text(const FoundError& error, std::size_t width) {
  std::string out = said("account", without_secrets(error.user), width);
  out += said("app", party(error.app, error.app_name), width);
  return out + said("resource", party(error.resource, error.resource_name), width);
}

// Where in the input, and what to look it up by.
std::string place_text(const FoundError& error, std::size_t width) {
  std::vector<std::string> parts;
  if (error.at) parts.push_back(moment_in_words(*error.at));
  if (!error.correlation_id.empty())
    parts.push_back("correlation id " + without_secrets(error.correlation_id));
  if (!error.trace_id.empty())
    parts.push_back((error.form == ErrorForm::sign_in_record ? "request id " : "trace id ") +
                    without_secrets(error.trace_id));
  std::string where = error.where.line > 0 ? fmt::format("line {}", error.where.line) : "";
  if (error.times > 1) where += fmt::format(", {} times in all", error.times);
  if (!where.empty()) parts.push_back(where);
  return said("found", join(parts, "; "), width);
}

std::string sentences(std::string_view label, const std::vector<std::string>& texts,
                      std::size_t width) {
  return said(label, join(texts, " "), width);
}

std::string evidence_text(const Diagnosis& one, std::size_t width) {
  if (one.row == nullptr) return {};
  return said("evidence",
              fmt::format("{} (TS 8.5); docs/aadsts.md", evidence_in_words(one.row->evidence)),
              width);
}

std::string one_text(const Diagnosis& one, std::size_t width, const Style& style) {
  std::string out;
  const std::string title = printable(title_of(one));
  out += paragraph(fmt::format("{}: {}", title, one.headline), width, 0);
  out.replace(0, title.size(), style.bold(title));
  for (const AadstsCode* further : one.further)
    out += said("with", fmt::format("AADSTS{}: {}", further->first, further->gist), width);
  out += sentences("happened", one.happened, width);
  out += suspects_text(one.suspects, width, style);
  out += said("token", one.token, width);
  out += said("retry", one.retry, width);
  out += sentences("to do", one.to_do, width);
  out += parties_text(one.error, width);
  out += place_text(one.error, width);
  out += evidence_text(one, width);
  out += sentences("not certain", one.unsure, width);
  return out;
}

// Only where there is more than one thing to tell apart, or nothing failed.
std::string heading(const DiagnoseReport& report, const Style& style) {
  std::string out;
  const std::size_t count = report.diagnoses.size();
  if (count > 1) out += style.bold(fmt::format("{} errors", count)) + "\n";
  if (report.succeeded + report.unsaid == 0) return out;
  out += count_in_words(report.records, "sign-in record", "sign-in records");
  if (report.succeeded > 0) out += fmt::format("; {} succeeded", report.succeeded);
  if (report.unsaid > 0) out += fmt::format("; {} without a result", report.unsaid);
  return out + "\n";
}

}  // namespace

std::string diagnose_text(const DiagnoseReport& report, std::size_t width, const Style& style) {
  std::string out = heading(report, style);
  for (const Diagnosis& one : report.diagnoses) {
    if (!out.empty()) out += "\n";
    out += one_text(one, width, style);
  }
  if (!report.diagnostics.empty()) out += "\n" + render_diagnostics(report.diagnostics, style, 20);
  return out;
}

}  // namespace caprock
