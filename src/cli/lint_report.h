// The findings of a tenant, and the forms in which they are told.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "cli/lint_baseline.h"
#include "cli/style.h"
#include "lint/finding.h"

namespace caprock {

struct LintReport {
  std::string source;             // as given on the command line
  std::vector<Finding> findings;  // worst first, then by rule; without the accepted ones
  std::vector<AcceptedFinding> accepted;
  std::size_t policies = 0;
  std::vector<Diagnostic> diagnostics;

  // Something is worse than a note.
  bool anything_wrong() const;
};

std::size_t count_of(const LintReport& report, Severity severity);

// `2 errors, 1 warning and 3 notes in 12 policies`
std::string counts_in_words(const LintReport& report);

std::string lint_text(const LintReport& report, std::size_t width, const Style& style);
std::string lint_json(const LintReport& report);
std::string lint_markdown(const LintReport& report);
std::string lint_junit(const LintReport& report);
// SARIF 2.1.0. Paths are relative to where the program runs where the source is, otherwise to the
// source; lines come from the files.
std::string lint_sarif(const LintReport& report);

// The same for the same finding in the next run: of rule, object and member, not of file or text.
// Several findings at one member have it in common.
std::string fingerprint(const Finding& finding);

}  // namespace caprock
