#include "base/guid.h"

namespace caprock {

std::string to_string(const Guid& guid) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint64_t half = i < 8 ? guid.high : guid.low;
    const auto byte = static_cast<std::size_t>((half >> (i % 8 * 8)) & 0xFF);
    if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
    text[at++] = k_digits[byte >> 4];
    text[at++] = k_digits[byte & 15];
  }
  return text;
}

}  // namespace caprock
