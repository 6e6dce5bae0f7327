#include "cli/xml.h"

#include "base/code_points.h"
#include "base/printable.h"

namespace caprock {

std::string xml(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    switch (next.value) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      default: out += next.valid && !is_unprintable(next.value) ? text.substr(0, next.length) : " ";
    }
    text.remove_prefix(next.length);
  }
  return out;
}

}  // namespace caprock
