#include "cli/lint_baseline.h"

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "integration/yaml_reader.h"
#include "lint/lint.h"

namespace caprock {
namespace {

constexpr int k_baseline_version = 1;

void read_entry(YamlMap& map, BaselineEntry& out) {
  map.required("rule", out.rule);
  map.required("policy", out.policy);
  map.required("owner", out.owner);
  map.required("reason", out.reason);
  map.required("until", out.until);
  if (!out.rule.empty() && lint_rule(out.rule) == nullptr)
    map.refuse("rule", "there is no rule `" + out.rule + "`",
               "caprock lint --explain all lists them");
  out.where = map.place();
}

bool accepts(const BaselineEntry& entry, const Finding& finding) {
  if (!equal_ignoring_case(entry.rule, finding.rule)) return false;
  return equal_ignoring_case(entry.policy, finding.policy.text()) ||
         equal_ignoring_case(printable(entry.policy), finding.subject);
}

Finding about(const BaselineEntry& entry, std::string_view id, std::string message) {
  const Rule& rule = *lint_rule(id);
  return {rule.id,  rule.severity, entry.where, {}, {}, printable(entry.policy), std::move(message),
          rule.why, rule.fix};
}

Finding run_out(const BaselineEntry& entry) {
  return about(entry, "C08",
               entry.rule + " was accepted by " + in_backticks(entry.owner) + " until " +
                   to_string(entry.until));
}

Finding accepts_nothing(const BaselineEntry& entry) {
  return about(
      entry, "C09",
      entry.rule + " is accepted for " + in_backticks(entry.policy) + " and not found there");
}

}  // namespace

Result<std::vector<BaselineEntry>> parse_baseline(std::string_view yaml, const std::string& file) {
  CAPROCK_TRY(const YamlNode root, parse_yaml(yaml, file));
  YamlReader reader(file, ErrorCode::baseline_invalid);
  YamlMap map(reader, root, "baseline file");
  std::vector<BaselineEntry> entries;
  map.version(k_baseline_version);
  map.objects("accepted", YamlMap::Need::required, "accepted finding", entries, read_entry);
  map.finish();
  if (reader.first_error()) return Failure(*reader.first_error());
  return entries;
}

std::vector<AcceptedFinding> take_accepted(std::vector<Finding>& findings,
                                           const std::vector<BaselineEntry>& entries, Instant now) {
  std::vector<AcceptedFinding> accepted;
  std::vector<Finding> about_entries;
  for (const BaselineEntry& entry : entries) {
    const auto first =
        std::stable_partition(findings.begin(), findings.end(),
                              [&](const Finding& finding) { return !accepts(entry, finding); });
    if (first == findings.end()) {
      about_entries.push_back(accepts_nothing(entry));
    } else if (entry.until <= now) {
      about_entries.push_back(run_out(entry));
    } else {
      for (auto at = first; at != findings.end(); ++at)
        accepted.push_back({std::move(*at), entry.owner, entry.reason, entry.until});
      findings.erase(first, findings.end());
    }
  }
  findings.insert(findings.end(), about_entries.begin(), about_entries.end());
  std::stable_sort(findings.begin(), findings.end(), precedes);
  return accepted;
}

}  // namespace caprock
