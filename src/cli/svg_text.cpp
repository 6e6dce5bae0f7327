#include "cli/svg_text.h"

#include <algorithm>

#include "base/code_points.h"
#include "base/printable.h"
#include "base/text.h"

namespace caprock {
namespace {

// Of a character, per font size, as in DejaVu Sans.
double letter_width(char32_t code_point) {
  constexpr std::u32string_view k_narrow = U" .,:;'`|!()[]ijlfrtI-/\u201c\u201d";
  constexpr std::u32string_view k_broad = U"mwMW@%";
  if (k_narrow.find(code_point) != std::u32string_view::npos) return 0.40;
  if (k_broad.find(code_point) != std::u32string_view::npos) return 1.0;
  if (code_point >= U'A' && code_point <= U'Z') return 0.74;
  if (code_point < 0x80) return 0.63;
  const std::size_t columns = columns_of(code_point);
  return columns == 0 ? 0 : columns == 1 ? 0.75 : 1.05;
}

}  // namespace

double text_width(std::string_view text, double size) {
  double width = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    width += letter_width(next.value) * size;
    text.remove_prefix(next.length);
  }
  return width;
}

std::size_t columns_in(double room, std::string_view text, double size) {
  const double columns = static_cast<double>(display_width(text));
  const double width = std::max(text_width(text, size), 1.0);
  return static_cast<std::size_t>(std::max(room * columns / width, 2.0));
}

std::string fitted(std::string_view text, double room, double size) {
  const std::string clean = printable(text);
  if (text_width(clean, size) <= room) return clean;
  room -= size;  // the ellipsis
  std::string_view rest = clean;
  while (!rest.empty()) {
    const CodePoint next = first_code_point(rest);
    room -= letter_width(next.value) * size;
    if (room < 0) break;
    rest.remove_prefix(next.length);
  }
  return std::string(trim(std::string_view(clean).substr(0, clean.size() - rest.size()))) + "…";
}

std::string in_quotes(std::string_view text) {
  std::string out;
  bool inside = false;
  for (const char c : text) {
    if (c != '`') {
      out += c;
      continue;
    }
    out += inside ? "”" : "“";
    inside = !inside;
  }
  return out;
}

}  // namespace caprock
