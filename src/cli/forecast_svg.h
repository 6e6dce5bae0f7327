// A forecast as a picture.
#pragma once

#include <string>
#include <string_view>

#include "integration/forecast.h"

namespace caprock {

// A self-contained SVG without scripts, fonts or links, for light and dark pages, that can be read
// in black and white: name, headline, what to do, and the time line with events and breaks. Title
// and description say the same for screen readers.
std::string forecast_svg(const Forecast& forecast);

// The time line alone, inside a page that says the rest. `id` begins all its ids, so each picture
// of a page has its own: ASCII letters, digits and dashes only.
std::string time_line_svg(const Forecast& forecast, std::string_view id);

}  // namespace caprock
