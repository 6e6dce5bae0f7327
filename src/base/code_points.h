// UTF-8 text, one code point at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace caprock {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // in bytes
  bool valid = true;       // false: not UTF-8 (RFC 3629); then the length is one byte
};

// The code point at the start of `text`, which must not be empty.
CodePoint first_code_point(std::string_view text);

// Terminal columns of one code point: 2 for East Asian wide ones and pictures, 0 for marks that
// combine with the letter before them.
std::size_t columns_of(char32_t code_point);

}  // namespace caprock
