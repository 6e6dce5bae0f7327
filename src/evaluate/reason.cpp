#include "evaluate/reason.h"

#include "base/text.h"

namespace caprock::evaluate {

void explain_sides(ConditionResult& result, Match include, Reason included, Match exclude,
                   Reason excluded) {
  result.match = all_of(include, negate(exclude));
  if (include == Match::yes) result.include_rule = std::move(included.rule);
  if (exclude == Match::yes) result.exclude_rule = std::move(excluded.rule);
  if (result.match == Match::unknown) {
    if (include == Match::unknown) result.undetermined_by = std::move(included.open);
    if (exclude == Match::unknown)
      result.undetermined_by.insert(result.undetermined_by.end(), excluded.open.begin(),
                                    excluded.open.end());
    sort_without_repeats(result.undetermined_by);
    std::string why = include == Match::unknown ? std::move(included.why) : std::string();
    if (why.empty() && exclude == Match::unknown) why = std::move(excluded.why);
    if (why.empty()) why = join(result.undetermined_by, ", ") + " is not known";
    result.why = "cannot be told: " + why;
  } else if (exclude == Match::yes) {
    result.why = "excluded: " + excluded.why;
  } else if (include == Match::no) {
    result.why = "not included" + (included.why.empty() ? "" : ": " + included.why);
  } else {
    result.why = "included: " + included.why;
  }
}

}  // namespace caprock::evaluate
