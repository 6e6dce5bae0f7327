#include "base/code_points.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace caprock {
namespace {

// Length of the UTF-8 sequence at the start of `text`, or 0 when it is not valid (RFC 3629).
std::size_t utf8_sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const std::uint8_t second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second > 0x9F;
  const bool too_large = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

// SOURCE: Unicode 15, general categories Mn, Me and Cf; the blocks that names are written in.
constexpr std::array<Range, 15> k_combining = {{{0x0300, 0x036F},
                                                {0x0483, 0x0489},
                                                {0x0591, 0x05BD},
                                                {0x064B, 0x065F},
                                                {0x0900, 0x0902},
                                                {0x093C, 0x093C},
                                                {0x0941, 0x0948},
                                                {0x0E31, 0x0E31},
                                                {0x0E34, 0x0E3A},
                                                {0x0E47, 0x0E4E},
                                                {0x1AB0, 0x1AFF},
                                                {0x1DC0, 0x1DFF},
                                                {0x200B, 0x200F},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F}}};

// SOURCE: Unicode 15, East Asian Width W and F, whole blocks.
constexpr std::array<Range, 11> k_wide = {{{0x1100, 0x115F},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0xA4CF},
                                           {0xA960, 0xA97F},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60},
                                           {0xFFE0, 0xFFE6},
                                           {0x1F300, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const std::size_t length = utf8_sequence(text);
  if (length == 0) return {0xFFFD, 1, false};
  const auto lead = static_cast<std::uint8_t>(text[0]);
  char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i)
    value = (value << 6) | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  return {value, length, true};
}

std::size_t columns_of(char32_t code_point) {
  if (contains(k_combining, code_point)) return 0;
  return contains(k_wide, code_point) ? 2 : 1;
}

}  // namespace caprock
