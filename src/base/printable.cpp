#include "base/printable.h"

#include <algorithm>

#include "base/code_points.h"

namespace caprock {

bool is_unprintable(char32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
  const bool bidi = (code_point >= 0x202A && code_point <= 0x202E) ||
                    (code_point >= 0x2066 && code_point <= 0x2069);
  const bool line_end = code_point == 0x2028 || code_point == 0x2029;
  return control || bidi || line_end || code_point == 0xFFFE || code_point == 0xFFFF;
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (next.value == '\n' || next.value == '\r' || next.value == '\t')
      out += ' ';
    else if (!next.valid || is_unprintable(next.value))
      out += "\uFFFD";
    else
      out += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  return out;
}

std::string quotable(std::string_view name) {
  std::string out = printable(name);
  std::replace(out.begin(), out.end(), '`', '\'');
  return out;
}

std::string in_backticks(std::string_view name) { return "`" + quotable(name) + "`"; }

}  // namespace caprock
