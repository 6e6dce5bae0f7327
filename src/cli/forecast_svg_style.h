// Colours and patterns of the pictures of forecasts.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

// The style sheet; every rule holds inside the picture alone.
std::string_view svg_style();

// The patterns that tell the bands apart without colour: `<id>-last`, `<id>-possible`,
// `<id>-refused`, `<id>-dead`.
std::string svg_patterns(std::string_view id);

}  // namespace caprock
