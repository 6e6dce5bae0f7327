#pragma once

#include <string>

#include "cli/guess_report.h"

namespace caprock {

// A connections file without a connection: every proposal stands in comments, with its evidence in
// comments inside those. Taking `# ` from the beginning of a proposal's lines confirms it.
std::string guess_yaml(const GuessReport& report);

}  // namespace caprock
