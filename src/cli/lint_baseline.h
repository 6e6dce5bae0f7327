// Findings that somebody has accepted, with a reason and a last day (docs/lint.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "lint/finding.h"

namespace caprock {

struct BaselineEntry {
  std::string rule;
  std::string policy;  // id or display name; of another object its name
  std::string owner;
  std::string reason;
  Instant until;  // from this time on the finding is reported again
  Place where;
};

struct AcceptedFinding {
  Finding finding;
  std::string owner;
  std::string reason;
  Instant until;
};

// YAML, and so JSON. Errors: yaml.malformed, baseline.invalid, file.too_large.
Result<std::vector<BaselineEntry>> parse_baseline(std::string_view yaml, const std::string& file);

// Takes accepted findings out of `findings`. An entry that has run out, or that accepts nothing,
// becomes a finding of its own (C08, C09), in its order.
std::vector<AcceptedFinding> take_accepted(std::vector<Finding>& findings,
                                           const std::vector<BaselineEntry>& entries, Instant now);

}  // namespace caprock
