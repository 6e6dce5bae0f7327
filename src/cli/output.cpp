#include "cli/output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"

namespace caprock {
namespace {

std::string painted(Severity severity, const Style& style) {
  const std::string word(to_string(severity));
  if (severity == Severity::error) return style.red(word);
  return severity == Severity::warning ? style.yellow(word) : style.dim(word);
}

std::string render_one(Severity severity, const Error& error, const Style& style) {
  std::string out = fmt::format("{}: {}\n", painted(severity, style), printable(to_string(error)));
  if (!error.hint.empty())
    out += fmt::format("  {}: {}\n", style.dim("hint"), printable(error.hint));
  return out;
}

}  // namespace

std::string render_error(const Error& error, const Style& style) {
  return render_one(Severity::error, error, style);
}

std::string render_diagnostics(const std::vector<Diagnostic>& diagnostics, const Style& style,
                               std::size_t limit) {
  std::vector<Diagnostic> sorted = diagnostics;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.severity > b.severity;
  });
  std::string out;
  for (std::size_t i = 0; i < std::min(limit, sorted.size()); ++i)
    out += render_one(sorted[i].severity, sorted[i].error, style);
  if (sorted.size() > limit)
    out += fmt::format("and {} more; --format json lists all\n", sorted.size() - limit);
  return out;
}

std::string not_fully_evaluated(const Style& style) {
  return style.yellow(
             "not fully evaluated: a policy that matters has parts this program does not know") +
         "\n";
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
}

}  // namespace caprock
