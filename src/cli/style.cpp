#include "cli/style.h"

#include <unistd.h>

#include <cstdlib>

namespace caprock {

Style Style::for_standard_output() {
  // NO_COLOR: the convention of no-color.org.
  const char* no_color = std::getenv("NO_COLOR");
  return Style(isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0'));
}

std::string Style::wrap(std::string_view code, std::string_view text) const {
  if (!on_) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace caprock
