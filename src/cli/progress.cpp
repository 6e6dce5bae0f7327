#include "cli/progress.h"

#include <fmt/format.h>

#include <string>

namespace caprock {

Progress::~Progress() {
  if (shown_ >= 0) err_ << "\r\x1b[K" << std::flush;
}

void Progress::at(std::uint64_t bytes) {
  const int percent = on_ ? static_cast<int>(bytes * 100 / all_) : -1;
  if (percent <= shown_) return;
  shown_ = percent;
  const auto full = static_cast<std::size_t>(percent) / 4;
  err_ << fmt::format("\r[{}{}] {:3}%", std::string(full, '#'), std::string(25 - full, ' '),
                      percent)
       << std::flush;
}

}  // namespace caprock
