#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace caprock {

void report_bug(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "caprock: bug: `%s` does not hold at %s:%d\n", condition, file, line);
  std::fprintf(stderr,
               "hint: this is our fault; please report it with the command that caused it\n");
  std::fflush(stderr);
  std::_Exit(70);
}

}  // namespace caprock
