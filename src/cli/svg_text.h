// Text in pictures: how wide it is, and how much of it fits. An SVG cannot measure its text, and
// nobody knows the reader's fonts, so widths are those of wide ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caprock {

// In units of the picture, for a font size in the same.
double text_width(std::string_view text, double size);

// To how many columns the text is to be wrapped so that its lines have room, when they are about as
// wide as the text is on the average.
std::size_t columns_in(double room, std::string_view text, double size);

// The text made printable; its beginning and an ellipsis when not all of it has room.
std::string fitted(std::string_view text, double room, double size);

// Names between backticks get quotation marks.
std::string in_quotes(std::string_view text);

}  // namespace caprock
