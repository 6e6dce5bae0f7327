// Kleene logic that says why, when somebody asks.
//
// A rule is one function with two uses. Given a reason, it fills it in; given none, it answers
// alone, and no text is built and nothing allocated.
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/match.h"
#include "evaluate/facts.h"
#include "model/decision.h"

namespace caprock::evaluate {

// `rule` is Graph's word for what matched, of a yes; `open` the inputs that would settle an
// unknown.
struct Reason {
  std::string rule;
  std::string why;
  std::vector<std::string> open;
};

// A text, or a function that makes it.
template <class Text>
std::string written(const Text& text) {
  if constexpr (std::invocable<const Text&>)
    return text();
  else
    return std::string(text);
}

template <class Why = std::string_view>
Match yes(Reason* reason, const Why& why = {}, std::string_view rule = {}) {
  if (reason != nullptr) *reason = {std::string(rule), written(why), {}};
  return Match::yes;
}

template <class Why = std::string_view>
Match no(Reason* reason, const Why& why = {}) {
  if (reason != nullptr) *reason = {{}, written(why), {}};
  return Match::no;
}

template <class Path, class Why>
Match unknown(Reason* reason, const Path& path, const Why& why) {
  if (reason != nullptr) *reason = {{}, written(why), {written(path)}};
  return Match::unknown;
}

template <class Why = std::string_view>
Match found(bool holds, Reason* reason, const Why& why = {}, std::string_view rule = {}) {
  return holds ? yes(reason, why, rule) : no(reason, why);
}

// `tenant.collection[id]`, the form in which tenant facts are named.
inline std::string tenant_path(std::string_view collection, std::string_view id) {
  return "tenant." + std::string(collection) + "[" + std::string(id) + "]";
}

inline void sort_without_repeats(std::vector<std::string>& paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

// Ways put together. The first one with the decisive answer counts, with its reason; else all
// unknown ones together; else the last `no` of an "or", or the first `yes` of an "and".
template <Match decisive>
class WaysTogether {
 public:
  explicit WaysTogether(Reason* reason) : reason_(reason) {}

  // `way` takes a Reason*; it is not asked once the answer stands.
  template <class Way>
  WaysTogether& add(const Way& way) {
    if (match_ == decisive) return *this;
    if (reason_ == nullptr) {
      take(way(nullptr));
      return *this;
    }
    Reason reason;
    const Match match = way(&reason);
    if (match == Match::unknown && match_ == Match::unknown)
      join(std::move(reason));
    else if (match == decisive || outweighs(match))
      *reason_ = std::move(reason);
    has_reason_ = true;
    take(match);
    return *this;
  }

  template <class Ways, class Way>
  WaysTogether& add_all(const Ways& ways, const Way& way) {
    for (const auto& one : ways) {
      if (match_ == decisive) break;
      add([&](Reason* reason) { return way(one, reason); });
    }
    return *this;
  }

  Match match() const { return match_; }

 private:
  // The reason of this undecisive answer is better than the one so far.
  bool outweighs(Match match) const {
    if (match_ == Match::unknown) return false;
    return match == Match::unknown || !has_reason_ || decisive == Match::yes;
  }

  void take(Match match) {
    match_ =
        decisive == Match::yes ? caprock::any_of(match_, match) : caprock::all_of(match_, match);
  }

  void join(Reason reason) {
    if (reason_->why.empty()) reason_->why = std::move(reason.why);
    for (std::string& path : reason.open) reason_->open.push_back(std::move(path));
  }

  Match match_ = caprock::negate(decisive);
  bool has_reason_ = false;
  Reason* reason_;
};

using AnyOf = WaysTogether<Match::yes>;
using AllOf = WaysTogether<Match::no>;

// The rule's answer with the inputs that are open.
template <class Rule>
Answer answered(const Rule& rule) {
  Reason reason;
  Answer answer;
  answer.match = rule(&reason);
  if (answer.match != Match::unknown) return answer;
  answer.open = std::move(reason.open);
  sort_without_repeats(answer.open);
  return answer;
}

// A condition with one side only. `result` may be nullptr.
template <class Rule>
Match plain_condition(ConditionResult* result, const Rule& rule) {
  if (result == nullptr) return rule(nullptr);
  Reason reason;
  result->match = rule(&reason);
  if (result->match == Match::yes) result->include_rule = std::move(reason.rule);
  result->why = std::move(reason.why);
  if (result->match == Match::unknown) result->undetermined_by = std::move(reason.open);
  sort_without_repeats(result->undetermined_by);
  return result->match;
}

// What a condition with two sides says of itself.
void explain_sides(ConditionResult& result, Match include, Reason included, Match exclude,
                   Reason excluded);

// `include and not exclude`: exclusion always wins (CA 2.11.8). `result` may be nullptr.
template <class Include, class Exclude>
Match include_exclude(ConditionResult* result, const Include& include, const Exclude& exclude) {
  if (result == nullptr) {
    const Match included = include(nullptr);
    if (included == Match::no) return Match::no;
    return caprock::all_of(included, caprock::negate(exclude(nullptr)));
  }
  Reason included;
  Reason excluded;
  const Match in = include(&included);
  const Match out = exclude(&excluded);
  explain_sides(*result, in, std::move(included), out, std::move(excluded));
  return result->match;
}

}  // namespace caprock::evaluate
