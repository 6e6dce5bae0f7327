// CAPROCK_ASSERT: a broken promise of ours stops the process, in every build.
#pragma once

namespace caprock {

// Prints one line to standard error and ends the process with exit code 70 ("our bug").
// A wrong `granted` is worse than a restart, so this is never compiled out.
[[noreturn]] void report_bug(const char* condition, const char* file, int line) noexcept;

}  // namespace caprock

#define CAPROCK_ASSERT(condition) \
  (static_cast<bool>(condition) ? void(0) : ::caprock::report_bug(#condition, __FILE__, __LINE__))
