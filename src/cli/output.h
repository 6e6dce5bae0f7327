// What the program says besides its reports: errors with hints, diagnostics, exit codes.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "cli/style.h"

namespace caprock {

// docs/exit-codes.md
enum class ExitCode : int {
  good = 0,
  finding = 1,      // the answer is bad news
  bad_input = 2,    // a file, an option or a profile is wrong
  unreachable = 3,  // a live source does not answer
  our_bug = 70,
};

enum class Format { text, json, markdown, junit, sarif, html, svg, ics };

// `error: <place>: <message>` and a line with the hint.
std::string render_error(const Error& error, const Style& style);

// One line a diagnostic with its hint below, most severe first; at most `limit` of them, then how
// many more there are.
std::string render_diagnostics(const std::vector<Diagnostic>& diagnostics, const Style& style,
                               std::size_t limit);

// The line below a report whose answer rests on parts of policies that are not understood.
std::string not_fully_evaluated(const Style& style);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

}  // namespace caprock
