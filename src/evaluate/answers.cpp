#include "evaluate/answers.h"

#include <algorithm>
#include <iterator>

#include "evaluate/reason.h"

namespace caprock::evaluate {
namespace {

Answer joined(Match match, Answer a, Answer b) {
  if (match != Match::unknown) return {match, {}};
  if (a.match != Match::unknown) a.open.clear();
  if (b.match == Match::unknown)
    std::move(b.open.begin(), b.open.end(), std::back_inserter(a.open));
  sort_without_repeats(a.open);
  return {match, std::move(a.open)};
}

}  // namespace

Answer both(Answer a, Answer b) {
  const Match match = all_of(a.match, b.match);
  return joined(match, std::move(a), std::move(b));
}

Answer either(Answer a, Answer b) {
  const Match match = any_of(a.match, b.match);
  return joined(match, std::move(a), std::move(b));
}

Answer opposite(Answer answer) {
  answer.match = negate(answer.match);
  return answer;
}

}  // namespace caprock::evaluate
