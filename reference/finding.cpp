#include "reference/finding.h"

#include <algorithm>

#include "base/text.h"

namespace caprock::reference {
namespace {

Finding together(const std::vector<Finding>& findings) {
  Finding result{Match::unknown, {}, {}, {}};
  for (const Finding& finding : findings) {
    if (finding.match != Match::unknown) continue;
    if (result.why.empty()) result.why = finding.why;
    if (result.rule.empty()) result.rule = finding.rule;
    result.undetermined_by.insert(result.undetermined_by.end(), finding.undetermined_by.begin(),
                                  finding.undetermined_by.end());
  }
  tidy(result.undetermined_by);
  return result;
}

const Finding* first(const std::vector<Finding>& findings, Match match) {
  for (const Finding& finding : findings)
    if (finding.match == match) return &finding;
  return nullptr;
}

}  // namespace

Finding yes(std::string why, std::string rule) {
  return {Match::yes, std::move(rule), std::move(why), {}};
}

Finding no(std::string why) { return {Match::no, {}, std::move(why), {}}; }

Finding unknown(std::string path, std::string why, std::string rule) {
  return {Match::unknown, std::move(rule), std::move(why), {std::move(path)}};
}

Finding found(bool holds, std::string why, std::string rule) {
  return holds ? yes(std::move(why), std::move(rule)) : no(std::move(why));
}

Finding any_of(const std::vector<Finding>& findings) {
  if (const Finding* hit = first(findings, Match::yes)) return *hit;
  if (first(findings, Match::unknown)) return together(findings);
  return findings.empty() ? no() : findings.back();
}

Finding all_of(const std::vector<Finding>& findings) {
  if (const Finding* miss = first(findings, Match::no)) return *miss;
  if (first(findings, Match::unknown)) return together(findings);
  return findings.empty() ? yes() : findings.front();
}

Finding negate(Finding finding) {
  finding.match = caprock::negate(finding.match);
  finding.rule.clear();
  return finding;
}

ConditionResult include_exclude(Condition condition, const Finding& include,
                                const Finding& exclude) {
  ConditionResult result;
  result.condition = condition;
  result.match = caprock::all_of(include.match, caprock::negate(exclude.match));
  if (include.match == Match::yes) result.include_rule = include.rule;
  if (exclude.match == Match::yes) result.exclude_rule = exclude.rule;
  if (result.match == Match::unknown) {
    const Finding open = all_of({include, negate(exclude)});
    result.undetermined_by = open.undetermined_by;
    result.why = "cannot be told: " +
                 (open.why.empty() ? join(open.undetermined_by, ", ") + " is not known" : open.why);
    return result;
  }
  if (exclude.match == Match::yes)
    result.why = "excluded: " + exclude.why;
  else if (include.match == Match::no)
    result.why = "not included" + (include.why.empty() ? "" : ": " + include.why);
  else
    result.why = "included: " + include.why;
  return result;
}

ConditionResult plain_condition(Condition condition, const Finding& finding) {
  ConditionResult result;
  result.condition = condition;
  result.match = finding.match;
  if (finding.match == Match::yes) result.include_rule = finding.rule;
  result.why = finding.why;
  result.undetermined_by = finding.undetermined_by;
  return result;
}

void tidy(std::vector<std::string>& paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

}  // namespace caprock::reference
