// A forecast as stretches of time, the way all its pictures draw it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "integration/forecast.h"

namespace caprock {

// From harmless to final.
enum class Band : std::uint8_t {
  works,
  last_token,  // a request would be refused; the access token from the last one is still good
  possible,    // refused if what nobody says is so, or if the cadence is so
  refused,
  dead,
};

struct BandSpan {
  Instant from;
  Instant until;
  Band band;
  bool operator==(const BandSpan&) const = default;
};

// `works`, `on its last access token`, `may be refused`, `refused`, `dead`
std::string_view band_in_words(Band band);

// Covers the forecast from its beginning to its horizon; neighbours differ. The answers of the life
// and the predicted breaks both count, the worse one wins.
std::vector<BandSpan> bands_of(const Forecast& forecast);

}  // namespace caprock
