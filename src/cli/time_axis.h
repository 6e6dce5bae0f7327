// Where a time axis has its ticks, and what stands beside them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/instant.h"

namespace caprock {

struct Tick {
  Instant at;
  std::string label;  // `06:00`, `23 Nov`, `Mar`, `2027`: what is new at this tick
};

// The round instants from `from` to `until`, as many as there are of the finest step of which there
// are at most `most`: hours, days, weeks from Monday, months or years, in UTC.
// REQUIRES: from <= until, most > 0.
std::vector<Tick> ticks_between(Instant from, Instant until, std::size_t most);

}  // namespace caprock
