// An answer to one small question, with the reason and what would have to be known.
#pragma once

#include <string>
#include <vector>

#include "base/match.h"
#include "model/decision.h"

namespace caprock::reference {

// `rule` is Graph's rule word for a yes (`allUsers`, `groupId`); `why` is the reason in words;
// `undetermined_by` is filled exactly when the match is unknown.
struct Finding {
  Match match = Match::no;
  std::string rule;
  std::string why;
  std::vector<std::string> undetermined_by;
};

Finding yes(std::string why = {}, std::string rule = {});
Finding no(std::string why = {});
Finding unknown(std::string path, std::string why = {}, std::string rule = {});
Finding found(bool holds, std::string why = {}, std::string rule = {});

// Kleene or: the first yes; else everything unknown together; else the last no.
Finding any_of(const std::vector<Finding>& findings);
// Kleene and: the first no; else everything unknown together; else the first yes.
Finding all_of(const std::vector<Finding>& findings);
Finding negate(Finding finding);

// `include and not exclude` (CA 2.2): exclusion always wins.
ConditionResult include_exclude(Condition condition, const Finding& include,
                                const Finding& exclude);

// A condition with one side only.
ConditionResult plain_condition(Condition condition, const Finding& finding);

// Sorts and removes repeats.
void tidy(std::vector<std::string>& paths);

}  // namespace caprock::reference
