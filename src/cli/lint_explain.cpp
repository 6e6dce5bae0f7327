#include "cli/lint_explain.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/table.h"
#include "lint/lint.h"

namespace caprock {

std::string lint_detail(std::string_view label, std::string_view text, std::size_t width) {
  constexpr std::size_t k_label = 11;
  return paragraph(text, width, k_label, fmt::format("  {}", label));
}

std::string evidence_in_words(const Rule& rule) {
  std::vector<std::string> words;
  for (const char mark : rule.evidence) {
    if (mark == 'O') words.emplace_back("observed");
    if (mark == 'I') words.emplace_back("inferred");
    if (mark == 'X') words.emplace_back("our reading");
    if (mark == 'U') words.emplace_back("unsure");
  }
  return words.empty() ? "documented" : join(words, ", ");
}

std::string rule_in_words(const Rule& rule, std::size_t width, const Style& style) {
  std::string out = fmt::format("{}  {}\n", style.bold(rule.id), rule.title);
  out += lint_detail("severity", to_string(rule.severity), width);
  out += lint_detail("why", rule.why, width);
  out += lint_detail("fix", rule.fix, width);
  out += lint_detail("evidence", evidence_in_words(rule), width);
  return out;
}

std::string rule_list(std::size_t width, const Style& style) {
  Table table;
  table.add_column("rule", 4);
  table.add_column("severity", 8);
  table.add_column("finds", 30);
  table.add_column("evidence", 10);
  for (const Rule* rule : lint_rules())
    table.add_row({std::string(rule->id), std::string(to_string(rule->severity)),
                   std::string(rule->title), evidence_in_words(*rule)});
  return table.render(width, style);
}

}  // namespace caprock
