// Three-valued logic: an input that nobody gave is not a no.
#pragma once

#include <cstdint>
#include <string_view>

namespace caprock {

// Kleene logic. The order no < unknown < yes makes "and" a minimum and "or" a maximum.
enum class Match : std::uint8_t { no = 0, unknown = 1, yes = 2 };

constexpr Match all_of(Match a, Match b) { return a < b ? a : b; }
constexpr Match any_of(Match a, Match b) { return a < b ? b : a; }
constexpr Match negate(Match m) { return static_cast<Match>(2 - static_cast<int>(m)); }
constexpr Match match_if(bool b) { return b ? Match::yes : Match::no; }

constexpr std::string_view to_string(Match m) {
  switch (m) {
    case Match::no: return "no";
    case Match::unknown: return "unknown";
    case Match::yes: return "yes";
  }
  return "unknown";
}

static_assert(all_of(Match::unknown, Match::no) == Match::no);
static_assert(any_of(Match::unknown, Match::yes) == Match::yes);
static_assert(negate(Match::unknown) == Match::unknown);

}  // namespace caprock
